"""Taking back the latest change of an activity."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.actions.activities import change_activity, finish_activity, locked, reopen_activity
from skyddsnat.mandate.actions.dependencies import (
    add_deadline,
    add_dependency,
    remove_deadline,
    remove_dependency,
)
from skyddsnat.mandate.models import Activity, ActivityChange
from skyddsnat.mandate.plan.history import DAYS, LINK_KEYS

UNDOABLE = frozenset({
    ActivityChange.CHANGED, ActivityChange.FINISHED, ActivityChange.REOPENED, ActivityChange.LINKED,
    ActivityChange.UNLINKED,
})  # fmt: skip


@transaction.atomic
def undo_change(*, change: ActivityChange, by: User, why: str = "") -> None:
    """Put back what the latest change of an activity replaced, as a new change. Raises Refused when it is not.

    Adding and taking away are not undone here: an activity is taken away on its own page.
    """
    activity = Activity.objects.filter(pk=change.activity_pk).first()
    if activity is None:
        raise Refused(_("Insatsen finns inte längre. Någon har tagit bort den."))
    current = locked(activity)
    check_undoable(change)
    record(by, "activity.change_undone", current, change=change.pk, what=change.verb)
    told: dict[str, Any] = {"by": by, "why": why, "undoes": change}
    if change.verb == ActivityChange.CHANGED:
        change_activity(activity=current, version=current.version, **told, **_values(current, change.old))
    elif change.verb == ActivityChange.FINISHED:
        reopen_activity(activity=current, **told)
    elif change.verb == ActivityChange.REOPENED:
        finish_activity(activity=current, on=datetime.date.fromisoformat(change.old["finished_on"]), **told)
    else:
        _relink(current, change, told)


def check_undoable(change: ActivityChange) -> None:
    """Raise Refused unless the change can be taken back and nobody has changed the activity since."""
    if change.verb not in UNDOABLE:
        raise Refused(_("Den här ändringen kan inte ångras härifrån. Gör det på insatsens sida."))
    if ActivityChange.objects.filter(activity_pk=change.activity_pk, pk__gt=change.pk).exists():
        raise Refused(_("Någon har ändrat insatsen sedan dess. Ångra den senaste ändringen först."))


def _values(activity: Activity, old: dict[str, Any]) -> dict[str, Any]:
    """Plain values as what `change_activity` takes. Raises Refused when something is no longer there."""
    values: dict[str, Any] = {}
    for name, value in old.items():
        if name in LINK_KEYS:
            rows = list(getattr(activity.assignment, name).filter(**{f"{LINK_KEYS[name]}__in": value}))
            if len(rows) != len(value):
                raise Refused(
                    _("Något som insatsen var knuten till finns inte längre. Ändra insatsen i stället.")
                )
            values[name] = rows
        elif name == "responsible":
            values[name] = User.objects.get(pk=value)
        else:
            values[name] = datetime.date.fromisoformat(value) if name in DAYS and value else value
    return values


def _relink(activity: Activity, change: ActivityChange, told: dict[str, Any]) -> None:
    linked = change.verb == ActivityChange.LINKED
    said = change.new if linked else change.old
    if "after" in said:
        after = activity.assignment.activities.filter(number=said["after"]).first()
        if after is None:
            raise Refused(_("Den andra insatsen finns inte längre."))
        (remove_dependency if linked else add_dependency)(activity=activity, after=after, **told)
    else:
        obligation = activity.assignment.obligations.filter(pk=said["before"]).first()
        if obligation is None:
            raise Refused(_("Skyldigheten finns inte längre."))
        (remove_deadline if linked else add_deadline)(activity=activity, obligation=obligation, **told)
