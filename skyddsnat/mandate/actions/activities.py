"""Writes on activities: what is planned, and when it begins and ends."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate import rules
from skyddsnat.mandate.models import (
    Activity,
    ActivityChange,
    Aim,
    Assignment,
    Clause,
    PlanCopy,
    TargetGroup,
)
from skyddsnat.mandate.plan.history import has_approved_plan, plain, planned, written
from skyddsnat.mandate.plan.rules import check_why
from skyddsnat.shared.dates import STOCKHOLM, today

PLAIN = ("title", "title_en", "purpose", "purpose_en", "responsible", "starts", "ends", "budget_ore")
LINKED = ("clauses", "aims", "target_groups")
LOGGED = (
    "starts",
    "ends",
    "budget_ore",
)  # the log keeps old and new of these; of texts only that they changed


@transaction.atomic
def add_activity(
    *,
    assignment: Assignment,
    title: str,
    purpose: str,
    responsible: User,
    starts: datetime.date,
    ends: datetime.date,
    by: User,
    title_en: str = "",
    purpose_en: str = "",
    budget_ore: int = 0,
    clauses: Iterable[Clause] = (),
    aims: Iterable[Aim] = (),
    target_groups: Iterable[TargetGroup] = (),
    why: str = "",
    copy: PlanCopy | None = None,
) -> Activity:
    """Plan an activity; it gets the assignment's next number. Budget in öre. `why` and `copy` go into the history."""
    values = {
        "title": title,
        "title_en": title_en,
        "purpose": purpose,
        "purpose_en": purpose_en,
        "responsible": responsible,
        "starts": starts,
        "ends": ends,
        "budget_ore": budget_ore,
    }
    links: dict[str, list[Any]] = {
        "clauses": list(clauses), "aims": list(aims), "target_groups": list(target_groups)
    }  # fmt: skip
    Assignment.objects.select_for_update().get(pk=assignment.pk)  # two at once must not take the same number
    _check_values(assignment, values, links)
    last = assignment.activities.aggregate(last=Max("number"))["last"] or 0
    activity = Activity.objects.create(assignment=assignment, number=last + 1, **values)
    for name, chosen in links.items():
        getattr(activity, name).set(chosen)
    record(by, "activity.added", activity, number=activity.number)
    written(
        activity,
        ActivityChange.ADDED,
        by,
        new=planned(activity),
        why=check_why(why, approved=False),
        copy=copy,
    )
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    version: int,
    by: User,
    why: str = "",
    undoes: ActivityChange | None = None,
    **values: Any,
) -> Activity:
    """Change the named fields of the plan (those of `add_activity`).

    `version` is the one the writer began from. Raises ChangedMeanwhile when it is no longer the latest, and writes
    nothing then. Once the plan has been approved, `why` must say something. `undoes` is the change taken back.
    """
    unknown = values.keys() - {*PLAIN, *LINKED}
    if unknown:
        raise TypeError(f"An activity has no field {sorted(unknown)}.")
    current = locked(activity)
    if current.version != version:
        raise ChangedMeanwhile(current)
    links = {name: list(values.pop(name)) for name in LINKED if name in values}
    before = {name: getattr(current, name) for name in values}
    old = planned(current)
    _check_values(current.assignment, {name: getattr(current, name) for name in PLAIN} | values, links)
    changed = [name for name, value in values.items() if value != before[name]]
    for name, value in values.items():
        setattr(current, name, value)
    for name, chosen in links.items():
        linked = getattr(current, name)
        if set(linked.values_list("pk", flat=True)) != {row.pk for row in chosen}:
            changed.append(name)
            linked.set(chosen)
    if changed:
        why = check_why(why, approved=has_approved_plan(current.assignment_id))
        current.version += 1
        current.save(update_fields=[*values, "version"])
        now = {name: plain(name, (values | links)[name]) for name in changed}
        then = {name: old[name] for name in changed}
        written(current, ActivityChange.CHANGED, by, old=then, new=now, why=why, undoes=undoes)
        moved = {name: f"{before[name]} → {values[name]}" for name in changed if name in LOGGED}
        record(by, "activity.changed", current, fields=",".join(sorted(changed)), **moved)
    return current


@transaction.atomic
def delete_activity(*, activity: Activity, by: User, why: str = "", copy: PlanCopy | None = None) -> None:
    """Take away an activity that nothing hangs on. Raises Refused when something does.

    Once the plan has been approved, `why` must say something. `copy` is the copying that is undone.
    """
    current = locked(activity)
    assessment = current.assessment
    rules.check_deletable(
        evidence=current.evidence.exists(),
        assessment_decided=assessment is not None and assessment.decided_at is not None,
    )
    why = check_why(why, approved=has_approved_plan(current.assignment_id))
    record(by, "activity.deleted", current, number=current.number)
    for link in current.awaited_by.select_related("activity"):  # those who waited for it wait no longer
        written(link.activity, ActivityChange.UNLINKED, by, old={"after": current.number}, why=why, copy=copy)
    written(current, ActivityChange.DELETED, by, old=planned(current), why=why, copy=copy)
    try:
        with transaction.atomic():
            current.delete()
            if assessment is not None:
                assessment.delete()
    except ProtectedError as error:
        raise Refused(
            _("Insatsen har verifikationer eller andra handlingar och kan inte tas bort.")
        ) from error


@transaction.atomic
def start_activity(*, activity: Activity, on: datetime.date, by: User) -> Activity:
    """Begin, on the day the assessment of the child's best interests was decided or later. Raises Refused otherwise."""
    current = locked(activity)
    rules.check_startable(state(current), assessment_decided=current.cleared)
    rules.check_day(on, today=today())
    assessment = current.assessment
    if assessment is not None and assessment.decided_at is not None:
        rules.check_after_decision(on, decided_on=assessment.decided_at.astimezone(STOCKHOLM).date())
    return _moved(current, by, "activity.started", {}, started_on=on)


@transaction.atomic
def finish_activity(
    *, activity: Activity, on: datetime.date, by: User, why: str = "", undoes: ActivityChange | None = None
) -> Activity:
    """Close an activity that is under way."""
    current = locked(activity)
    rules.check_move(state(current), rules.State.FINISHED)
    rules.check_day(on, today=today(), after=current.started_on)
    told = {"why": check_why(why, approved=False), "undoes": undoes}
    return _moved(current, by, "activity.finished", told, finished_on=on)


@transaction.atomic
def reopen_activity(
    *, activity: Activity, by: User, why: str = "", undoes: ActivityChange | None = None
) -> Activity:
    """Take back the closing of an activity; the day it began stays."""
    current = locked(activity)
    if state(current) is not rules.State.FINISHED:
        raise Refused(_("Insatsen är inte avslutad."))
    told = {"why": check_why(why, approved=False), "undoes": undoes}
    return _moved(current, by, "activity.reopened", told, finished_on=None)


def state(activity: Activity) -> rules.State:
    return rules.state_of(activity.started_on, activity.finished_on)


def locked(activity: Activity) -> Activity:
    """The row as it is now, held until the transaction ends."""
    found = Activity.objects.select_for_update(of=("self",)).filter(pk=activity.pk).first()
    if found is None:
        raise Refused(_("Insatsen finns inte längre. Någon har tagit bort den."))
    return found


def _moved(
    activity: Activity, by: User, verb: str, told: dict[str, Any], **dates: datetime.date | None
) -> Activity:
    old, then = state(activity), {name: plain(name, getattr(activity, name)) for name in dates}
    for name, day in dates.items():
        setattr(activity, name, day)
    activity.version += 1
    activity.save(update_fields=[*dates, "version"])
    on = {name: day.isoformat() for name, day in dates.items() if day}
    record(by, verb, activity, **{"from": str(old), "to": str(state(activity)), **on})
    now = {name: plain(name, day) for name, day in dates.items()}
    written(activity, verb.removeprefix("activity."), by, old=then, new=now, **told)
    return activity


def _check_values(assignment: Assignment, values: dict[str, Any], links: dict[str, list[Any]]) -> None:
    rules.check_planned(values["starts"], values["ends"], budget_ore=values["budget_ore"])
    rules.check_ties({row.assignment_id for rows in links.values() for row in rows}, assignment.pk)
