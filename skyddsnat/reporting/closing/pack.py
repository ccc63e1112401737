"""Building the closing pack."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import StoredFile, User
from skyddsnat.economy.api import MoneyDocument, cited_papers, grant, issued_documents
from skyddsnat.mandate.api import approved_plans
from skyddsnat.mandate.models import Assignment, LedgerHead
from skyddsnat.reporting.closing import tables
from skyddsnat.reporting.models import ClosingPack, Report
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.spreadsheets import escaped

FORMAT = "skyddsnat-closing-pack/1"
DATA_STEPS = 2  # the ledger and the vouchers, the large tables
EPOCH = (1980, 1, 1, 0, 0, 0)
NAMES = {
    MoneyDocument.REQUISITION: "rekvisition",
    MoneyDocument.REPAYMENT: "aterbetalning",
    MoneyDocument.ACCOUNT: "ekonomisk-redovisning",
}
type Progress = Callable[[str], None]


@dataclass
class Archive:
    """A ZIP being written, with the fingerprint of each file in it."""

    target: zipfile.ZipFile
    files: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name, date_time=EPOCH)  # the same content gives the same archive
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self.target.writestr(entry, content)
        self.files.append({"name": name, "size": len(content), "sha256": sha256_hex(content)})


def missing_documents(assignment: Assignment) -> list[str]:
    """Names of what must be done before the assignment can be closed; empty when it can."""
    issued = {document.kind for document in issued_documents(assignment)}
    missing = [] if assignment.dnr else [_("Beslutets diarienummer")]
    missing += [
        str(label) for kind, label in MoneyDocument.KINDS if kind not in issued and _is_owed(assignment, kind)
    ]
    if not assignment.reports.filter(state=Report.ISSUED).exists():
        missing.append(_("Slutredovisning"))
    return missing


def check_ready(assignment: Assignment) -> None:
    """Raise Refused, naming everything that is missing, unless every ordered document has been issued."""
    missing = missing_documents(assignment)
    if missing:
        names = ", ".join(name.lower() for name in missing)
        raise Refused(_("Det här behöver bli klart först: %(names)s.") % {"names": names})


def _is_owed(assignment: Assignment, kind: str) -> bool:
    """Whether the decision orders the document; nothing is repaid when nothing is left."""
    if kind == MoneyDocument.REPAYMENT and grant(assignment).unused_ore == 0:
        return False
    return assignment.obligations.filter(kind=kind).exists()


def steps_of(assignment: Assignment) -> int:
    """How many steps the building tells of."""
    reports = assignment.reports.filter(state=Report.ISSUED).count()
    return len(issued_documents(assignment)) + approved_plans(assignment).count() + reports + DATA_STEPS


@transaction.atomic
def build_closing_pack(
    *, assignment: Assignment, by: User | None, progress: Progress = lambda step: None
) -> ClosingPack:
    """Make the archive of an assignment, keep it, and return its row.

    Everything is read as it stood at one moment. Raises Refused when an ordered document has not been issued.
    """
    check_ready(assignment)
    with tempfile.TemporaryFile() as spool:
        with zipfile.ZipFile(spool, "w") as target:
            archive = Archive(target)
            _documents(archive, assignment, progress)
            _data(archive, assignment, progress)
            manifest = _manifest(archive, assignment)
            archive.add("manifest.json", _pretty(manifest))
        content = _read(spool)
    stored = store(content, "application/zip")
    pack = ClosingPack.objects.create(assignment=assignment, file=stored, manifest=manifest, built_by=by)
    record(by, "closing.built", pack, sha256=stored.sha256, files=len(manifest["files"]))
    return pack


def _documents(archive: Archive, assignment: Assignment, progress: Progress) -> None:
    for document in issued_documents(assignment):
        name = f"handlingar/{NAMES[document.kind]}-v{document.version}"
        progress(name)
        archive.add(f"{name}.pdf", _content(document.pdf))
        archive.add(f"{name}.json", _pretty(tables.money_document(document)))
    for plan in approved_plans(assignment):
        name = f"handlingar/plan-v{plan.version}"
        progress(name)
        archive.add(f"{name}.pdf", _content(plan.pdf))
    for report in assignment.reports.filter(state=Report.ISSUED).order_by("version"):
        name = f"handlingar/slutredovisning-v{report.version}"
        progress(name)
        archive.add(f"{name}.pdf", _content(report.pdf))
        archive.add(f"{name}.html", _content(report.html))
        if report.docx:
            archive.add(f"{name}.docx", _content(report.docx))
        archive.add(f"{name}.json", _pretty({"dnr": report.dnr, "sha256": report.sha256, **report.data}))


def _content(kept: StoredFile | None) -> bytes:
    """The bytes of an issued document's file; the database does not let one be issued without."""
    if kept is None:
        raise ValueError("an issued document has no file")
    return bytes(kept.content)


def _data(archive: Archive, assignment: Assignment, progress: Progress) -> None:
    archive.add("data/uppdrag.json", _pretty(tables.assignment_data(assignment)))
    archive.add("data/insatser.json", _pretty(list(tables.activities(assignment))))
    archive.add("data/dialog.json", _pretty(list(tables.meetings(assignment))))
    archive.add("data/indikatorer.json", _pretty(list(tables.indicators(assignment))))
    archive.add("data/frysta-varden.json", _pretty(list(tables.snapshots(assignment))))
    progress("data/underlag.jsonl")
    lines = b"".join(canonical_json(row) + b"\n" for row in tables.evidence(assignment))
    archive.add("data/underlag.jsonl", lines)
    progress("data/verifikationer.csv")
    archive.add("data/verifikationer.csv", _csv(tables.vouchers(assignment)))
    archive.add("data/fordelning.csv", _csv(tables.allotments(assignment)))
    archive.add("data/verifikationsunderlag.csv", _csv(iter(cited_papers(assignment))))


def _manifest(archive: Archive, assignment: Assignment) -> dict[str, Any]:
    head, _created = LedgerHead.objects.get_or_create(assignment=assignment)
    money = grant(assignment)
    return {
        "format": FORMAT,
        "assignment": assignment.slug,
        "title": assignment.title,
        "dnr": assignment.dnr,
        "demonstration": assignment.is_demo,
        "built_at": timezone.now().isoformat(timespec="seconds"),
        "ledger": {"rows": head.seq, "hash": bytes(head.hash).hex()},
        "money": {
            "ceiling_ore": money.ceiling_ore,
            "requisitioned_ore": money.requisitioned_ore,
            "used_ore": money.used_ore,
            "repaid_ore": money.unused_ore,
        },
        "files": list(archive.files),
    }


def _csv(rows: tables.Rows) -> bytes:
    """Rows as CSV with a head, UTF-8, formula cells escaped; an empty table is an empty file."""
    target = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(target, fieldnames=list(row))
            writer.writeheader()
        writer.writerow({key: escaped(value) for key, value in row.items()})
    return target.getvalue().encode()


def _pretty(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def _read(spool: IO[bytes]) -> bytes:
    spool.seek(0)
    return spool.read()
