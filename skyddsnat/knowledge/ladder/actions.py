"""Writing by hand: steps that somebody tells of, and calls."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.ladder.access import check_may_work_with
from skyddsnat.knowledge.ladder.rules import check_call, check_step
from skyddsnat.knowledge.ladder.steps import retract_step, take_step
from skyddsnat.knowledge.models import Call, Group, Method, Rung, Step
from skyddsnat.shared.dates import today

CALLS_KEPT = datetime.timedelta(days=730)  # rule "working" in core/retention.yaml


class WrittenMeanwhile(Refused):
    """Somebody else has written down the same step since the reader opened the page. `current` is theirs."""

    def __init__(self, current: Rung) -> None:
        self.current = current
        super().__init__(
            _("Någon annan har skrivit in steget medan du skrev. Spara igen bara om det är ett till.")
        )


@transaction.atomic
def write_step(
    *,
    organisation: Organisation,
    method: Method,
    step: Step,
    group: Group,
    day: datetime.date,
    reference: str,
    by: User,
    seen: int = 0,
) -> Rung:
    """Write down a step that the organisation has told of. `seen` is the newest such step the writer saw.

    Raises PermissionDenied for somebody else's county, Refused, and WrittenMeanwhile when there is a newer one.
    """
    check_may_work_with(by, organisation)
    check_step(step=step, day=day, reference=reference, today=today())
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)  # a second writer waits here
    same = _steps(organisation, method, step, group).filter(day=day).first()
    if same is not None and same.reference == reference.strip():
        return same  # a second click, or two who write the same
    newest = newest_step(organisation, method, step, group)
    if newest is not None and newest.pk > seen and (same is None or same.by_id != by.pk):
        raise WrittenMeanwhile(newest)
    if same is not None:
        raise Refused(_("Steget är redan inskrivet den dagen. Är något fel där, ta tillbaka det först."))
    return take_step(
        organisation=organisation, method=method, step=step, day=day, by=by, group=group,
        reference=reference.strip(),
    )  # fmt: skip


def newest_step(organisation: Organisation, method: Method, step: Step, group: Group) -> Rung | None:
    """The one written last of the organisation's steps of that kind."""
    return _steps(organisation, method, step, group).select_related("by").order_by("-pk").first()


def _steps(organisation: Organisation, method: Method, step: Step, group: Group) -> QuerySet[Rung]:
    return Rung.objects.filter(organisation=organisation, method=method, step=step, group=group)


@transaction.atomic
def unwrite_step(*, rung: Rung, reason: str, by: User) -> None:
    """Take back a step that was written by mistake, for those who may write it. Raises Refused."""
    check_may_work_with(by, rung.organisation)
    if getattr(rung, "self_assessment", None) is not None:
        raise Refused(_("Steget kommer från en självskattning. Öppna självskattningen igen i stället."))
    retract_step(rung=rung, reason=reason, by=by)


@transaction.atomic
def add_call(
    *,
    organisation: Organisation,
    method: Method,
    outcome: str,
    by: User,
    note: str = "",
    next_on: datetime.date | None = None,
    day: datetime.date | None = None,
) -> Call:
    """Write down a call. The same one sent twice in a row is made once."""
    check_may_work_with(by, organisation)
    on = day or today()
    check_call(day=on, next_on=next_on, note=note, today=today())
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)  # a second click waits here
    values = {
        "organisation": organisation, "method": method, "day": on, "outcome": outcome, "by": by,
        "note": note.strip(), "next_on": next_on,
    }  # fmt: skip
    latest = Call.objects.filter(organisation=organisation, method=method).order_by("-pk").first()
    if latest is not None and all(getattr(latest, name) == value for name, value in values.items()):
        return latest
    call = Call.objects.create(**values)
    record(by, "call.added", call, outcome=outcome)
    return call


@transaction.atomic
def remove_call(*, call: Call, by: User) -> None:
    """Take away a call that one has written down oneself."""
    current = Call.objects.select_for_update().filter(pk=call.pk, by=by).first()
    if current is not None:
        record(by, "call.removed", current)
        current.delete()


@transaction.atomic
def remove_old_calls(*, today: datetime.date, by: User | None) -> int:
    """Remove calls that were made two years ago; returns how many."""
    old = Call.objects.filter(day__lt=today - CALLS_KEPT)
    for call in old:
        record(by, "call.removed", call)
        call.delete()
    return len(old)
