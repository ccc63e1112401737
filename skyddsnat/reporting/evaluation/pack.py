"""Building an evaluation pack: the same ledger and vouchers give the same bytes."""

from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment, LedgerHead
from skyddsnat.reporting.evaluation import extract, recompute
from skyddsnat.reporting.evaluation.figures import definitions, figures
from skyddsnat.reporting.evaluation.method import method_note

EPOCH = (1980, 1, 1, 0, 0, 0)


@transaction.atomic
def build_evaluation_pack(*, assignment: Assignment, target: IO[bytes], by: User | None) -> dict[str, Any]:
    """Write the pack of an assignment as a ZIP to `target`; return its manifest.

    It ends at the head that the ledger has now. Raises Refused without a registration number.
    """
    check_may_leave(assignment)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest = _fill(folder, assignment)
        _zip(folder, manifest, target)
    told = {"head": manifest["ledger"]["hash"], "rows": manifest["ledger"]["seq"]}
    record(by, "evaluation.built", assignment, files=len(manifest["files"]), **told)
    return manifest


def check_may_leave(assignment: Assignment) -> None:
    """Raise Refused while the decision's registration number is not there: nothing leaves the house without it."""
    if not assignment.dnr:
        raise Refused(_("Skriv in beslutets diarienummer först. Utan det lämnar inget huset."))


def rows_of(assignment: Assignment) -> int:
    """How long the ledger is, which decides how long the building takes."""
    head = LedgerHead.objects.filter(assignment=assignment).first()
    return head.seq if head else 0


def _fill(folder: Path, assignment: Assignment) -> dict[str, Any]:
    """Write every file of the pack to a folder; return the manifest, which is among them."""
    head = LedgerHead.objects.filter(assignment=assignment).first() or LedgerHead(assignment=assignment)
    data = folder / "data"
    data.mkdir()
    given = list(extract.costs(assignment))  # read once, so that the sums are those of these rows
    tables: dict[str, tuple[tuple[str, ...], extract.Rows]] = {
        "underlag": (extract.LEDGER, extract.ledger_extract(assignment, head.seq)),
        "kostnader": (extract.COSTS, given),
        "insatser": (extract.ACTIVITIES, extract.activities(assignment)),
        "slag": (extract.KINDS, extract.kinds()),
        "platser": (extract.PLACES, extract.places()),
    }
    for name, (columns, rows) in tables.items():
        extract.write_csv(data / f"{name}.csv", columns, rows)
    parquet = importlib.import_module("skyddsnat.reporting.evaluation.parquet")
    parquet.write(data / "underlag.csv", data / "underlag.parquet")
    numbers, meanings = figures(assignment, head, given), definitions(assignment)
    (data / "siffror.json").write_bytes(pretty(numbers))
    (data / "indikatorer.json").write_bytes(pretty(meanings))
    for name, language in (("metod.md", "sv"), ("method.md", "en")):
        note = method_note(assignment, head, numbers, language)
        (folder / name).write_text(note, encoding="utf-8")
    shutil.copyfile(recompute.__file__, folder / "recompute.py")
    manifest = _manifest(folder, assignment, head)
    (folder / recompute.MANIFEST).write_bytes(pretty(manifest))
    return manifest


def _manifest(folder: Path, assignment: Assignment, head: LedgerHead) -> dict[str, Any]:
    """No time in it: what was read says what it is."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "format": recompute.FORMAT,
        "assignment": assignment.slug,
        "title": assignment.title,
        "dnr": assignment.dnr,
        "demonstration": assignment.is_demo,
        "ledger": {"seq": head.seq, "hash": bytes(head.hash).hex()},
        "files": [
            {
                "name": path.relative_to(folder).as_posix(),
                "size": path.stat().st_size,
                "sha256": _sha256(path),
            }
            for path in files
        ],
    }


def _zip(folder: Path, manifest: dict[str, Any], target: IO[bytes]) -> None:
    names = [*(entry["name"] for entry in manifest["files"]), recompute.MANIFEST]
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with (folder / name).open("rb") as source, archive.open(entry, "w", force_zip64=True) as inside:
                shutil.copyfileobj(source, inside, 1 << 20)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pretty(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
