"""A backup and its restore: everything comes back but what was destroyed, which no old dump brings back."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from skyddsnat.conftest import throwaway
from skyddsnat.core import embedded
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared import sealing
from skyddsnat.shared.dates import today
from skyddsnat.tips.api import KEY_FILE, destroy_due
from skyddsnat.tips.filing.access import sealed_of
from skyddsnat.tips.filing.actions import file_sending
from skyddsnat.tips.filing.layer import BrokenLayerError, unwrap
from skyddsnat.tips.models import Tip, TipLayer
from skyddsnat.tips.tests.filing_cases import SAID, a_receiver, a_sending, identity
from skyddsnat.website import backups


@pytest.fixture
def empty(committing: None, django_db_blocker: Any) -> Iterator[Any]:
    """Work in an empty database beside, as on another machine."""
    return lambda: throwaway("restored")


def _backup(folder: Path) -> Path:
    """The dump that a backup just wrote."""
    before = set(folder.glob("*.dump"))
    assert backups.backup([str(folder)]) == 0
    (made,) = set(folder.glob("*.dump")) - before
    return made


def _rows(dump: Path, table: str) -> list[str]:
    out = subprocess.run(
        [embedded.binary("pg_restore"), "-f", "-", "-a", "-t", table, str(dump)],
        check=True,
        capture_output=True,
    )
    return [line for line in out.stdout.decode().split("\n") if "\t" in line]


def test_what_is_destroyed_opens_with_no_old_dump_and_all_else_comes_back(
    committing: None, empty: Any, tmp_path: Path, capsys: Any
) -> None:
    receiver = a_receiver()
    living = file_sending(a_sending(receiver)).tip
    doomed = file_sending(a_sending(receiver, kind="other")).tip
    old = _backup(tmp_path)
    keys = json.loads((tmp_path / KEY_FILE).read_text())["keys"]
    assert keys.keys() == {str(living.pk), str(doomed.pk)}
    assert unwrap(
        base64.b64decode(keys[str(doomed.pk)]), bytes(doomed.sealed or b"")
    )  # it could be opened until now
    assert _rows(old, "tips_tiplayer") == []
    assert len(_rows(old, "tips_tip")) == 2
    Tip.objects.filter(pk=doomed.pk).update(state="closed", closed_at="2020-01-01T12:00Z", reason="known")
    assert destroy_due(today=today()) == 1
    new = _backup(tmp_path)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert old.stat().st_mode & 0o777 == new.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".dump"] == [KEY_FILE]

    latest = json.loads((tmp_path / KEY_FILE).read_text())["keys"]
    assert latest.keys() == {str(living.pk)}
    for key in latest.values():  # the old dump holds the row, and no key there is opens it
        with pytest.raises(BrokenLayerError):
            unwrap(base64.b64decode(key), bytes(doomed.sealed or b""))
    assert (tmp_path / KEY_FILE).read_text().count(keys[str(doomed.pk)]) == 0

    for dump, destroyed in ((old, 1), (new, 0)):
        with empty():
            assert backups.restore([str(tmp_path), "--dump", str(dump)]) == 0
            assert f"1 tips open, {destroyed} were destroyed" in capsys.readouterr().out
            assert sealing.open_message(sealed_of(Tip.objects.get(pk=living.pk)), identity()) == SAID
            gone = Tip.objects.get(pk=doomed.pk)
            assert (gone.sealed, gone.box, gone.reason) == (None, None, "known")
            assert gone.destroyed_at is not None
            assert gone.destroyed_at < timezone.now()
            assert TipLayer.objects.count() == 1
            assert AuditEntry.objects.filter(verb="tip.destroyed", target_id=str(doomed.pk)).count() == 1
            assert file_sending(a_sending(Tip.objects.get(pk=living.pk).receiver)).is_new  # and it goes on


def test_a_restore_without_the_latest_keys_destroys_nothing(
    committing: None, empty: Any, tmp_path: Path, capsys: Any
) -> None:
    file_sending(a_sending(a_receiver()))
    _backup(tmp_path)
    (tmp_path / KEY_FILE).write_text('{"keys": {}, "destroyed": []}')
    with empty():
        assert backups.restore([str(tmp_path)]) == 1
        assert "1 tips have no key" in capsys.readouterr().err
        assert Tip.objects.get().sealed is not None


def test_a_restore_is_into_an_empty_database_only(committing: None, tmp_path: Path, capsys: Any) -> None:
    assert backups.restore([str(tmp_path)]) == 2
    assert "does not hold a dump" in capsys.readouterr().err
    _backup(tmp_path)
    assert backups.restore([str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err


def test_what_is_no_dump_or_no_keys_is_told(
    committing: None, empty: Any, tmp_path: Path, capsys: Any
) -> None:
    _backup(tmp_path)
    with empty():
        (tmp_path / "z.dump").write_bytes(b"no dump")
        assert backups.restore([str(tmp_path)]) == 1
        assert "pg_restore" in capsys.readouterr().err
    (tmp_path / "z.dump").unlink()
    with empty():
        (tmp_path / KEY_FILE).write_text("[]")
        assert backups.restore([str(tmp_path)]) == 1
        assert "no file of keys" in capsys.readouterr().err


def test_a_backup_that_fails_leaves_no_half_dump(committing: None, tmp_path: Path, capsys: Any) -> None:
    # Within the test: what is put back after it is put back after the database of `committing` is gone.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "no_such_database")
        connection.close()
        assert backups.backup([str(tmp_path)]) == 1
    assert "pg_dump" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
