"""Copying activities from one plan into another, all or none, and undoing it as a whole."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.actions.activities import add_activity, delete_activity
from skyddsnat.mandate.actions.assessments import write_assessment
from skyddsnat.mandate.actions.dependencies import add_deadline, add_dependency
from skyddsnat.mandate.models import (
    Activity,
    ActivityChange,
    ActivityDependency,
    Assignment,
    ChildRightsAssessment,
    PlanCopy,
)
from skyddsnat.mandate.plan.copying import CopyRow, chosen, copy_rows
from skyddsnat.mandate.plan.history import has_approved_plan
from skyddsnat.mandate.plan.rules import check_why


@transaction.atomic
def copy_plan(
    *,
    assignment: Assignment,
    source: Assignment,
    numbers: Iterable[int],
    start: datetime.date,
    once: uuid.UUID,
    by: User,
    same_person: bool = True,
    assessments: bool = False,
    why: str = "",
) -> PlanCopy:
    """Copy the activities with these numbers; the first of the source's plan would begin on `start`.

    `assessments` copies the texts of the child-rights assessments as drafts that nobody has sent. The same `once` gives
    the same copy. Raises Refused with every row that cannot be copied, and copies nothing then.
    """
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    before = PlanCopy.objects.filter(once=once).first()
    if before is not None:
        return before
    why = check_why(why, approved=has_approved_plan(held.pk))
    rows = chosen(copy_rows(source, held, start=start, same_person=same_person, by=by), numbers)
    if not rows:
        raise Refused(_("Välj minst en insats att kopiera."))
    faults = [f"{row.activity.number} {row.activity.title}: {error}" for row in rows for error in row.errors]
    if faults:
        raise Refused(_("Inget är kopierat.") + " " + " ".join(faults))
    copy = PlanCopy.objects.create(
        assignment=held, source=source, once=once, copied_by=by, copied_at=timezone.now()
    )
    made = {row.activity.pk: _copied(row, copy, by=by, why=why) for row in rows}
    for row in rows:
        _tie(row, made, by=by, why=why)
        if assessments:
            _draft(row.activity.assessment, made[row.activity.pk], by=by)
    record(by, "plan.copied", copy, activities=len(made), source=source.slug)
    return copy


def _copied(row: CopyRow, copy: PlanCopy, *, by: User, why: str) -> Activity:
    activity = row.activity
    return add_activity(
        assignment=copy.assignment,
        title=activity.title,
        title_en=activity.title_en,
        purpose=activity.purpose,
        purpose_en=activity.purpose_en,
        responsible=row.responsible,
        starts=row.starts,
        ends=row.ends,
        budget_ore=activity.budget_ore,
        by=by,
        why=why,
        copy=copy,
        **row.links,
    )


def _tie(row: CopyRow, made: dict[int, Activity], *, by: User, why: str) -> None:
    activity = made[row.activity.pk]
    for after in row.after:
        if after.pk in made:
            add_dependency(activity=activity, after=made[after.pk], by=by, why=why)
    for obligation in row.before:
        add_deadline(activity=activity, obligation=obligation, by=by, why=why)


def _draft(assessment: ChildRightsAssessment | None, activity: Activity, *, by: User) -> None:
    answers: dict[str, Any] = assessment.answers if assessment else {}
    texts = {step: text for step, text in answers.items() if text.strip()}
    if texts:
        write_assessment(activity=activity, by=by, **texts)


@transaction.atomic
def undo_copy(*, copy: PlanCopy, by: User, why: str = "") -> PlanCopy:
    """Take away everything that was copied, or nothing. Raises Refused when something hangs on any of it."""
    Assignment.objects.select_for_update().get(pk=copy.assignment_id)
    current = PlanCopy.objects.select_for_update().get(pk=copy.pk)
    if current.undone_at is not None:
        raise Refused(_("Kopieringen är redan ångrad."))
    activities = list(copied_activities(current))
    check_copy_undoable(current, activities)
    mine = [activity.pk for activity in activities]
    ActivityDependency.objects.filter(activity__in=mine, after__in=mine).delete()
    for activity in activities:
        delete_activity(activity=activity, by=by, why=why, copy=current)
    current.undone_by, current.undone_at = by, timezone.now()
    current.save(update_fields=["undone_by", "undone_at"])
    record(by, "plan.copy_undone", current, activities=len(activities))
    return current


def copied_activities(copy: PlanCopy) -> Iterable[Activity]:
    """Those of the copied activities that are still there."""
    added = ActivityChange.objects.filter(copy=copy, verb=ActivityChange.ADDED)
    found = Activity.objects.filter(pk__in=added.values("activity_pk"))
    return found.select_related("assignment", "responsible", "assessment").order_by("number")


def check_copy_undoable(copy: PlanCopy, activities: Iterable[Activity]) -> None:
    """Raise Refused, naming what stops it, when somebody has worked on what was copied."""
    mine = {activity.pk for activity in activities}
    for activity in activities:
        assessment = activity.assessment
        touched = assessment is not None and (
            assessment.version > 2 or assessment.sent_at or assessment.written_by_id != copy.copied_by_id
        )
        links = ActivityDependency.objects.filter(Q(activity=activity) | Q(after=activity))
        foreign = links.exclude(activity__in=mine, after__in=mine).exists()
        if (
            activity.version > 1
            or touched
            or foreign
            or activity.meetings.exists()
            or activity.evidence.exists()
        ):
            raise Refused(
                _(
                    "Insats %(number)s har ändrats eller fått något knutet till sig sedan dess. Ta bort dem en och en."
                )
                % {"number": activity.number}
            )
