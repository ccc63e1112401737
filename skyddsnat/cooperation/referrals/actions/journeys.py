"""The journey: its plan, that the receiver takes the child, that the child has arrived."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import own_cases_for, received_cases_for
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral, TransferPlan
from skyddsnat.cooperation.referrals.contact import check_contact
from skyddsnat.cooperation.referrals.meeting_times import add_goals
from skyddsnat.cooperation.referrals.owning import need, own_case, write
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM


@transaction.atomic
def write_plan(
    *, referral: Referral, travels_at: datetime.datetime, how: str, escort: str, handover: str, emergency: str,
    by: User, codes: Mapping[str, str] | None = None, once: uuid.UUID | None = None,
) -> TransferPlan:  # fmt: skip
    """Plan the journey to the chosen receiver. A new plan is confirmed anew."""
    case = own_case(referral, by)
    if case.receiver is None:
        raise Refused(_("Välj mottagare innan resan planeras."))
    if case.state not in (State.ACCEPTED, State.PLANNED):
        raise Refused(_("Resan planeras när mottagaren har sagt ja, och innan barnet reser."))
    check_contact(case, case.receiver)
    return write(
        TransferPlan, case, "transferplan.written", once or uuid.uuid4(), by, organisation=case.receiver,
        travels_at=travels_at, how=need(how, _("Skriv hur barnet reser.")),
        escort=need(escort, _("Skriv vem som följer med barnet.")),
        handover=need(handover, _("Skriv var, när och till vem barnet lämnas.")),
        emergency=need(emergency, _("Skriv vad som görs om något går fel på vägen.")), **(codes or {}),
    )  # fmt: skip


@transaction.atomic
def confirm_reception(
    *, referral: Referral, who: str, by: User, at: datetime.datetime | None = None, source: str = "",
) -> TransferPlan:  # fmt: skip
    """Write down that the receiver takes the child by the plan: the receiver says so, or the owner from its answer."""
    plan = _plan(referral, by)
    if plan.reception_at is not None:
        return plan
    plan.reception_by = need(who, _("Skriv vem som bekräftar: namn eller funktion."))
    plan.reception_at, plan.reception_source, plan.reception_written_by = _passed(at), source.strip(), by
    plan.save()
    record(by, "transferplan.reception_confirmed", plan, number=referral.number)
    return plan


@transaction.atomic
def confirm_arrival(
    *, referral: Referral, who: str, by: User, at: datetime.datetime | None = None, source: str = "",
) -> TransferPlan:  # fmt: skip
    """Write down that the child has arrived. The case is moved by its owner."""
    plan = _plan(referral, by)
    if plan.arrival_at is not None:
        return plan
    if plan.referral.state != State.TRAVELLING or plan.reception_at is None:
        raise Refused(_("Barnet är inte på väg än, så det kan inte vara framme."))
    plan.arrival_by = need(who, _("Skriv vem som bekräftar: namn eller funktion."))
    plan.arrival_at, plan.arrival_source, plan.arrival_written_by = _passed(at), source.strip(), by
    plan.save()
    add_goals(plan.referral, "arrived", plan.arrival_at.astimezone(STOCKHOLM).date(), by)
    record(by, "transferplan.arrival_confirmed", plan, number=referral.number)
    return plan


def _plan(referral: Referral, by: User) -> TransferPlan:
    """The plan that holds, in a case that is the person's own, or that their organisation receives."""
    allowed = own_cases_for(by).filter(pk=referral.pk).exists() or (
        received_cases_for(by).filter(pk=referral.pk).exists()
    )
    if not allowed:
        raise PermissionDenied
    case = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if case.state not in (State.ACCEPTED, State.PLANNED, State.TRAVELLING):
        raise Refused(_("Ärendet står inte så att det kan bekräftas nu."))
    plan = Standing(case).plan
    if plan is None:
        raise Refused(_("Det finns ingen plan för resan än."))
    return plan


def _passed(at: datetime.datetime | None) -> datetime.datetime:
    now = timezone.now()
    if at is not None and at > now:
        raise Refused(_("Tiden har inte varit än. Skriv när det hände."))
    return at or now
