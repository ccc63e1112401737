"""An answered question is evidence, once, on the activity of its method: the organisation, never a person."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.knowledge.models import Consultation
from skyddsnat.knowledge.proof import take_back
from skyddsnat.mandate.api import Entry, append_rows

KIND = "consultation_given"


def prove_consultations() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = Consultation.objects.filter(
        evidence=None, answered_on__isnull=False, method__activity__started_on__isnull=False
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
    if consultation.evidence_id is not None or consultation.answered_on is None:
        return 0
    if activity is None or activity.started_on is None:
        return 0
    entry = Entry(
        kind=KIND, activity=activity.pk, occurred_on=max(consultation.answered_on, activity.started_on),
        organisation=consultation.organisation_id, place=consultation.organisation.place_id,
        reference=f"Metodfråga {consultation.pk}",
    )  # fmt: skip
    [row] = append_rows(activity.assignment, [entry])
    consultation.evidence = row
    consultation.save(update_fields=["evidence"])
    record(None, "consultation.proven", consultation, seq=row.seq)
    return 1


def take_back_proof(consultation: Consultation, *, reason: str, by: User) -> None:
    """Take its row back in the ledger, where it has one."""
    take_back(consultation.evidence, reason=reason, by=by)
    consultation.evidence = None
