"""Moving a case: by a step of the table, with all that the step needs."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Move, Referral
from skyddsnat.cooperation.referrals.owning import need, own_case
from skyddsnat.cooperation.referrals.preconditions import Missing
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.cooperation.referrals.transitions import Step, step_of, steps_from
from skyddsnat.cooperation.referrals.withdrawing import requests_for_child, withdraw
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User


class Lacking(Refused):
    """A step whose preconditions are not met, with what is missing."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(" ".join(one.said for one in missing))


def missing_for(step: Step, standing: Standing) -> list[Missing]:
    """What the step lacks, in the order of the table."""
    standing.reopens_to = str(step.becomes)
    return [found for found in (need_of(standing) for need_of in step.needs) if found is not None]


def possible_steps(standing: Standing) -> list[Step]:
    """What may follow from where the case stands; of the ways to open a case again only the one it has."""
    return [
        step
        for step in steps_from(standing.referral.state)
        if step.code != "reopen" or step.becomes == standing.closed_from
    ]


@transaction.atomic
def take_step(
    *, referral: Referral, code: str, version: int, by: User, reason: str = "", close_reason: str = "",
    once: uuid.UUID | None = None,
) -> Referral:  # fmt: skip
    """Take a step. What is missing is told, and the case stays where it is; the same form sent twice takes one."""
    once = once or uuid.uuid4()
    case = own_case(referral, by, closed_too=True)
    if Move.objects.filter(referral=case, once=once).exists():
        return case
    case = own_case(referral, by, version, closed_too=True)
    standing = Standing(case, close_reason=close_reason)
    step = step_of(code, case.state, standing.closed_from if code == "reopen" else "")
    if step is None:
        raise Refused(_("Det steget går inte att ta där ärendet står nu."))
    missing = missing_for(step, standing)
    if missing:
        raise Lacking(missing)
    if step.back:
        need(reason, _("Skriv varför ärendet går tillbaka."))
    if step.becomes == State.CLOSED:
        need(close_reason, _("Välj varför ärendet avslutas."))
    if code in ("recall", "undo_yes"):
        withdraw(requests_for_child(case), reason.strip(), by)
    _move(case, step, close_reason, by)
    Move.objects.create(
        referral=case,
        once=once,
        code=code,
        from_state=step.was,
        to_state=step.becomes,
        by=by,
        reason=reason.strip(),
    )
    record(by, "referral.moved", case, number=case.number, step=code)
    return case


def _move(case: Referral, step: Step, close_reason: str, by: User) -> None:
    case.state, case.version = step.becomes, case.version + 1
    if step.becomes == State.CLOSED:
        case.closed_by, case.closed_at, case.close_reason = by, timezone.now(), close_reason
    elif step.was == State.CLOSED:
        case.closed_by, case.closed_at, case.close_reason = None, None, ""
    case.save()
