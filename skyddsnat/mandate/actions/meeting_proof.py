"""The evidence that meetings give: one row a meeting and one an agreement, so that nothing is counted twice.

The rows stand on the first of the meeting's activities that has begun. What is changed on a meeting is corrected in
the ledger: nothing there is overwritten.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from skyddsnat.core.models import User
from skyddsnat.mandate.actions.evidence import Fact, add_evidence, correct_evidence
from skyddsnat.mandate.models import Activity, Agreement, Evidence, LedgerSeal, Meeting, MeetingEvidence

HELD, MADE, KEPT = "meeting_held", "agreement_made", "agreement_kept"
CHANGED, REMOVED = _("Mötets anteckning är ändrad"), _("Anteckningen är borttagen")
type Key = tuple[str, int | None]  # kind of evidence, agreement


def proving_activity(meeting: Meeting) -> Activity | None:
    """The activity that the meeting is evidence of: the first of its own that has begun."""
    return meeting.activities.filter(started_on__isnull=False).order_by("number").first()


def prove(meeting: Meeting, *, by: User) -> bool:
    """Make the ledger say what the meeting says; whether it says anything of it afterwards."""
    wanted = _facts(meeting)
    standing = {_key(proof): proof for proof in meeting.proofs.select_related("evidence")}
    for key, proof in standing.items():
        fact = wanted.get(key)
        if fact is not None and _says(proof.evidence, fact):
            continue
        _row, replacement = correct_evidence(
            evidence=proof.evidence, reason=_swedish(CHANGED), by=by, instead=fact
        )
        if replacement is None:
            proof.delete()
        else:
            proof.evidence = replacement
            proof.save(update_fields=["evidence"])
    for key, fact in wanted.items():
        if key not in standing:
            added = add_evidence(fact=fact, by=by)
            MeetingEvidence.objects.create(meeting=meeting, agreement_id=key[1], evidence=added)
    return bool(wanted)


def take_back(meeting: Meeting, *, by: User, agreement: Agreement | None = None) -> None:
    """Take back what the ledger says of the meeting, or of one agreement made at it."""
    proofs = meeting.proofs.select_related("evidence")
    for proof in proofs if agreement is None else proofs.filter(agreement=agreement):
        correct_evidence(evidence=proof.evidence, reason=_swedish(REMOVED), by=by)
        proof.delete()


def is_sealed(meeting: Meeting, agreement: Agreement | None = None) -> bool:
    """Whether an issued document rests on the meeting's evidence, or on that of one agreement."""
    last = LedgerSeal.objects.filter(assignment=meeting.assignment_id).order_by("-seq").first()
    proofs = meeting.proofs.all() if agreement is None else meeting.proofs.filter(agreement=agreement)
    return last is not None and proofs.filter(evidence__seq__lte=last.seq).exists()


def _facts(meeting: Meeting) -> dict[Key, Fact]:
    activity = proving_activity(meeting) if meeting.is_held and meeting.in_ledger else None
    if activity is None:
        return {}
    there = [row.organisation for row in meeting.participations.select_related("organisation")]
    alone = there[0] if len(there) == 1 else None  # a row names one actor; a meeting with several names none
    meant = _swedish(_("Möte %(number)s")) % {"number": meeting.pk}
    facts: dict[Key, Fact] = {
        (HELD, None): Fact(HELD, activity, meeting.day, organisation=alone, reference=meant)
    }
    for deal in meeting.agreements.select_related("organisation"):
        words = _swedish(_("Överenskommelse %(number)s")) % {"number": deal.pk}
        facts[MADE, deal.pk] = Fact(
            MADE, activity, meeting.day, organisation=deal.organisation, reference=words
        )
        if deal.state == Agreement.DONE and deal.settled_on is not None:
            facts[KEPT, deal.pk] = Fact(
                KEPT, activity, deal.settled_on, organisation=deal.organisation, reference=words
            )
    return facts


def _key(proof: MeetingEvidence) -> Key:
    return proof.evidence.kind_id, proof.agreement_id


def _says(row: Evidence, fact: Fact) -> bool:
    told = (row.activity_id, row.occurred_on, row.organisation_id)
    return told == (fact.activity.pk, fact.occurred_on, fact.organisation.pk if fact.organisation else None)


def _swedish(words: Any) -> str:
    """The ledger is written in Swedish, whatever language the writer reads."""
    with override("sv"):
        return str(words)
