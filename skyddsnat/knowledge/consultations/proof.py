"""An answered question is evidence, once, on the activity of its method: the organisation, never a person."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.knowledge.models import Consultation
from skyddsnat.mandate.api import Entry, append, correct_evidence
from skyddsnat.mandate.models import Evidence, LedgerHead

KIND = "consultation_given"


def prove_consultations() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = Consultation.objects.filter(
        seq=None, answered_on__isnull=False, method__activity__started_on__isnull=False
    )
    return sum(_prove_waiting(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _prove_waiting(pk: int) -> int:
    found = Consultation.objects.select_for_update(of=("self",))
    return prove(found.select_related("organisation", "method__activity").get(pk=pk))


def prove(consultation: Consultation) -> int:
    """The answer as evidence, when the method's activity has begun; 1 when the row was added. Within a transaction."""
    method = consultation.method
    activity = method.activity if method else None
    if consultation.seq is not None or consultation.answered_on is None:
        return 0
    if activity is None or activity.started_on is None:
        return 0
    entry = Entry(
        kind=KIND, activity=activity.pk, occurred_on=max(consultation.answered_on, activity.started_on),
        organisation=consultation.organisation_id, place=consultation.organisation.place_id,
        reference=f"Metodfråga {consultation.pk}",
    )  # fmt: skip
    append(activity.assignment, [entry])
    consultation.seq = LedgerHead.objects.get(assignment=activity.assignment_id).seq
    consultation.save(update_fields=["seq"])
    record(None, "consultation.proven", consultation, seq=consultation.seq)
    return 1


def take_back_proof(consultation: Consultation, *, reason: str, by: User) -> None:
    """Take its row back in the ledger, where it has one."""
    method = consultation.method
    if consultation.seq is None or method is None or method.activity is None:
        return
    rows = Evidence.objects.filter(assignment=method.activity.assignment_id)
    row = rows.filter(seq=consultation.seq).first()
    if row is not None and not rows.filter(corrects=consultation.seq).exists():
        correct_evidence(evidence=row, reason=reason, by=by)
    consultation.seq = None
