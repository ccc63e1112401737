"""Pages of this room that a person may find back to, and what their records are called now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Named, RecordKind
from skyddsnat.mandate import access
from skyddsnat.mandate.models import Activity, Assignment, Clause, Evidence, Obligation, Reading
from skyddsnat.mandate.wording import worded


def place(assignment: Assignment) -> str:
    """Where something of an assignment lies: its number, else its name."""
    return assignment.dnr or str(assignment)


def _assignment(row: Assignment) -> Named:
    return Named(worded(row, "title")[0], row.dnr, worded(row, "title")[1])


def _activity(row: Activity) -> Named:
    words, swedish = worded(row, "title")
    return Named(f"{row.number} {words}", place(row.assignment), swedish)


def _assessment(row: Activity) -> Named:
    words, swedish = worded(row, "title")
    return Named(f"{row.number} {words}", place(row.assignment), swedish)


def _clause(row: Clause) -> Named:
    words, swedish = worded(row, "heading")
    return Named(f"{row.number} {words}", place(row.assignment), swedish)


def _obligation(row: Obligation) -> Named:
    return Named(worded(row, "what")[0], place(row.assignment), worded(row, "what")[1])


def _evidence(row: Evidence) -> Named:
    return Named(_("%(kind)s, nr %(seq)s") % {"kind": row.kind, "seq": row.seq}, place(row.assignment))


def _reading(row: Reading) -> Named:
    return Named(row.file_name, "")


def _kind(view: str, label: Any, lookups: dict[str, str], rows: Any, named: Any) -> RecordKind:
    return RecordKind(f"mandate:{view}", label, lookups, rows, named)


_NUMBERED = {"slug": "assignment__slug", "number": "number"}
RECORDS = [
    _kind("assignment", gettext_lazy("Uppdrag"), {"slug": "slug"}, access.assignments_for, _assignment),
    _kind("assignment-text", gettext_lazy("Beslutets text"), {"slug": "slug"}, access.assignments_for, _assignment),
    _kind("clause", gettext_lazy("Mening"), _NUMBERED, access.clauses_for, _clause),
    _kind(
        "obligation", gettext_lazy("Skyldighet"), {"slug": "assignment__slug", "pk": "pk"},
        access.obligations_for, _obligation,
    ),
    _kind("activity", gettext_lazy("Insats"), _NUMBERED, access.activities_for, _activity),
    _kind("assessment", gettext_lazy("Prövning"), _NUMBERED, access.activities_for, _assessment),
    _kind(
        "evidence", gettext_lazy("Underlag"), {"slug": "assignment__slug", "seq": "seq"},
        access.evidence_for, _evidence,
    ),
    _kind("reading", gettext_lazy("Läsning"), {"pk": "pk"}, access.readings_for, _reading),
]  # fmt: skip
