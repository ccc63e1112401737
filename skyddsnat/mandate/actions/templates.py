"""Writes on templates: beginning an assessment from another one, and keeping texts for the next."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate import convention, rules
from skyddsnat.mandate.assessment_rules import STEP_FIELDS
from skyddsnat.mandate.meeting_rules import check_impersonal
from skyddsnat.mandate.models import (
    Activity,
    AssessmentArticle,
    AssessmentOption,
    AssessmentTemplate,
    ChildRightsAssessment,
)


def content_of(assessment: ChildRightsAssessment) -> dict[str, Any]:
    """What may be used again: texts, articles and options. Never a decision, a day, a person or what children said."""
    return {
        "steps": {step: text for step, text in assessment.answers.items() if text},
        "articles": [[row.article, row.why] for row in assessment.articles.all()],
        "choices": [[row.what, row.consequence, row.stance] for row in assessment.choices.all()],
    }


@transaction.atomic
def start_from(
    *, activity: Activity, source: AssessmentTemplate | ChildRightsAssessment, by: User
) -> ChildRightsAssessment:
    """Begin the activity's assessment with the texts of a template, or of a decided assessment.

    Each step that was copied is marked until somebody has read it through and saved it. Raises Refused when the
    assessment has been begun already.
    """
    current = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    found = current.assessment
    if found is not None and (
        any(found.answers.values()) or found.articles.exists() or found.choices.exists()
    ):
        raise Refused(_("Prövningen är redan påbörjad. En mall kan bara användas från början."))
    content = _copied_from(source)
    assessment = found or ChildRightsAssessment()
    for step, text in content["steps"].items():
        setattr(assessment, step, text)
    assessment.written_by, assessment.guided, assessment.copied = by, True, _copied(content)
    assessment.version += 1
    assessment.save()
    AssessmentArticle.objects.bulk_create(
        AssessmentArticle(assessment=assessment, article=code, why=why)
        for code, why in content["articles"]
        if code in convention.articles()
    )
    AssessmentOption.objects.bulk_create(
        AssessmentOption(assessment=assessment, position=n, what=what, consequence=consequence, stance=stance)
        for n, (what, consequence, stance) in enumerate(content["choices"], start=1)
    )
    current.assessment = activity.assessment = assessment
    current.save(update_fields=["assessment"])
    record(by, "assessment.started_from", assessment, activity=current.number, source=_name(source))
    return assessment


@transaction.atomic
def save_template(
    *, assessment: ChildRightsAssessment, name: str, by: User, suits: str = ""
) -> AssessmentTemplate:
    """Keep the texts of an assessment for the next one."""
    content = content_of(ChildRightsAssessment.objects.get(pk=assessment.pk))
    if not content["steps"]:
        raise Refused(_("Prövningen har ingen text att spara som mall."))
    _check_name(name, suits)
    template = AssessmentTemplate.objects.create(
        name=name.strip(), suits=suits.strip(), content=content, made_by=by
    )
    record(by, "assessment_template.saved", template)
    return template


@transaction.atomic
def rename_template(
    *, template: AssessmentTemplate, name: str, suits: str, version: int, by: User
) -> AssessmentTemplate:
    """Change the name and what it suits. Raises ChangedMeanwhile when somebody has saved since."""
    current = AssessmentTemplate.objects.select_for_update().get(pk=template.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    _check_name(name, suits, but=current)
    if (current.name, current.suits) != (name.strip(), suits.strip()):
        current.name, current.suits = name.strip(), suits.strip()
        current.version += 1
        current.save(update_fields=["name", "suits", "version"])
        record(by, "assessment_template.renamed", current)
    return current


@transaction.atomic
def archive_template(*, template: AssessmentTemplate, by: User) -> None:
    """Put it aside; it can be taken out again."""
    current = AssessmentTemplate.objects.select_for_update().get(pk=template.pk)
    if current.archived_at is None:
        current.archived_at = timezone.now()
        current.save(update_fields=["archived_at"])
        record(by, "assessment_template.archived", current)


@transaction.atomic
def restore_template(*, template: AssessmentTemplate, by: User) -> None:
    """Take a template out again. Raises Refused when another has got its name."""
    current = AssessmentTemplate.objects.select_for_update().get(pk=template.pk)
    if current.archived_at is not None:
        _check_name(current.name, current.suits, but=current)
        current.archived_at = None
        current.save(update_fields=["archived_at"])
        record(by, "assessment_template.restored", current)


def _copied_from(source: AssessmentTemplate | ChildRightsAssessment) -> dict[str, Any]:
    """What the source holds now. Raises Refused for an assessment that is not decided, or a template put aside."""
    if isinstance(source, ChildRightsAssessment):
        assessment = ChildRightsAssessment.objects.get(pk=source.pk)
        if assessment.decided_at is None:
            raise Refused(_("Bara en beslutad prövning kan användas igen."))
        return content_of(assessment)
    template = AssessmentTemplate.objects.get(pk=source.pk)
    if template.archived_at is not None:
        raise Refused(_("Mallen är undanlagd. Ta fram den igen först."))
    content: dict[str, Any] = template.content
    return content


def _check_name(name: str, suits: str, but: AssessmentTemplate | None = None) -> None:
    if not name.strip():
        raise Refused(_("Skriv vad mallen ska heta."))
    check_impersonal(name, suits)
    others = AssessmentTemplate.objects.filter(name=name.strip(), archived_at__isnull=True)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(_("Det finns redan en mall som heter så. Välj ett annat namn."))


def _copied(content: dict[str, Any]) -> list[str]:
    """The steps that got something from the source, in order."""
    filled = {*content["steps"], *(name for name in ("articles", "choices") if content[name])}
    return [step for step in rules.STEPS if {step, *STEP_FIELDS[step]} & filled]


def _name(source: AssessmentTemplate | ChildRightsAssessment) -> str:
    kind = "template" if isinstance(source, AssessmentTemplate) else "assessment"
    return f"{kind} {source.pk}"
