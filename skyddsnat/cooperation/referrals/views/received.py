"""What the receiving organisation sees and does: that there is a case, and the reception and arrival of the plan."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import CASE, received_cases_for
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.referrals.actions.journeys import confirm_arrival, confirm_reception
from skyddsnat.cooperation.referrals.forms.journeys import ConfirmForm
from skyddsnat.cooperation.referrals.showing import state_tag
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.cooperation.referrals.views.frame import refused
from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.shared.dates import format_moment


def _the_case(request: AuthenticatedRequest, pk: uuid.UUID) -> Referral:
    return get_object_or_404(received_cases_for(request.user).select_related("owner", "receiver"), pk=pk)


@requires(CASE)
def referral_received(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A case that one's organisation said yes to: its number, how it stands, and when to receive."""
    case = _the_case(request, pk)
    plan = Standing(case).plan
    open_now = case.state in (State.ACCEPTED, State.PLANNED, State.TRAVELLING)
    facts = [
        {"label": _("Från"), "value": str(case.owner)},
        {"label": _("När barnet reser"), "value": format_moment(plan.travels_at) if plan else ""},
        {
            "label": _("Mottagandet bekräftat"),
            "value": _confirmed(plan.reception_by, plan.reception_at) if plan else "",
        },
        {
            "label": _("Framme, bekräftat"),
            "value": _confirmed(plan.arrival_by, plan.arrival_at) if plan else "",
        },
    ]
    context = {
        "case": case, "tag": state_tag(case), "facts": facts, "breadcrumb": _trail(),
        "may_receive": bool(plan and open_now and plan.reception_at is None),
        "may_arrive": bool(plan and case.state == State.TRAVELLING and plan.arrival_at is None), "plan": plan,
    }  # fmt: skip
    return render(request, "cooperation/referrals/received.html", context)


def _confirmed(who: str, at: object) -> str:
    return f"{who}, {format_moment(at)}" if at else ""  # type: ignore[arg-type]


@requires(CASE)
def received_reception(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that one's organisation receives the child by the plan."""
    return _confirm(request, pk, confirm_reception, _("Bekräfta mottagandet"), _("Mottagandet är bekräftat."))


@requires(CASE)
def received_arrival(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that the child has arrived."""
    return _confirm(request, pk, confirm_arrival, _("Bekräfta att barnet är framme"), _("Det är bekräftat."))


def _confirm(
    request: AuthenticatedRequest, pk: uuid.UUID, action: object, heading: str, done: str
) -> HttpResponse:
    case = _the_case(request, pk)
    form = ConfirmForm(request.POST or None)
    here = reverse("cooperation:referral-received", args=[pk])
    if form.is_valid():
        try:
            action(referral=case, by=request.user, **form.values())  # type: ignore[operator]
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(request, done)
            return redirect(here)
    trail = [*_trail(), {"label": case.number, "url": here}]
    context = {
        "form": form, "heading": heading, "submit": heading, "cancel_url": here, "breadcrumb": trail, "case": case,
        "says": _("Ärendet flyttas av den som äger det."),
    }  # fmt: skip
    return render(request, "cooperation/referrals/form.html", context)


def _trail() -> list[dict[str, str]]:
    return [{"label": _("Mottagna ärenden"), "url": reverse("cooperation:referrals-received")}]
