"""Taking a step: what it needs is shown first, and the person confirms."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import CASE
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.referrals import parts
from skyddsnat.cooperation.referrals.actions.moving import (
    Lacking,
    missing_for,
    possible_steps,
    take_step,
)
from skyddsnat.cooperation.referrals.forms.cases import StepForm
from skyddsnat.cooperation.referrals.showing import state_tag
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.cooperation.referrals.transitions import STEPS
from skyddsnat.cooperation.referrals.views.frame import refused, the_case, trail, url_of
from skyddsnat.core.api import AuthenticatedRequest, Refused, requires


@requires(CASE)
def referral_step(request: AuthenticatedRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """Confirm a step. One that is not possible now leads back to the case, and says so."""
    case = the_case(request, pk)
    if code not in {step.code for step in STEPS}:
        raise Http404
    standing = Standing(case)
    step = next((one for one in possible_steps(standing) if one.code == code), None)
    if step is None:
        messages.info(request, _("Det steget går inte att ta där ärendet står nu."))
        return redirect(url_of(case))
    form = StepForm(request.POST or None, step=step, initial={"version": case.version})
    missing = missing_for(step, standing)
    if form.is_valid():
        said = form.cleaned_data
        try:
            take_step(
                referral=case, code=code, version=said["version"], once=said["once"], by=request.user,
                reason=said.get("reason", ""), close_reason=said.get("close_reason", ""),
            )  # fmt: skip
        except Lacking as lacking:
            missing = lacking.missing
            form.add_error(None, str(lacking))
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(
                request, _("Ärendet står nu som: %(state)s.") % {"state": State(step.becomes).label}
            )
            return redirect(url_of(case))
    context = {
        "case": case, "step": step, "form": form, "missing": [parts.missing_row(case, one) for one in missing],
        "tag": state_tag(case), "becomes": State(step.becomes).label, "breadcrumb": trail(case),
        "cancel_url": url_of(case),
    }  # fmt: skip
    return render(request, "cooperation/referrals/step.html", context)
