"""Taking in a confirmed assignment, and the two things a person adds to it: its registration number and its text."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.mandate.models import (
    Aim,
    Assignment,
    Clause,
    EvidenceKind,
    HandledSentence,
    LedgerHead,
    MoneyCondition,
    Obligation,
    RelatedDecision,
    Requirement,
    TargetGroup,
)
from skyddsnat.mandate.reading import Unreadable, read_bytes
from skyddsnat.mandate.rules import check_dnr
from skyddsnat.shared.yaml_files import read_yaml

ROOM = Path(__file__).resolve().parent.parent
SHIPPED = ROOM / "assignments"


def shipped_assignments() -> list[str]:
    """Slugs of the confirmed assignments that come with the program."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


@transaction.atomic
def load_evidence_kinds() -> int:
    """Make the kinds of evidence equal to evidence_kinds.yaml; none is ever removed."""
    kinds = read_yaml((ROOM / "evidence_kinds.yaml").read_text())
    for code, row in kinds.items():
        EvidenceKind.objects.update_or_create(code=code, defaults=row)
    return len(kinds)


@transaction.atomic
def load_shipped_assignment(slug: str, *, by: User | None) -> Assignment:
    """Take in an assignment that comes with the program; one already there is left as people have made it."""
    load_evidence_kinds()
    existing = Assignment.objects.filter(slug=slug).first()
    if existing:
        return existing
    data = read_yaml((SHIPPED / f"{slug}.yaml").read_text())
    return create_assignment(data=data, by=by)


@transaction.atomic
def create_assignment(*, data: dict[str, Any], by: User | None) -> Assignment:
    """Make the assignment with everything it orders.

    `data` has the form of `assignments/*.yaml`; organisations are named as they were called on the day of the
    decision. Raises Refused when an organisation is not in the register.
    """
    decided_on = data["decided_on"]
    assignment = Assignment.objects.create(
        slug=data["slug"],
        title=data["title"],
        title_en=data.get("title_en", ""),
        authority=_organisation(data["authority"], decided_on),
        payer=_organisation(data["payer"], decided_on) if data.get("payer") else None,
        decided_on=decided_on,
        dnr=data.get("dnr", ""),
        currency=data["currency"],
        ceiling_ore=data["ceiling_ore"],
        year=data["year"],
        expenditure_area=_numbered(data.get("expenditure_area")),
        appropriation=_numbered(data.get("appropriation")),
        appropriation_item=_numbered(data.get("appropriation_item")),
        text_sha256=data.get("text_sha256", ""),
        confirmed_at=timezone.now(),
        confirmed_by=by,
    )
    _add_orders(assignment, data)
    _add_frame(assignment, data)
    LedgerHead.objects.create(assignment=assignment)
    record(by, "assignment.confirmed", assignment, slug=assignment.slug)
    return assignment


def _add_orders(assignment: Assignment, data: dict[str, Any]) -> None:
    clauses = {
        row["number"]: Clause.objects.create(
            assignment=assignment,
            number=row["number"],
            kind=row["kind"],
            heading=row["heading"],
            heading_en=row.get("heading_en", ""),
            **_words(row),
        )
        for row in data["clauses"]
    }
    for row in data.get("requirements", []):
        Requirement.objects.create(
            assignment=assignment, clause=clauses.get(row.get("clause")), **_words(row)
        )
    for row in data.get("obligations", []):
        recipient = row.get("recipient")
        Obligation.objects.create(
            assignment=assignment,
            clause=clauses.get(row.get("clause")),
            kind=row["kind"],
            what=row["what"],
            what_en=row.get("what_en", ""),
            recipient=_organisation(recipient, assignment.decided_on) if recipient else None,
            due=row["due"],
            rule=row.get("rule", "")[:200],
            rule_en=row.get("rule_en", "")[:200],
            **_span(row),
        )


def _add_frame(assignment: Assignment, data: dict[str, Any]) -> None:
    for row in data.get("conditions", []):
        MoneyCondition.objects.create(assignment=assignment, kind=row["kind"], **_words(row))
    for row in data.get("aims", []):
        Aim.objects.create(assignment=assignment, letter=row["letter"], **_said(row))
    for row in data.get("target_groups", []):
        TargetGroup.objects.create(assignment=assignment, code=row["code"], **_said(row))
    for row in data.get("related", []):
        RelatedDecision.objects.create(
            assignment=assignment,
            dnr=row["dnr"],
            relation=row["relation"],
            what=row["what"],
            what_en=row.get("what_en", ""),
            **_span(row),
        )
    for row in data.get("handled", []):
        HandledSentence.objects.create(
            assignment=assignment,
            handling=row["handling"],
            why=row["why"],
            why_en=row.get("why_en", ""),
            **_span(row),
        )


@transaction.atomic
def set_dnr(*, assignment: Assignment, dnr: str, by: User) -> None:
    """Enter the decision's registration number. It is what every document cites, so the old one stays in the log."""
    dnr = check_dnr(dnr)
    old, assignment.dnr = assignment.dnr, dnr
    assignment.save(update_fields=["dnr"])
    record(by, "assignment.dnr_set", assignment, old=old, new=dnr)


@transaction.atomic
def attach_text(*, assignment: Assignment, content: bytes, name: str, by: User) -> None:
    """Keep the decision's own text with the assignment, so that each clause shows the sentence it came from.

    Raises Refused when the file cannot be read, or is not the decision that the places in the text refer to.
    """
    try:
        draft = read_bytes(content, name)
    except Unreadable as error:
        raise Refused(error.message_en if get_language() == "en" else error.message) from error
    text, fingerprint = draft.document.text, draft.document.text_sha256
    if assignment.text_sha256 and fingerprint != assignment.text_sha256:
        raise Refused(
            _("Texten i filen är inte den som uppdraget är läst ur. Välj den fil som beslutet lästes från.")
        )
    assignment.text, assignment.text_sha256 = text, fingerprint
    assignment.source_file = store(content, "application/octet-stream")
    assignment.save(update_fields=["text", "text_sha256", "source_file"])
    record(by, "assignment.text_attached", assignment, sha256=fingerprint)


def _organisation(name: str, on: datetime.date | None) -> Organisation:
    """The organisation with that name on that day; a name in the register's codes works too."""
    found = Organisation.objects.filter(code=name).first()
    if found is None:
        found = Organisation.objects.filter(names__name__iexact=name).order_by("id").first()
    if found is None:
        raise Refused(
            _("”%(name)s” finns inte bland aktörerna. Lägg till organisationen först.") % {"name": name}
        )
    return found


def _numbered(value: dict[str, str] | str | None) -> str:
    if isinstance(value, dict):
        return f"{value['number']} {value.get('name') or ''}".strip()
    return value or ""


def _span(row: dict[str, Any]) -> dict[str, int | None]:
    start, end = row.get("span") or (None, None)
    return {"span_start": start, "span_end": end}


def _said(row: dict[str, Any]) -> dict[str, str]:
    return {"wording": row["wording"], "wording_en": row.get("wording_en", "")}


def _words(row: dict[str, Any]) -> dict[str, Any]:
    return {**_said(row), **_span(row)}
