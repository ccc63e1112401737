"""An answer that came in: read by the owner of the case, and taken into it or not."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import CASE
from skyddsnat.cooperation.exchange import parts
from skyddsnat.cooperation.exchange.access import proposals_to
from skyddsnat.cooperation.exchange.actions.proposals import confirm_proposal, decline_proposal
from skyddsnat.cooperation.exchange.forms import ConfirmForm
from skyddsnat.cooperation.exchange.kinds import Asked
from skyddsnat.cooperation.exchange.views.showing import show, trail
from skyddsnat.core.api import AuthenticatedRequest, Refused, coded, requires, unkept


@requires(CASE)
@unkept
def proposal(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """What was answered, with the form that takes it into the case, filled in when it has been opened."""
    found = get_object_or_404(proposals_to(request.user), pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if found.asked != Asked.ANSWER:
        del form.fields["reason"]
    if form.is_valid():
        said = form.cleaned_data
        try:
            confirm_proposal(proposal=found, who=said["who"], reason=said.get("reason", ""), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Svaret är infört i ärendet."))
            return redirect("cooperation:exchange-case", found.referral_id)
    way = trail((found.referral.number, reverse("cooperation:exchange-case", args=[found.referral_id])))
    context = {
        "proposal": found, "row": parts.proposal_rows([found])[0], "form": form, "breadcrumb": way,
        "proposal_config": {"key": found.key.recipient, "sealed": coded(bytes(found.sealed))},
        "by_link": found.link is not None, "decline_url": reverse("cooperation:exchange-decline", args=[pk]),
    }  # fmt: skip
    return show(request, "proposal", context)


@requires(CASE)
@require_POST
def decline(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Leave the case as it is."""
    found = get_object_or_404(proposals_to(request.user), pk=pk)
    try:
        decline_proposal(proposal=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Svaret är inte infört. Det står kvar i utbytet."))
    return redirect("cooperation:exchange-case", found.referral_id)
