"""Writes on what waits for what: between activities, and from an activity to an obligation."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import (
    Activity,
    ActivityChange,
    ActivityDeadline,
    ActivityDependency,
    Assignment,
    Obligation,
)
from skyddsnat.mandate.plan.history import has_approved_plan, written
from skyddsnat.mandate.plan.rules import check_no_circle, check_why


@transaction.atomic
def add_links(
    *, activity: Activity, after: Activity | None, obligation: Obligation | None, by: User, why: str = ""
) -> None:
    """Tie an activity to what it waits for, to what it must be done before, or both at once."""
    if after is not None:
        add_dependency(activity=activity, after=after, by=by, why=why)
    if obligation is not None:
        add_deadline(activity=activity, obligation=obligation, by=by, why=why)


@transaction.atomic
def add_dependency(
    *, activity: Activity, after: Activity, by: User, why: str = "", undoes: ActivityChange | None = None
) -> ActivityDependency:
    """Say that `activity` cannot begin until `after` is done. Saying it twice changes nothing.

    Raises Refused for a circle, for two assignments, and without `why` once the plan has been approved.
    """
    _lock(activity)  # two at once could otherwise close a circle together
    if activity.assignment_id != after.assignment_id:
        raise Refused(_("Insatserna hör till olika uppdrag och kan inte vänta på varandra."))
    links = ActivityDependency.objects.filter(activity__assignment=activity.assignment_id)
    check_no_circle(links.values_list("activity_id", "after_id"), activity=activity.pk, after=after.pk)
    found, made = ActivityDependency.objects.get_or_create(activity=activity, after=after)
    if made:
        why = check_why(why, approved=has_approved_plan(activity.assignment_id))
        record(by, "dependency.added", found, activity=activity.number, after=after.number)
        written(activity, ActivityChange.LINKED, by, new={"after": after.number}, why=why, undoes=undoes)
    return found


@transaction.atomic
def remove_dependency(
    *, activity: Activity, after: Activity, by: User, why: str = "", undoes: ActivityChange | None = None
) -> None:
    """Take a dependency away; the history keeps it, and it can be put back from there."""
    _lock(activity)
    found = ActivityDependency.objects.filter(activity=activity, after=after).first()
    if found is None:
        raise Refused(_("Kopplingen är redan borttagen."))
    why = check_why(why, approved=has_approved_plan(activity.assignment_id))
    record(by, "dependency.removed", found, activity=activity.number, after=after.number)
    written(activity, ActivityChange.UNLINKED, by, old={"after": after.number}, why=why, undoes=undoes)
    found.delete()


@transaction.atomic
def add_deadline(
    *,
    activity: Activity,
    obligation: Obligation,
    by: User,
    why: str = "",
    undoes: ActivityChange | None = None,
) -> ActivityDeadline:
    """Say that `activity` is to be done before `obligation` is due. Saying it twice changes nothing."""
    _lock(activity)
    if activity.assignment_id != obligation.assignment_id:
        raise Refused(_("Insatsen kan bara knytas till en skyldighet i samma uppdrag."))
    found, made = ActivityDeadline.objects.get_or_create(activity=activity, obligation=obligation)
    if made:
        why = check_why(why, approved=has_approved_plan(activity.assignment_id))
        record(by, "deadline.added", found, activity=activity.number, obligation=obligation.pk)
        written(activity, ActivityChange.LINKED, by, new={"before": obligation.pk}, why=why, undoes=undoes)
    return found


@transaction.atomic
def remove_deadline(
    *,
    activity: Activity,
    obligation: Obligation,
    by: User,
    why: str = "",
    undoes: ActivityChange | None = None,
) -> None:
    """Take the link to an obligation away."""
    _lock(activity)
    found = ActivityDeadline.objects.filter(activity=activity, obligation=obligation).first()
    if found is None:
        raise Refused(_("Kopplingen är redan borttagen."))
    why = check_why(why, approved=has_approved_plan(activity.assignment_id))
    record(by, "deadline.removed", found, activity=activity.number, obligation=obligation.pk)
    written(activity, ActivityChange.UNLINKED, by, old={"before": obligation.pk}, why=why, undoes=undoes)
    found.delete()


def _lock(activity: Activity) -> None:
    Assignment.objects.select_for_update().get(pk=activity.assignment_id)
    if not Activity.objects.filter(pk=activity.pk).exists():
        raise Refused(_("Insatsen finns inte längre. Någon har tagit bort den."))
