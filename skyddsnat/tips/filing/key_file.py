"""The keys of the outer layer beside a backup: one file, always the latest, so that what is destroyed stays so.

The dumps of the database hold no such keys. Who has an old dump and the latest keys can open the tips that are still
there; those destroyed since open with nothing.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from skyddsnat.core.api import record
from skyddsnat.tips.models import Tip, TipLayer

NAME = "tip-keys.json"
TABLE = TipLayer._meta.db_table

_DESTROY = """
UPDATE tips_tip SET destroyed_at = gone.destroyed_at, sealed = NULL, box = NULL, answers_to = '', state = 'closed',
    closed_at = gone.closed_at, reason = gone.reason, hold_until = NULL, hold_source = ''
FROM jsonb_to_recordset(%s::jsonb) AS gone(tip uuid, destroyed_at timestamptz, closed_at timestamptz, reason text)
WHERE tips_tip.id = gone.tip AND tips_tip.destroyed_at IS NULL RETURNING tips_tip.id
"""


class Restored(NamedTuple):
    """What became of the tips of a dump. `unopened` have no key and were not destroyed: the file of keys is old."""

    opened: int
    destroyed: int
    unopened: int


class NoKeysError(ValueError):
    """Not a file of keys."""


def write_keys(folder: Path) -> Path:
    """Write the keys that are in use, and which tips are destroyed, in place of the file before; say where."""
    keys = {str(one.tip_id): base64.b64encode(bytes(one.key)).decode() for one in TipLayer.objects.all()}
    gone = Tip.objects.exclude(destroyed_at=None).values_list("pk", "destroyed_at", "closed_at", "reason")
    destroyed = [
        {"tip": str(pk), "destroyed_at": at.isoformat(), "closed_at": closed.isoformat(), "reason": reason}
        for pk, at, closed, reason in gone
        if at is not None and closed is not None
    ]
    path = folder / NAME
    _replace(path, json.dumps({"keys": keys, "destroyed": destroyed}).encode())
    return path


@transaction.atomic
def load_keys(path: Path) -> Restored:
    """Give the tips of a dump their keys back, and destroy again those that were destroyed after it was made."""
    keys, destroyed = _read(path)
    with connection.cursor() as cursor:
        cursor.execute(_DESTROY, [json.dumps(destroyed)])
        gone = [row[0] for row in cursor.fetchall()]
        cursor.execute("DELETE FROM tips_message WHERE tip_id = ANY(%s)", [gone])
    for tip in Tip.objects.filter(pk__in=gone).defer("sealed"):
        record(None, "tip.destroyed", tip, kind=tip.kind, restored=True)
    living = Tip.objects.filter(destroyed_at=None).values_list("pk", flat=True)
    layers = [TipLayer(tip_id=pk, key=keys[str(pk)]) for pk in living if str(pk) in keys]
    TipLayer.objects.bulk_create(layers)
    return Restored(len(layers), len(gone), len(living) - len(layers))


def _read(path: Path) -> tuple[dict[str, bytes], list[dict[str, str]]]:
    try:
        said = json.loads(path.read_bytes())
        return {tip: base64.b64decode(key) for tip, key in said["keys"].items()}, list(said["destroyed"])
    except (ValueError, KeyError, AttributeError, TypeError):
        raise NoKeysError(f"{path} is no file of keys") from None


def _replace(path: Path, content: bytes) -> None:
    """All of the new content or all of the old, also when the power goes in between; only the owner reads it."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # made with 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
