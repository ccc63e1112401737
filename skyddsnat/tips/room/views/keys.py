"""A person's own key, and what it opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    Refused,
    coded,
    given,
    guarded_in,
    guarded_said,
    requires,
    text_in,
    unkept,
)
from skyddsnat.tips.access import RECEIVE, receivers_for
from skyddsnat.tips.room.access import has_older_key, key_of, openers_of, wraps_for
from skyddsnat.tips.room.actions.keys import change_guard, keep_key, take_back_key
from skyddsnat.tips.room.views.showing import answered, show


@requires(RECEIVE)
@unkept
def my_key(request: AuthenticatedRequest) -> HttpResponseBase:
    """Make a key, change what guards it, or replace one that was lost."""
    own = key_of(request.user)
    may_go_back = own is not None and not own.wrapped.exists() and has_older_key(request.user)
    alone = [one for one in receivers_for(request.user) if openers_of(one) == {request.user.pk}]
    context = {"may_go_back": may_go_back, "alone": alone}
    return show(request, "tips/room/my_key.html", context)


@requires(RECEIVE)
@require_GET
@unkept
def my_keys(request: AuthenticatedRequest) -> HttpResponseBase:
    """The own key under its guard, and the teams' keys within it: nothing that the server can open."""
    own = key_of(request.user)
    if own is None:
        return JsonResponse({"own": None, "wraps": []})
    wraps = [
        {
            "key": one.team_key_id, "recipient": one.team_key.recipient, "receiver": one.team_key.receiver_id,
            "sealed": coded(bytes(one.sealed)),
        }
        for one in wraps_for(request.user)
    ]  # fmt: skip
    return JsonResponse({"own": guarded_said(own), "wraps": wraps})


@requires(RECEIVE)
@require_POST
def key_keep(request: AuthenticatedRequest) -> HttpResponse:
    """Keep a new key."""

    def do() -> str:
        told = given(request)
        keep_key(
            recipient=text_in(told, "recipient"), guarded=guarded_in(told), replaces=text_in(told, "replaces"),
            by=request.user,
        )  # fmt: skip
        messages.success(request, _("Din nyckel är sparad. Bara du kan öppna den."))
        return reverse("tips:teams")

    return answered(do)


@requires(RECEIVE)
@require_POST
def key_guard(request: AuthenticatedRequest) -> HttpResponse:
    """Keep the key under another guard."""

    def do() -> str:
        told = given(request)
        change_guard(recipient=text_in(told, "recipient"), guarded=guarded_in(told), by=request.user)
        messages.success(request, _("Din nyckel har ett nytt skydd. Det gamla öppnar den inte längre."))
        return reverse("tips:my-key")

    return answered(do)


@requires(RECEIVE)
@require_POST
def key_back(request: AuthenticatedRequest) -> HttpResponse:
    """Go back to the key before."""
    try:
        take_back_key(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Du använder din förra nyckel igen."))
    return redirect("tips:my-key")
