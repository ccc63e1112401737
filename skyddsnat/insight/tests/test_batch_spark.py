"""The same numbers from Spark as from DuckDB and from the database. Collected only where pyspark and Java are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skyddsnat.insight.api import Indicator, run
from skyddsnat.insight.batch.counting import batch_command
from skyddsnat.insight.batch.export import export_ledgers
from skyddsnat.mandate.models import Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]  # pyspark's own, about its Python


def test_spark_duckdb_and_the_database_give_the_same_numbers(filled: Assignment, tmp_path: Path) -> None:
    out = tmp_path / "out"
    empty = Assignment.objects.get(pk=filled.pk)
    empty.pk, empty.slug = None, "empty"
    empty.save()
    export_ledgers(assignments=[filled, empty], out=out, by=None)
    found = {}
    for engine in ("duckdb", "spark"):
        path = tmp_path / f"{engine}.json"
        assert batch_command([str(out), "--engine", engine, "--out", str(path)]) == 0
        found[engine] = path.read_bytes()
    assert found["spark"] == found["duckdb"]
    told = {one["code"]: one for one in json.loads(found["spark"])["assignments"][0]["indicators"]}
    for indicator in Indicator.objects.filter(assignment=filled, query__isnull=False):
        result = run(filled, indicator.query)
        assert told[indicator.code]["value"] == result.value
        assert [tuple(part) for part in told[indicator.code]["by_activity"]] == result.by_activity
        assert [tuple(part) for part in told[indicator.code]["by_month"]] == result.by_month
