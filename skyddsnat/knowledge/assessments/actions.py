"""Self-assessments: begin, save a page, submit, reopen, remove."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import TAKE_PART
from skyddsnat.knowledge.assessments.access import may_answer_for
from skyddsnat.knowledge.assessments.rules import check_complete
from skyddsnat.knowledge.assessments.statements import form_of
from skyddsnat.knowledge.ladder.opening import open_guidance
from skyddsnat.knowledge.ladder.rules import check_impersonal
from skyddsnat.knowledge.ladder.steps import retract_step, take_step
from skyddsnat.knowledge.models import (
    AssessmentAnswer,
    AssessmentLink,
    Group,
    Method,
    SelfAssessment,
    Step,
)
from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import canonical_json, sha256_hex


@dataclass(frozen=True, slots=True)
class Given:
    """What is answered about one statement."""

    statement: str
    level: int | None = None
    not_applicable: bool = False
    plan: str = ""
    responsible: str = ""
    by_when: datetime.date | None = None

    @property
    def is_empty(self) -> bool:
        return self == Given(self.statement)


class AnsweredMeanwhile(Refused):
    """Somebody else has saved other answers on the page. `current` are theirs, `seen` stands for them."""

    def __init__(self, current: dict[str, Given]) -> None:
        self.current = current
        self.seen = fingerprint(current.values())
        super().__init__(
            _("Någon annan har sparat medan du skrev. Jämför med deras svar innan du sparar igen.")
        )


@transaction.atomic
def start_assessment(
    *,
    organisation: Organisation,
    method: Method,
    group: Group,
    by: User | None,
    link: AssessmentLink | None = None,
    on: datetime.date | None = None,
) -> SelfAssessment:
    """Begin this year's self-assessment, or go on with the one that has begun.

    By a user who may answer for the organisation (else PermissionDenied), or through a link to it.
    """
    if by is None:
        _open_link(link, organisation, method, group)
    elif not may_answer_for(by, organisation):
        raise PermissionDenied(TAKE_PART)
    if by is None or by.may(TAKE_PART):  # they themselves, not somebody who telephones
        open_guidance(organisation=organisation, method=method, by=by, group=group)
    assessment, made = SelfAssessment.objects.get_or_create(
        organisation=organisation, method=method, year=(on or today()).year, group=group,
        defaults={"form": form_of(method, by), "started_by": by},
    )  # fmt: skip
    if made:
        record(by, "self_assessment.started", assessment, group=group, year=assessment.year)
    return assessment


def _open_link(link: AssessmentLink | None, organisation: Organisation, method: Method, group: Group) -> None:
    """Note the day the link was first followed on purpose. Raises PermissionDenied for a link to something else."""
    if (
        link is None
        or (link.organisation_id, link.method_id) != (organisation.pk, method.pk)
        or link.group != group
    ):
        raise PermissionDenied(TAKE_PART)
    if link.opened_on is None:
        link.opened_on = today()
        link.save(update_fields=["opened_on"])


def given_of(assessment: SelfAssessment, codes: Sequence[str]) -> dict[str, Given]:
    """What is saved about the statements; those without an answer are empty."""
    saved = {answer.statement: answer for answer in assessment.answers.filter(statement__in=codes)}
    return {code: _given(code, saved.get(code)) for code in codes}


def _given(code: str, answer: AssessmentAnswer | None) -> Given:
    if answer is None:
        return Given(code)
    return Given(code, answer.level, answer.not_applicable, answer.plan, answer.responsible, answer.by_when)


def fingerprint(given: Iterable[Given]) -> str:
    """A short mark of what a page showed, to find out whether somebody has saved since."""
    rows = [
        [one.statement, one.level, one.not_applicable, one.plan, one.responsible, str(one.by_when or "")]
        for one in given
    ]
    return sha256_hex(canonical_json(sorted(rows)))[:16]


@transaction.atomic
def save_answers(*, assessment: SelfAssessment, given: Sequence[Given], seen: str, by: User | None) -> int:
    """Save a page of answers; returns how many changed.

    `seen` is the fingerprint of what the page showed. Raises AnsweredMeanwhile when somebody has saved other answers
    there since, and Refused when it has been submitted or a plan seems to name a person.
    """
    current = SelfAssessment.objects.select_for_update().get(pk=assessment.pk)
    if current.submitted_on is not None:
        raise Refused(_("Självskattningen är inlämnad. Öppna den igen för att ändra."))
    for one in given:
        check_impersonal(f"{one.plan} {one.responsible}")
    saved = given_of(current, [one.statement for one in given])
    changed = [one for one in given if one != saved[one.statement]]
    if changed and fingerprint(saved.values()) != seen:
        raise AnsweredMeanwhile(saved)
    current.answers.filter(statement__in=[one.statement for one in changed if one.is_empty]).delete()
    AssessmentAnswer.objects.bulk_create(
        [AssessmentAnswer(assessment=current, **asdict(one)) for one in changed if not one.is_empty],
        update_conflicts=True, unique_fields=["assessment", "statement"],
        update_fields=["level", "not_applicable", "plan", "responsible", "by_when"],
    )  # fmt: skip
    if changed:
        record(by, "self_assessment.saved", current, answers=len(changed))
    return len(changed)


@transaction.atomic
def submit_assessment(
    *, assessment: SelfAssessment, by: User | None, on: datetime.date | None = None
) -> SelfAssessment:
    """Submit it: from now on the answers are locked, and the step is taken. Twice is once.

    Raises Refused when a statement is not answered.
    """
    found = SelfAssessment.objects.select_for_update(of=("self",)).select_related(
        "form", "method", "organisation"
    )
    current = found.get(pk=assessment.pk)
    if current.submitted_on is not None:
        return current
    answered = [one.statement for one in current.answers.all() if one.is_answered]
    check_complete([one["code"] for one in current.statements], answered)
    current.submitted_on, current.submitted_by = on or today(), by
    current.rung = take_step(
        organisation=current.organisation, method=current.method, step=Step.ASSESSED, day=current.submitted_on,
        by=by, group=Group(current.group), reference=f"Självskattning {current.year}",
    )  # fmt: skip
    current.save(update_fields=["submitted_on", "submitted_by", "rung"])
    record(by, "self_assessment.submitted", current, year=current.year)
    return current


@transaction.atomic
def reopen_assessment(*, assessment: SelfAssessment, reason: str, by: User) -> SelfAssessment:
    """Open a submitted one again; its step is taken back with the reason. Only in the year it is about.

    Raises PermissionDenied, and Refused without a reason or for an earlier year.
    """
    current = SelfAssessment.objects.select_for_update(of=("self",)).select_related("rung", "organisation")
    one = current.get(pk=assessment.pk)
    if not may_answer_for(by, one.organisation):
        raise PermissionDenied(TAKE_PART)
    if one.submitted_on is None:
        return one
    if one.year != today().year:
        raise Refused(_("En självskattning från ett tidigare år ändras inte. Gör en ny för i år."))
    if not reason.strip():
        raise Refused(_("Skriv varför självskattningen öppnas igen."))
    rung, one.rung, one.submitted_on, one.submitted_by = one.rung, None, None, None
    one.save(update_fields=["rung", "submitted_on", "submitted_by"])
    if rung is not None:
        retract_step(rung=rung, reason=reason, by=by)
    record(by, "self_assessment.reopened", one, year=one.year)
    return one


@transaction.atomic
def remove_assessment(*, assessment: SelfAssessment, by: User) -> None:
    """Take away one that has begun and is not submitted, with its answers."""
    one = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=assessment.pk)
    )
    if not may_answer_for(by, one.organisation):
        raise PermissionDenied(TAKE_PART)
    if one.submitted_on is not None:
        raise Refused(_("Självskattningen är inlämnad. Öppna den igen för att ändra."))
    record(by, "self_assessment.removed", one, year=one.year)
    one.delete()
