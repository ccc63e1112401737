"""Writes on the assessment of the child's best interests (prövning av barnets bästa): six steps, two persons."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate import assessment_rules, convention, rules
from skyddsnat.mandate.access import check_may_decide, has_written
from skyddsnat.mandate.actions.assessment_documents import keep_document
from skyddsnat.mandate.assessment_rules import STEP_FIELDS
from skyddsnat.mandate.meeting_rules import check_impersonal
from skyddsnat.mandate.models import Activity, AssessmentArticle, AssessmentOption, ChildRightsAssessment

PLAIN = (
    *rules.STEPS, "asked", "asked_how", "asked_said", "asked_why_not", "outcome", "measures", "measures_by",
    "follow_up_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to do it, what it means to the children, and whether it speaks for their best interests."""

    what: str
    consequence: str
    stance: str


@transaction.atomic
def write_assessment(
    *, activity: Activity, by: User, version: int | None = None, **answers: Any
) -> ChildRightsAssessment:
    """Write one or more answers: the six steps (names as in `rules.STEPS`), and what `STEP_FIELDS` names with them.

    `articles` is {code: why} and `choices` a list of Choice; what is not named stays as it was. With anything but the
    six texts (or with `guided`), all that the form asks for is needed before it is sent. A text that was sent for
    decision and is changed must be sent again. `version` is the one the writer began from (0 when there was none):
    ChangedMeanwhile is raised when somebody has saved since. Raises Refused once it is decided.
    """
    unknown = answers.keys() - {*PLAIN, "articles", "choices", "guided"}
    if unknown:
        raise TypeError(f"An assessment has no answer {sorted(unknown)}.")
    current, made = _begun(activity, by)
    assessment = _locked(current)
    rules.check_writable(decided=assessment.decided_at is not None)
    if not made and version is not None and version != assessment.version:
        raise ChangedMeanwhile(assessment)
    _check_answers(current, answers)
    changed = _written(assessment, answers)
    read = [step for step in assessment.copied if {step, *STEP_FIELDS[step]} & answers.keys()]
    guided = assessment.guided or bool(answers.keys() - set(rules.STEPS))
    if changed or read or guided != assessment.guided:
        assessment.guided = guided
        assessment.copied = [step for step in assessment.copied if step not in read]
        assessment.written_by, assessment.sent_at, assessment.sent_by = by, None, None
        assessment.version += 1
        assessment.save()
        record(by, "assessment.written", assessment, activity=current.number, steps=",".join(changed or read))
    return assessment


def _begun(activity: Activity, by: User) -> tuple[Activity, bool]:
    """The activity, held until the transaction ends, with an assessment; whether it was made now."""
    current = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if current.assessment is not None:
        return current, False
    current.assessment = ChildRightsAssessment.objects.create(written_by=by)
    current.save(update_fields=["assessment"])
    activity.assessment = current.assessment
    return current, True


def _check_answers(activity: Activity, answers: Mapping[str, Any]) -> None:
    texts = [value for value in answers.values() if isinstance(value, str)]
    choices: list[Choice] = answers.get("choices", [])
    texts += [*answers.get("articles", {}).values(), *(f"{row.what} {row.consequence}" for row in choices)]
    check_impersonal(*texts)
    unknown = answers.get("articles", {}).keys() - convention.articles().keys()
    if unknown:
        raise Refused(_("Artikeln finns inte i listan. Välj ur listan."))
    if any(not row.what.strip() or not row.consequence.strip() for row in choices):
        raise Refused(_("Skriv både valet och vad det betyder för barnen, eller lämna hela raden tom."))
    assessment_rules.check_follow_up_day(answers.get("follow_up_on"), starts=activity.starts)


def _written(assessment: ChildRightsAssessment, answers: Mapping[str, Any]) -> list[str]:
    """Put the answers in place; the names of those that differ from what was there."""
    changed = []
    for name in PLAIN:
        if name not in answers:
            continue
        value = answers[name]
        value = value.strip() if isinstance(value, str) else value
        if getattr(assessment, name) != value:
            setattr(assessment, name, value)
            changed.append(name)
    if "articles" in answers:
        wanted = {code: why.strip() for code, why in answers["articles"].items()}
        if dict(assessment.articles.values_list("article", "why")) != wanted:
            changed.append("articles")
            assessment.articles.all().delete()
            order = [code for code in convention.articles() if code in wanted]
            AssessmentArticle.objects.bulk_create(
                AssessmentArticle(assessment=assessment, article=code, why=wanted[code]) for code in order
            )
    if "choices" in answers:
        rows = [(row.what.strip(), row.consequence.strip(), row.stance) for row in answers["choices"]]
        if list(assessment.choices.values_list("what", "consequence", "stance")) != rows:
            changed.append("choices")
            assessment.choices.all().delete()
            AssessmentOption.objects.bulk_create(
                AssessmentOption(
                    assessment=assessment, position=n, what=what, consequence=consequence, stance=stance
                )
                for n, (what, consequence, stance) in enumerate(rows, start=1)
            )
    return changed


def answers_of(assessment: ChildRightsAssessment | None) -> assessment_rules.Answers:
    """The answers as rules read them; empty while nobody has begun."""
    if assessment is None:
        return assessment_rules.Answers(steps={}, guided=False)
    return assessment_rules.Answers(
        steps=assessment.answers,
        guided=assessment.guided,
        asked=assessment.asked,
        asked_how=assessment.asked_how,
        asked_said=assessment.asked_said,
        asked_why_not=assessment.asked_why_not,
        articles=dict(assessment.articles.values_list("article", "why")),
        outcome=assessment.outcome,
        measures=assessment.measures,
        has_responsible=assessment.measures_by_id is not None,
        follow_up_on=assessment.follow_up_on,
        copied=tuple(assessment.copied),
    )


@transaction.atomic
def send_assessment(
    *, activity: Activity, by: User, at: datetime.datetime | None = None
) -> ChildRightsAssessment:
    """Ask for a decision. Raises Refused unless nothing is missing. Sending twice changes nothing.

    `at` can be chosen in a demonstration only.
    """
    _check_time(activity, at)
    assessment = _locked(activity)
    rules.check_sendable(assessment.answers, decided=assessment.decided_at is not None)
    assessment_rules.check_complete(answers_of(assessment))
    if assessment.sent_at is None:
        assessment.sent_at, assessment.sent_by, assessment.remark = at or timezone.now(), by, ""
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
    _check_time(activity, at)
    current = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    assessment = _locked(current)
    if version is not None and version != assessment.version:
        raise ChangedMeanwhile(assessment)
    assessment_rules.check_complete(answers_of(assessment))
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
    if (
        current.assignment.dnr
    ):  # a document always cites it; without one the document is made when there is one
        keep_document(activity=current, assessment=assessment, by=by)
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


def _check_time(activity: Activity, at: datetime.datetime | None) -> None:
    if at is not None and not activity.assignment.is_demo:
        raise Refused(_("Bara i ett demonstrationsuppdrag kan tiden för en åtgärd väljas."))


def _locked(activity: Activity) -> ChildRightsAssessment:
    found = ChildRightsAssessment.objects.select_for_update(of=("self",)).filter(activity=activity).first()
    if found is None:
        raise Refused(_("Prövningen av barnets bästa är inte påbörjad."))
    return found
