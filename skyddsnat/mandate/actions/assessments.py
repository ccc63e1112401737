"""Writes on the assessment of the child's best interests (prövning av barnets bästa): six steps, two persons."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate import rules
from skyddsnat.mandate.access import check_may_decide, has_written
from skyddsnat.mandate.actions.activities import ChangedMeanwhile
from skyddsnat.mandate.models import Activity, ChildRightsAssessment


@transaction.atomic
def write_assessment(
    *, activity: Activity, by: User, version: int | None = None, **steps: str
) -> ChildRightsAssessment:
    """Write one or more of the six steps (names as in `rules.STEPS`); what is not named stays as it was.

    A text that was sent for decision and is changed must be sent again. `version` is the one the writer began from
    (0 when there was none): ChangedMeanwhile is raised when somebody has saved since. Raises Refused once it is
    decided.
    """
    unknown = steps.keys() - set(rules.STEPS)
    if unknown:
        raise TypeError(f"An assessment has no step {sorted(unknown)}.")
    current = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    made = current.assessment is None
    if current.assessment is None:
        current.assessment = ChildRightsAssessment.objects.create(written_by=by)
        current.save(update_fields=["assessment"])
        activity.assessment = current.assessment
    assessment = _locked(current)
    rules.check_writable(decided=assessment.decided_at is not None)
    if not made and version is not None and version != assessment.version:
        raise ChangedMeanwhile(assessment)
    changed = [step for step, text in steps.items() if getattr(assessment, step) != text.strip()]
    if changed:
        for step in changed:
            setattr(assessment, step, steps[step].strip())
        assessment.written_by, assessment.sent_at, assessment.sent_by = by, None, None
        assessment.version += 1
        assessment.save()
        record(by, "assessment.written", assessment, activity=current.number, steps=",".join(changed))
    return assessment


@transaction.atomic
def send_assessment(*, activity: Activity, by: User) -> ChildRightsAssessment:
    """Ask for a decision. Raises Refused unless all six steps are answered. Sending twice changes nothing."""
    assessment = _locked(activity)
    rules.check_sendable(assessment.answers, decided=assessment.decided_at is not None)
    if assessment.sent_at is None:
        assessment.sent_at, assessment.sent_by, assessment.remark = timezone.now(), by, ""
        assessment.version += 1
        assessment.save(update_fields=["sent_at", "sent_by", "remark", "version"])
        record(by, "assessment.sent", assessment, activity=activity.number)
    return assessment


@transaction.atomic
def decide_assessment(
    *, activity: Activity, by: User, version: int | None = None, at: datetime.datetime | None = None
) -> ChildRightsAssessment:
    """Decide: after this the activity may start, and the text cannot be changed.

    Needs the permission mandate.approve, and that `by` has written none of the text. `version` is the text the
    decider read. `at` can be chosen in a demonstration only. Raises Refused or ChangedMeanwhile.
    """
    check_may_decide(by)
    if at is not None and not activity.assignment.is_demo:
        raise Refused(_("Bara i ett demonstrationsuppdrag kan tiden för en åtgärd väljas."))
    current = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    assessment = _locked(current)
    if version is not None and version != assessment.version:
        raise ChangedMeanwhile(assessment)
    rules.check_decidable(
        assessment.answers,
        sent=assessment.sent_at is not None,
        decided=assessment.decided_at is not None,
        by_writer=has_written(by, assessment),
    )
    assessment.decided_at, assessment.decided_by = at or timezone.now(), by
    assessment.save(update_fields=["decided_at", "decided_by"])
    current.cleared = True
    current.save(update_fields=["cleared"])
    activity.cleared = True
    record(by, "assessment.decided", assessment, activity=current.number)
    return assessment


@transaction.atomic
def return_assessment(*, activity: Activity, remark: str, by: User) -> ChildRightsAssessment:
    """Send the assessment back to those who write it, with what has to be changed."""
    check_may_decide(by)
    assessment = _locked(activity)
    rules.check_writable(decided=assessment.decided_at is not None)
    if assessment.sent_at is None:
        raise Refused(_("Prövningen är inte skickad för beslut."))
    if not remark.strip():
        raise Refused(_("Skriv vad som behöver ändras."))
    assessment.sent_at = assessment.sent_by = None
    assessment.remark = remark.strip()
    assessment.version += 1
    assessment.save(update_fields=["sent_at", "sent_by", "remark", "version"])
    record(by, "assessment.returned", assessment, activity=activity.number)
    return assessment


def _locked(activity: Activity) -> ChildRightsAssessment:
    found = ChildRightsAssessment.objects.select_for_update(of=("self",)).filter(activity=activity).first()
    if found is None:
        raise Refused(_("Prövningen av barnets bästa är inte påbörjad."))
    return found
