"""What one authority hands over is with the next exactly as it was, but for what is sealed for others."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from skyddsnat.cli import main
from skyddsnat.cooperation.models import Referral
from skyddsnat.core.models import User
from skyddsnat.core.tests.databases import alone, migrated, throwaway
from skyddsnat.mandate.api import Entry, append
from skyddsnat.mandate.models import Assignment, Evidence
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.tips.models import Tip
from skyddsnat.website.handover.carried import LEFT_OUT, SECRET, STEPS

# Of the rooms with sealed things this goes over: what says nothing of a tip, a case or a child.
OPEN_IN_SEALED_ROOMS = {
    "cooperation_agreement", "cooperation_agreement_parties", "cooperation_agreement_states",
    "cooperation_countingactivity", "cooperation_destroyedcase", "cooperation_finding", "cooperation_findingversion",
    "cooperation_party", "cooperation_practice", "cooperation_practiceconsent", "cooperation_question",
    "cooperation_questioncomment", "cooperation_questionmeeting", "cooperation_rolecontact", "cooperation_spreading",
    "tips_countingactivity", "tips_filingkey", "tips_member", "tips_receiver", "tips_receiver_places",
}  # fmt: skip


@pytest.fixture(scope="module")
def handed(year: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demonstration in a file."""
    path = tmp_path_factory.mktemp("handed") / "hand-over.zip"
    with django_db_blocker.unblock():
        assert main(["hand-over", "export", "--out", str(path)]) == 0
    return path


@pytest.fixture
def elsewhere(year: None, django_db_blocker: Any) -> Iterator[None]:
    """An installation with its tables and nothing in them."""
    with django_db_blocker.unblock():
        with alone() as admin:
            origin = migrated(admin)
        with throwaway("taken_over", origin):
            yield


def columns_of(path: Path, table: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(f"tables/{table}.csv").decode())))


def manifest_of(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def changed(path: Path, to: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of the file in which something else stands."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    with zipfile.ZipFile(to, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return to


@pytest.mark.usefixtures("elsewhere")
def test_a_whole_year_is_taken_over_and_goes_on(handed: Path, tmp_path: Path, capsys: Any) -> None:
    told = manifest_of(handed)
    assert main(["hand-over", "import", str(handed)]) == 0
    assert "each as it was" in capsys.readouterr().out
    assert main(["ledger", "verify"]) == 0
    assignment = Assignment.objects.get(slug="2014-child-protection")
    assert (
        {slug: head["seq"] for slug, head in told["ledgers"].items()}[assignment.slug]
        == assignment.ledger.seq
        > 1
    )
    assert not User.objects.get(email=User.objects.earliest("pk").email).has_usable_password()
    before = Evidence.objects.filter(assignment=assignment).count()
    first = Evidence.objects.filter(assignment=assignment).earliest("seq")
    append(assignment, [Entry(first.kind_id, first.activity_id, first.occurred_on)])
    assert Evidence.objects.filter(assignment=assignment).count() == before + 1
    assert main(["ledger", "verify"]) == 0
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM mandate_evidence")
    again = tmp_path / "again.zip"
    assert main(["hand-over", "export", "--out", str(again)]) == 0  # and can be handed on
    assert manifest_of(again)["tables"].keys() == told["tables"].keys()


def test_every_table_goes_over_or_is_left_out_for_a_reason(handed: Path, django_db_blocker: Any) -> None:
    told = manifest_of(handed)
    with django_db_blocker.unblock():
        there = set(connection.introspection.table_names())
    assert told["tables"].keys() | told["left_out"].keys() | {STEPS} == there
    assert told["tables"].keys().isdisjoint(told["left_out"])
    assert there >= LEFT_OUT.keys()
    rooms = {table for table in told["tables"] if table.startswith(("tips_", "cooperation_"))}
    assert rooms == OPEN_IN_SEALED_ROOMS
    assert all(one["why"] for one in told["left_out"].values())
    assert told["left_out"]["tips_tip"]["rows"] > 0 < told["left_out"]["cooperation_referral"]["rows"]
    assert told["left_out"]["tips_message"]["why"] == SECRET


def test_nothing_that_is_sealed_for_others_is_in_the_file(handed: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        words = [str(tip) for tip in Tip.objects.values_list("pk", flat=True)]
        words += [str(mark) for mark in Tip.objects.values_list("mark", flat=True)]
        words += [part for case in Referral.objects.values_list("pk", "number") for part in map(str, case)]
    assert len(words) > 4
    with zipfile.ZipFile(handed) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode()
            assert [word for word in words if word in content] == [], name
    assert {row["password"] for row in columns_of(handed, "core_user")} == {"!"}
    assert {row["is_on"] for row in columns_of(handed, "tips_receiver")} == {"f"}
    assert handed.stat().st_mode & 0o777 == 0o600


def _byte(held: dict[str, bytes]) -> None:
    held["tables/core_user.csv"] = held["tables/core_user.csv"].replace(b"example", b"exbmple", 1)


def _manifest(**also: Any) -> Callable[[dict[str, bytes]], None]:
    def change(held: dict[str, bytes]) -> None:
        held["manifest.json"] = json.dumps(json.loads(held["manifest.json"]) | also).encode()

    return change


def _unowned(held: dict[str, bytes]) -> None:
    """A membership of nobody, with its fingerprint right."""
    lines = held["tables/core_user_roles.csv"].splitlines(keepends=True)
    held["tables/core_user_roles.csv"] = b"".join([*lines, b"999999,999999," + lines[1].rpartition(b",")[2]])
    manifest = json.loads(held["manifest.json"])
    told = manifest["tables"]["core_user_roles"]
    told["rows"] += 1
    told["sha256"] = sha256_hex(held["tables/core_user_roles.csv"])
    held["manifest.json"] = json.dumps(manifest).encode()


FAULTS: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "a byte": (_byte, "core_user.csv has been changed"),
    "a table less": (lambda held: held.pop("tables/core_role.csv"), "does not hold what its manifest says"),
    "a file more": (lambda held: held.update({"../more": b""}), "does not hold what its manifest says"),
    "no manifest": (lambda held: held.pop("manifest.json"), "no file from"),
    "another form": (_manifest(format="x/2"), "has the form 'x/2'"),
    "another version": (_manifest(steps=[["core", "9999_new"]], program="9.9"), "comes from version 9.9"),
    "a row of nobody": (_unowned, "The database refused it"),
}


@pytest.mark.usefixtures("elsewhere")
def test_what_is_not_as_it_was_written_is_not_taken_in(handed: Path, tmp_path: Path, capsys: Any) -> None:
    for name, (change, words) in FAULTS.items():
        path = changed(handed, tmp_path / "changed.zip", change)
        assert main(["hand-over", "import", str(path)]) == 1, name
        assert words in capsys.readouterr().err, name
        assert not User.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'")
            assert cursor.fetchone() == (0,), name
    (tmp_path / "no.zip").write_bytes(b"no zip")
    for path in (tmp_path / "no.zip", tmp_path / "nothing.zip"):
        assert main(["hand-over", "import", str(path)]) == 1
        assert "cannot be read" in capsys.readouterr().err


@pytest.mark.usefixtures("year")
def test_an_installation_in_use_takes_nothing_in(handed: Path, django_db_blocker: Any, capsys: Any) -> None:
    with django_db_blocker.unblock():
        assert main(["hand-over", "import", str(handed)]) == 1
    assert "already has people" in capsys.readouterr().err


@pytest.mark.usefixtures("year")
def test_a_file_that_is_there_is_kept(tmp_path: Path, django_db_blocker: Any, capsys: Any) -> None:
    (tmp_path / "x.zip").write_text("mine")
    with django_db_blocker.unblock():
        assert main(["hand-over", "export", "--out", str(tmp_path / "x.zip")]) == 2
        assert (tmp_path / "x.zip").read_text() == "mine"
        assert main(["hand-over", "export", "--out", str(tmp_path / "no folder" / "x.zip")]) == 1
    assert "hand-over:" in capsys.readouterr().err
