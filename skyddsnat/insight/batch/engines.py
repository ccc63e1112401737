"""What the statistics run on: DuckDB in this process, or Spark, which is loaded only when it is asked for."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
import ibis
import ibis.expr.types as ir

ENGINES = ("duckdb", "spark")


class NoEngine(RuntimeError):
    """The engine cannot be used here; the message says what is missing."""


class Engine(Protocol):
    """Where tables have names and an Ibis expression over them is answered."""

    def read(self, name: str, files: Sequence[Path]) -> None:
        """Give Parquet files, at least one, the name of a table."""

    def give(self, name: str, rows: Sequence[tuple[str, str, int | None]]) -> None:
        """Give what is asked, as measures.asked has it, the name of a table."""

    def keep(self, name: str, expression: ir.Table) -> None:
        """Work an expression out once, under the name of a table."""

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The answer, each row by column."""


class DuckDB:
    """In memory; what does not fit is put in a folder of its own on disk."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def read(self, name: str, files: Sequence[Path]) -> None:
        found = self.connection.read_parquet([str(file) for file in files], hive_partitioning=False)
        found.create_view(name, replace=True)

    def give(self, name: str, rows: Sequence[tuple[str, str, int | None]]) -> None:
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} (code TEXT, kind TEXT, activity INTEGER)"
        )
        if rows:
            self.connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", rows)

    def keep(self, name: str, expression: ir.Table) -> None:
        sql = ibis.to_sql(expression, dialect="duckdb")
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        found = self.connection.execute(ibis.to_sql(expression, dialect="duckdb"))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@contextmanager
def duck() -> Iterator[DuckDB]:
    """A DuckDB that fetches nothing from elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        settings: dict[str, Any] = {"temp_directory": folder, "autoinstall_known_extensions": False}
        with duckdb.connect(config=settings) as connection:
            yield DuckDB(connection)


@contextmanager
def engine(name: str) -> Iterator[Engine]:
    """The engine of that name, closed afterwards. Raises NoEngine when it is not installed."""
    if name == "duckdb":
        with duck() as found:
            yield found
        return
    try:
        spark = importlib.import_module("skyddsnat.insight.batch.spark")
    except ModuleNotFoundError as error:
        raise NoEngine(
            f"Spark is not installed here ({error.name}). See docs/how-to/count-past-one-machine.md."
        ) from error
    with spark.session() as found:
        yield found
