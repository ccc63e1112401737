"""The ledger as Parquet, and statistics that give what the database gives."""

from __future__ import annotations

import datetime
import json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.insight.api import Indicator, load_indicators, run
from skyddsnat.insight.batch import counting, layout, reading, writing
from skyddsnat.insight.batch.commands import export as export_command
from skyddsnat.insight.batch.engines import duck
from skyddsnat.insight.batch.export import export_ledgers
from skyddsnat.insight.batch.layout import NotAnExport, faults, read_manifest
from skyddsnat.insight.batch.statistics import answered, as_text, statistics
from skyddsnat.mandate.api import Entry, append, correct_evidence, verify
from skyddsnat.mandate.models import Evidence

pytestmark = pytest.mark.django_db
FIRST = datetime.date(2014, 1, 1)
MEASURES = ["quantity", "records", "actors", "places"]


def exported(assignment, folder):
    manifest = export_ledgers(assignments=[assignment], out=folder, by=None)
    assert faults(folder, manifest) == []
    return manifest


def counted(folder):
    with duck() as engine:
        return statistics(folder, read_manifest(folder), engine)


def read_rows(folder):
    paths = sorted((folder / "ledger").rglob("*.parquet"))
    return [pq.read_table(path, partitioning=None).to_pylist() for path in paths]


def test_every_row_leaves_once_in_the_order_of_the_chain(filled, tmp_path):
    manifest = exported(filled, tmp_path / "out")
    months = read_rows(tmp_path / "out")
    assert all([row["seq"] for row in rows] == sorted(row["seq"] for row in rows) for rows in months)
    rows = sorted((row for rows in months for row in rows), key=lambda row: row["seq"])
    kept = list(Evidence.objects.select_related("organisation", "place", "activity").order_by("seq"))
    assert [(r["seq"], r["kind"], r["activity"], r["quantity"], r["corrects"], r["recorded_at"]) for r in rows] == [
        (e.seq, e.kind_id, e.activity.number, e.quantity, e.corrects, e.recorded_at) for e in kept
    ]  # fmt: skip
    assert [(r["organisation"], r["place"]) for r in rows] == [
        (
            e.organisation.code if e.organisation else None,
            f"{e.place.kind}:{e.place.code}" if e.place else None,
        )
        for e in kept
    ]
    told = manifest["assignments"][0]
    assert told["head"] == {"seq": 25, "hash": bytes(kept[-1].hash).hex()}
    assert told["files"][0]["path"] == (
        "ledger/assignment=2014-child-protection/year=2014/month=01/part-0.parquet"
    )
    assert len(told["files"]) == len({(e.occurred_on.year, e.occurred_on.month) for e in kept})
    assert AuditEntry.objects.filter(verb="ledger.exported").count() == 1


def test_the_same_ledger_gives_the_same_bytes(filled, tmp_path):
    exported(filled, tmp_path / "a")
    exported(filled, tmp_path / "b")
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file())
    assert len(files) > 3
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)


def test_few_rows_at_a_time_give_the_same_rows(filled, tmp_path, monkeypatch):
    exported(filled, tmp_path / "a")
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    monkeypatch.setattr(writing, "ROW_GROUP", 2)
    monkeypatch.setattr(writing, "MOST_HELD", 4)
    exported(filled, tmp_path / "b")
    assert read_rows(tmp_path / "a") == read_rows(tmp_path / "b")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_duckdb_gives_what_the_database_gives(assignment, activities, cast, data):
    actors = list(Organisation.objects.filter(kind="region").values_list("pk", flat=True)[:3])
    places = list(Place.objects.municipalities().values_list("pk", flat=True)[:3])
    fact = st.builds(
        Entry,
        kind=st.sampled_from(["meeting_held", "actor_reached"]),
        activity=st.sampled_from([a.pk for a in activities]),
        occurred_on=st.dates(FIRST, datetime.date(2015, 1, 31)),
        quantity=st.integers(0, 9),
        organisation=st.sampled_from([None, *actors]),
        place=st.sampled_from([None, *places]),
        reference=st.just(""),
        corrects=st.none(),
    )
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        append(assignment, data.draw(st.lists(fact, max_size=12)))
        rows = list(Evidence.objects.order_by("seq"))
        for row in data.draw(st.lists(st.sampled_from(rows), unique=True, max_size=3)) if rows else []:
            correct_evidence(evidence=row, reason="fel", by=cast.coordinator)
        out = Path(folder, "out")
        manifest = exported(assignment, out)
        with duck() as engine:
            statistics(out, manifest, engine)
            queries = {
                f"{measure}-{kinds}-{more}": {"kinds": kinds, "measure": measure, **more}
                for measure in MEASURES
                for kinds in (["meeting_held"], ["meeting_held", "actor_reached"])
                for more in ({}, {"activities": [1]}, {"activities": []})
            }
            found = answered(queries, engine)
            for code, query in queries.items():
                assert_same(found[code], run(assignment, query))
        transaction.set_rollback(True)


def assert_same(found, result):
    assert found["value"] == result.value
    assert [tuple(part) for part in found["by_activity"]] == result.by_activity
    assert [tuple(part) for part in found["by_month"]] == result.by_month


def test_every_indicator_says_what_its_page_says(filled, tmp_path):
    exported(filled, tmp_path / "out")
    told = counted(tmp_path / "out")["assignments"][0]
    shown = {one.code: one for one in Indicator.objects.filter(assignment=filled, query__isnull=False)}
    assert [one["code"] for one in told["indicators"]] == list(shown)
    for one in told["indicators"]:
        assert_same(one, run(filled, shown[one["code"]].query))
    assert any(one["value"] for one in told["indicators"])


def test_a_query_keeps_its_activities_when_the_plan_changes(filled, activities, tmp_path):
    exported(filled, tmp_path / "out")
    before = {one["code"]: one["value"] for one in counted(tmp_path / "out")["assignments"][0]["indicators"]}
    activities[1].clauses.set(filled.clauses.filter(number="1"))
    after = {one["code"]: one["value"] for one in counted(tmp_path / "out")["assignments"][0]["indicators"]}
    assert before == after


def test_coverage_is_what_the_kept_sums_hold(filled, tmp_path):
    exported(filled, tmp_path / "out")
    found = counted(tmp_path / "out")["assignments"][0]["coverage"]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT p.kind || ':' || p.code, sum(c.records), count(DISTINCT c.organisation_id),
                      count(DISTINCT c.activity_id), to_char(min(c.month), 'YYYY-MM'), to_char(max(c.month), 'YYYY-MM')
                 FROM mandate_evidencecount c JOIN actors_place p ON p.id = c.place_id GROUP BY 1 ORDER BY 1"""
        )
        kept = cursor.fetchall()
    assert [
        (row["place"], row["records"], row["actors"], row["activities"], row["first"], row["last"])
        for row in found["places"]
    ] == kept
    assert len(kept) == 3
    assert found["kinds"]["municipality"] == {"places": 290, "reached": 3}
    assert len(found["without"]) == Place.objects.count() - 3
    assert all(
        sum(kind["records"] for kind in row["kinds"].values()) == row["records"] for row in found["places"]
    )


def test_a_ledger_without_rows_gives_zeros(assignment, tmp_path):
    load_indicators(assignment=assignment, by=None)
    exported(assignment, tmp_path / "out")
    found = counted(tmp_path / "out")["assignments"][0]
    assert {one["value"] for one in found["indicators"]} == {0}
    assert found["coverage"]["places"] == []
    assert found["coverage"]["kinds"]["municipality"]["reached"] == 0


def test_a_folder_with_something_in_it_is_left_alone(filled, tmp_path):
    (tmp_path / "kept").write_text("x")
    with pytest.raises(Refused, match="inte tom"):
        export_ledgers(assignments=[filled], out=tmp_path, by=None)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_ledger_with_a_gap_leaves_nothing_behind(filled, tmp_path):
    filled.ledger.seq += 1
    filled.ledger.save()
    assert verify(filled)
    with pytest.raises(Refused, match="25 rader men ska ha 26"):
        export_ledgers(assignments=[filled], out=tmp_path / "out", by=None)
    assert list(tmp_path.iterdir()) == []


def test_the_commands_write_and_count(filled, tmp_path, capsys):
    out, result = tmp_path / "out", tmp_path / "numbers.json"
    assert export_command(["--assignment", filled.slug, "--out", str(out)]) == 0
    assert counting.batch_command([str(out), "--out", str(result)]) == 0
    assert result.read_text() == as_text(counted(out))
    assert counting.batch_command([str(out)]) == 0
    assert json.loads(capsys.readouterr().out.split("\n", 2)[2]) == counted(out)
    assert export_command(["--assignment", "nothing", "--out", str(tmp_path / "b")]) == 2
    assert export_command(["--all", "--out", str(out)]) == 1


def test_a_changed_file_is_found(filled, tmp_path, capsys):
    exported(filled, tmp_path / "out")
    path = next((tmp_path / "out" / "ledger").rglob("*.parquet"))
    path.write_bytes(path.read_bytes() + b" ")
    assert counting.batch_command([str(tmp_path / "out")]) == 1
    assert "was changed" in capsys.readouterr().err
    path.unlink()
    assert counting.batch_command([str(tmp_path / "out")]) == 1
    assert "is missing" in capsys.readouterr().err


def test_a_row_left_out_of_the_manifest_is_found(filled, tmp_path):
    manifest = exported(filled, tmp_path / "out")
    manifest["assignments"][0]["files"].pop()
    assert "the chain 25" in faults(tmp_path / "out", manifest)[0]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "x"}', json.dumps({"format": layout.FORMAT}),
     json.dumps({"format": layout.FORMAT, "places": {"path": "../x"}, "assignments": []})],
)  # fmt: skip
def test_what_is_no_export_is_refused(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(NotAnExport):
        read_manifest(tmp_path)
    assert counting.batch_command([str(tmp_path)]) == 2
    assert counting.batch_command([str(tmp_path / "nowhere")]) == 2
