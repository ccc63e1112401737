"""Telling a workplace that a tip from it was received."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires, unkept
from skyddsnat.tips.access import RECEIVE
from skyddsnat.tips.room.actions.venue import tell_venue
from skyddsnat.tips.room.forms import VenueForm
from skyddsnat.tips.room.views.showing import show
from skyddsnat.tips.room.views.tip import the_tip, tip_config, trail


@requires(RECEIVE)
@unkept
def venue(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what the workplace gets to know, then tell it. The browser writes the code when the tip has one."""
    found = the_tip(request, pk)
    form = VenueForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            tell_venue(tip=found, code=form.cleaned_data["code"], by=request.user)
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("Arbetsplatsen får veta att tips har tagits emot, och inget mer."))
            return redirect("tips:room-tip", pk)
    context = {"form": form, "tip": found, "tip_config": tip_config(found), "breadcrumb": trail(found)}
    return show(request, "tips/room/venue.html", context)
