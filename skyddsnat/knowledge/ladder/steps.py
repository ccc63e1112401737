"""Taking a step: the one place where an organisation's way towards practice is written down."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.models import Group, Method, Rung, Step
from skyddsnat.knowledge.proof import take_back
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import today

KINDS = {
    Step.REACHED: "actor_reached",
    Step.OPENED: "guidance_opened",
    Step.ASSESSED: "practice_assessed",
    Step.DECIDED: "practice_decided",
    Step.PRACTISED: "practice_begun",
    Step.FOLLOWED_UP: "practice_followed_up",
}
FIRST_OF_LEADERS = {
    Step.REACHED,
    Step.OPENED,
}  # what managers do after that is counted apart from the staff's steps
ANCHORED = "leader_anchored"
EXPERIENCED = "experience_spread"


def kind_of(step: Step, group: Group, *, experience: bool = False) -> str:
    """The kind of evidence that the step is; an experience that reaches somebody is counted as one."""
    if experience and step == Step.REACHED:
        return EXPERIENCED
    anchors = group == Group.LEADERS and step not in FIRST_OF_LEADERS
    return ANCHORED if anchors else KINDS[step]


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
    _check_day(day)
    rung, made = Rung.objects.get_or_create(
        organisation=organisation, method=method, step=step, group=group, day=day,
        defaults={"by": by, "reference": reference},
    )  # fmt: skip
    if made:
        record(by, "step.taken", rung, step=step, group=group)
        _prove([rung])
    return rung


@transaction.atomic
def take_steps(
    *,
    organisations: Iterable[Organisation],
    method: Method,
    step: Step,
    day: datetime.date,
    by: User | None,
    group: Group = Group.STAFF,
    reference: str = "",
) -> int:
    """The same for many organisations at once, with one line in the log; returns how many are new."""
    _check_day(day)
    asked = {one.pk: one for one in organisations}
    same = Rung.objects.filter(method=method, step=step, group=group, day=day, organisation__in=asked)
    known = set(same.select_for_update().values_list("organisation_id", flat=True))
    rungs = [
        Rung(organisation=one, method=method, step=step, group=group, day=day, by=by, reference=reference)
        for pk, one in asked.items()
        if pk not in known
    ]
    if rungs:
        Rung.objects.bulk_create(rungs)
        record(by, "step.taken", method, step=step, group=group, organisations=len(rungs))
        _prove(rungs)
    return len(rungs)


def _check_day(day: datetime.date) -> None:
    if day > today():
        raise Refused(_("Dagen har inte kommit än. Skriv in steget när det är taget."))


@transaction.atomic
def retract_step(*, rung: Rung, reason: str, by: User) -> None:
    """Take back a step that was not taken; its row in the ledger is taken back too, with the reason.

    Raises Refused without a reason. A step that somebody else has taken back already is gone, and nothing happens.
    """
    if not reason.strip():
        raise Refused(_("Skriv varför steget tas tillbaka."))
    found = Rung.objects.select_for_update(of=("self",)).filter(pk=rung.pk)
    current = found.select_related("evidence").first()
    if current is None:
        return
    take_back(current.evidence, reason=reason, by=by)
    record(by, "step.retracted", current, step=current.step, group=current.group)
    current.delete()


def prove_steps() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = _waiting().order_by().values_list("method__activity__assignment", flat=True)
    return sum(_prove_waiting(assignment) for assignment in waiting.distinct())


def _waiting() -> QuerySet[Rung]:
    return Rung.objects.filter(evidence=None, method__activity__started_on__isnull=False)


@transaction.atomic
def _prove_waiting(assignment: int) -> int:
    rungs = _waiting().filter(method__activity__assignment=assignment)
    return _prove(list(rungs.select_for_update(of=("self",))))


def _prove(rungs: list[Rung]) -> int:
    """Steps with methods of one assignment become evidence; returns how many rows were added."""
    found = _waiting().filter(pk__in=[rung.pk for rung in rungs]).order_by("pk")
    found = found.select_related("method__activity__assignment", "organisation")
    ready = [
        (rung, rung.method.activity)
        for rung in found.defer("method__activity__assignment__text")
        if rung.method.activity is not None
    ]
    if not ready:
        return 0
    rows = append_rows(ready[0][1].assignment, [_entry(rung, activity) for rung, activity in ready])
    by_rung = dict(zip((rung.pk for rung, _activity in ready), rows, strict=True))
    for rung in rungs:
        rung.evidence = by_rung.get(rung.pk, rung.evidence)
    Rung.objects.bulk_update(rungs, ["evidence"])
    return len(rows)


def _entry(rung: Rung, activity: Activity) -> Entry:
    return Entry(
        kind=kind_of(Step(rung.step), Group(rung.group), experience=rung.method.is_experience),
        activity=activity.pk,
        occurred_on=max(rung.day, activity.started_on or rung.day),
        organisation=rung.organisation_id, place=rung.organisation.place_id,
        reference=f"Steg {rung.pk}, {rung.method.code}",
    )  # fmt: skip
