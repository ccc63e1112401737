"""Spark as an engine. Imported only when asked for: pyspark is no part of what is installed otherwise.

Which cluster is Spark's own setting (`spark.master` in spark-defaults.conf, or PYSPARK_SUBMIT_ARGS); without one it
runs on all cores of this machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from pyspark.sql import SparkSession


class Spark:
    """A session whose views are the tables."""

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def read(self, name: str, files: Sequence[Path]) -> None:
        found = self.session.read.parquet(*(f"file://{file.resolve()}" for file in files))
        found.createOrReplaceTempView(name)

    def give(self, name: str, rows: Sequence[tuple[str, str, int | None]]) -> None:
        found = self.session.createDataFrame(list(rows), "code string, kind string, activity int")
        found.createOrReplaceTempView(name)

    def keep(self, name: str, expression: ir.Table) -> None:
        if self.session.catalog.tableExists(name):
            self.session.catalog.uncacheTable(name)
        found = self.session.sql(ibis.to_sql(expression, dialect="pyspark"))
        found.coalesce(self.session.sparkContext.defaultParallelism).persist().createOrReplaceTempView(name)

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        found = self.session.sql(ibis.to_sql(expression, dialect="pyspark")).collect()
        return [row.asDict() for row in found]


@contextmanager
def session() -> Iterator[Spark]:
    """A session in UTC, stopped afterwards."""
    builder = SparkSession.builder.appName("skyddsnat stats batch")
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    if found.sparkContext.master.startswith("local"):  # the two hundred pieces of a cluster take minutes here
        found.conf.set("spark.sql.shuffle.partitions", 2 * found.sparkContext.defaultParallelism)
    try:
        yield Spark(found)
    finally:
        found.stop()
