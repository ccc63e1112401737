"""Writes in the evidence ledger, one fact at a time. Rows by the thousand go through `ledger.append`."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.mandate import rules
from skyddsnat.mandate.ledger import Entry, append
from skyddsnat.mandate.models import Activity, Assignment, Evidence, LedgerHead
from skyddsnat.shared.dates import today

REFERENCE_LONGEST = 200
REMEMBERED = datetime.timedelta(days=2)  # how long a form may lie open and still be known


@dataclass(frozen=True, slots=True)
class Fact:
    """What a person says has happened. `quantity` in the kind's unit; `reference` never identifies a person."""

    kind: str
    activity: Activity
    occurred_on: datetime.date
    quantity: int = 1
    organisation: Organisation | None = None
    place: Place | None = None
    reference: str = ""

    def entry(self) -> Entry:
        return Entry(
            kind=self.kind,
            activity=self.activity.pk,
            occurred_on=self.occurred_on,
            quantity=self.quantity,
            organisation=self.organisation.pk if self.organisation else None,
            place=self.place.pk if self.place else None,
            reference=self.reference.strip(),
        )


@transaction.atomic
def add_evidence(*, fact: Fact, by: User, once: uuid.UUID | None = None) -> Evidence:
    """Add one fact to the ledger of the activity's assignment. Raises Refused when it cannot be recorded.

    `once` is the mark of the form it came from: sent a second time by the same person, it adds nothing and gives the
    row that is there.
    """
    assignment = fact.activity.assignment
    check_fact(fact)
    _hold(assignment)  # a second sending waits here until the first is done
    known = _added_before(by, once)
    if known is not None:
        return known
    added = append_rows(assignment, [fact.entry()])[0]
    mark = {"once": str(once)} if once else {}
    record(by, "evidence.added", added, seq=added.seq, kind=fact.kind, quantity=fact.quantity, **mark)
    return added


def _added_before(by: User, once: uuid.UUID | None) -> Evidence | None:
    """The row that this person's form with that mark has added, if any; the log remembers it."""
    if once is None:
        return None
    entries = AuditEntry.objects.filter(by=by, verb="evidence.added", details__once=str(once))
    entry = entries.filter(at__gte=timezone.now() - REMEMBERED).first()
    return Evidence.objects.get(pk=entry.target_id) if entry else None


@transaction.atomic
def correct_evidence(
    *, evidence: Evidence, reason: str, by: User, instead: Fact | None = None
) -> tuple[Evidence, Evidence | None]:
    """Take back a mistaken row, and put `instead` in its place when there is something right to say.

    Nothing in the ledger is changed: the correction is a new row with the quantity negated, and `reason` (without
    personal data) is its reference. Returns the correction and its replacement. Raises Refused when the row is
    itself a correction or has been taken back already.
    """
    assignment = evidence.assignment
    _hold(assignment)  # two who correct the same row at once: the second one is told
    check_correctable(evidence)
    if not reason.strip():
        raise Refused(_("Skriv varför raden är fel."))
    taken_back = Entry(
        kind=evidence.kind_id,
        activity=evidence.activity_id,
        occurred_on=evidence.occurred_on,
        quantity=-evidence.quantity,
        organisation=evidence.organisation_id,
        place=evidence.place_id,
        reference=reason.strip()[:REFERENCE_LONGEST],
        corrects=evidence.seq,
    )
    entries = [taken_back]
    if instead is not None:
        check_fact(instead)
        if instead.activity.assignment_id != assignment.pk:
            raise Refused(_("Insatsen hör inte till det här uppdraget."))
        entries.append(instead.entry())
    rows = append_rows(assignment, entries)
    replacement = rows[1] if instead is not None else None
    record(
        by, "evidence.corrected", evidence, seq=evidence.seq, correction=rows[0].seq,
        replacement=replacement.seq if replacement else None,
    )  # fmt: skip
    return rows[0], replacement


def check_fact(fact: Fact) -> None:
    """Raise Refused for a fact in the future, or a reference too long to keep."""
    rules.check_day(fact.occurred_on, today=today())
    if fact.quantity < 1:
        raise Refused(_("Antalet måste vara minst 1."))
    if len(fact.reference.strip()) > REFERENCE_LONGEST:
        raise Refused(_("Hänvisningen är för lång. Den får ha högst 200 tecken."))


def check_correctable(evidence: Evidence) -> None:
    """Raise Refused when the row is a correction itself, or has been taken back."""
    if evidence.corrects is not None:
        raise Refused(_("Raden är själv en rättelse. Lägg till ett nytt underlag i stället."))
    if correction_of(evidence) is not None:
        raise Refused(_("Raden är redan rättad."))


def correction_of(evidence: Evidence) -> Evidence | None:
    """The row that takes this one back, if any."""
    return Evidence.objects.filter(assignment=evidence.assignment_id, corrects=evidence.seq).first()


def _hold(assignment: Assignment) -> None:
    LedgerHead.objects.get_or_create(assignment=assignment)
    LedgerHead.objects.select_for_update().get(assignment=assignment)


def append_rows(assignment: Assignment, entries: list[Entry]) -> list[Evidence]:
    """Add entries to the ledger and give their rows, in order. Callers write their own audit row."""
    count = append(assignment, entries)
    last = LedgerHead.objects.get(assignment=assignment).seq
    return list(Evidence.objects.filter(assignment=assignment, seq__gt=last - count).order_by("seq"))
