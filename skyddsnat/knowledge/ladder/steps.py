"""Taking a step: the one place where an organisation's way towards practice is written down."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.models import Group, Method, Rung, Step
from skyddsnat.mandate.api import Entry, append
from skyddsnat.mandate.models import Activity, LedgerHead
from skyddsnat.shared.dates import today

KINDS = {
    Step.REACHED: "actor_reached",
    Step.OPENED: "guidance_opened",
    Step.ASSESSED: "practice_assessed",
    Step.DECIDED: "practice_decided",
    Step.PRACTISED: "practice_begun",
    Step.FOLLOWED_UP: "practice_followed_up",
}


@transaction.atomic
def take_step(
    *,
    organisation: Organisation,
    method: Method,
    step: Step,
    day: datetime.date,
    by: User | None,
    group: Group = Group.STAFF,
    reference: str = "",
) -> Rung:
    """Write down that the organisation took the step that day, once; the ledger gets its row with it.

    While the method belongs to no activity that has begun, the step waits for its row: see `prove_steps`. Raises
    Refused for a day that has not come.
    """
    if day > today():
        raise Refused(_("Dagen har inte kommit än. Skriv in steget när det är taget."))
    rung, made = Rung.objects.get_or_create(
        organisation=organisation, method=method, step=step, group=group, day=day,
        defaults={"by": by, "reference": reference},
    )  # fmt: skip
    if made:
        record(by, "step.taken", rung, step=step, group=group)
        _prove(rung)
    return rung


def prove_steps() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = Rung.objects.filter(seq=None, method__activity__started_on__isnull=False)
    return sum(_prove_waiting(pk) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _prove_waiting(pk: int) -> int:
    rung = Rung.objects.select_for_update(of=("self",)).get(pk=pk)
    return _prove(rung)


def _prove(rung: Rung) -> int:
    """The step as evidence on the method's activity; 1 when the row was added."""
    begun = Activity.objects.filter(methods=rung.method_id).exclude(started_on=None)
    activity = begun.select_related("assignment").first()
    if rung.seq is not None or activity is None or activity.started_on is None:
        return 0
    entry = Entry(
        kind=KINDS[Step(rung.step)], activity=activity.pk, occurred_on=max(rung.day, activity.started_on),
        organisation=rung.organisation_id, place=rung.organisation.place_id,
        reference=f"Steg {rung.pk}, {rung.method.code}",
    )  # fmt: skip
    append(activity.assignment, [entry])
    rung.seq = LedgerHead.objects.get(assignment=activity.assignment).seq
    rung.save(update_fields=["seq"])
    return 1
