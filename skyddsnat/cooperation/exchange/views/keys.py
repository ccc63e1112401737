"""A person's own key, and an authority's key with those who can open it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import PARTNER
from skyddsnat.cooperation.exchange.access import (
    authorities_of,
    current_key,
    holdings_of,
    keys_of,
    must_renew,
    older_keys_of,
    openers_of,
    own_key_of,
    people_of,
)
from skyddsnat.cooperation.exchange.actions.keys import (
    NewKey,
    change_guard,
    keep_key,
    make_authority_key,
    share_keys,
)
from skyddsnat.cooperation.exchange.views.showing import show, trail
from skyddsnat.core.api import (
    AuthenticatedRequest,
    Refused,
    answered,
    coded,
    given,
    guarded_in,
    guarded_said,
    requires,
    text_in,
    unkept,
    wraps_in,
)


@requires(PARTNER)
@unkept
def my_key(request: AuthenticatedRequest) -> HttpResponseBase:
    """Make a key, change what guards it, or replace one that was lost."""
    alone = [one for one in authorities_of(request.user) if openers_of(one) == {request.user.pk}]
    return show(request, "my_key", {"breadcrumb": trail(), "alone": alone})


@requires(PARTNER)
@require_GET
@unkept
def my_keys(request: AuthenticatedRequest) -> HttpResponseBase:
    """The own key under its guard, and the authorities' keys within it: nothing that the server can open."""
    own = own_key_of(request.user)
    if own is None:
        return JsonResponse({"own": None, "wraps": []})
    wraps = [
        {
            "key": one.authority_key_id, "recipient": one.authority_key.recipient,
            "receiver": one.authority_key.organisation_id, "sealed": coded(bytes(one.sealed)),
        }
        for one in holdings_of(request.user)
    ]  # fmt: skip
    return JsonResponse({"own": guarded_said(own), "wraps": wraps})


@requires(PARTNER)
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
        return reverse("cooperation:exchange-keys")

    return answered(do)


@requires(PARTNER)
@require_POST
def key_guard(request: AuthenticatedRequest) -> HttpResponse:
    """Keep the key under another guard."""

    def do() -> str:
        told = given(request)
        change_guard(recipient=text_in(told, "recipient"), guarded=guarded_in(told), by=request.user)
        messages.success(request, _("Din nyckel har ett nytt skydd. Det gamla öppnar den inte längre."))
        return reverse("cooperation:exchange-my-key")

    return answered(do)


@requires(PARTNER)
@unkept
def authorities(request: AuthenticatedRequest) -> HttpResponseBase:
    """The authorities that one takes part for, and how their keys stand."""
    rows = [
        {
            "row": one, "url": reverse("cooperation:exchange-authority", args=[one.pk]),
            "has_key": current_key(one) is not None, "openers": len(openers_of(one)),
        }
        for one in authorities_of(request.user)
    ]  # fmt: skip
    return show(request, "authorities", {"breadcrumb": trail(), "authorities": rows})


@requires(PARTNER)
@unkept
def authority(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Who can open what is sealed to the authority, and what has to be done about its key."""
    organisation = _own(request, pk)
    keys, openers, current = keys_of(organisation), openers_of(organisation), current_key(organisation)
    people = [
        {
            "user": one,
            "key": keys.get(one.pk),
            "can_open": one.pk in openers,
            "is_me": one.pk == request.user.pk,
        }
        for one in people_of(organisation)
    ]
    config = {
        "replaces": current.recipient if current else "",
        "members": {one.pk: one.recipient for one in keys.values()},
        "receiver": organisation.pk,
    }
    context: dict[str, Any] = {
        "organisation": organisation, "people": people, "current": current, "mine": own_key_of(request.user),
        "may_share": request.user.pk in openers, "must_renew": must_renew(organisation),
        "nobody_opens": current is not None and not openers,
        "old_count": older_keys_of(organisation).count(),
        "team_config": config, "breadcrumb": trail((_("Nycklar"), reverse("cooperation:exchange-keys"))),
    }  # fmt: skip
    return show(request, "authority", context)


@requires(PARTNER)
@require_POST
def authority_key(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep a new key of the authority."""
    organisation = _own(request, pk)

    def do() -> str:
        told = given(request)
        key = NewKey(text_in(told, "recipient"), wraps_in(told, "wraps"))
        make_authority_key(
            organisation=organisation, key=key, replaces=text_in(told, "replaces"), by=request.user
        )
        messages.success(request, _("Ni har en ny nyckel. Det som skickas till er förseglas till den."))
        return reverse("cooperation:exchange-authority", args=[pk])

    return answered(do)


@requires(PARTNER)
@require_POST
def authority_share(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the authority's keys wrapped to a colleague."""
    organisation = _own(request, pk)

    def do() -> str:
        told = given(request)
        to = {one.recipient: one for one in keys_of(organisation).values()}.get(text_in(told, "to"))
        if to is None:
            raise Refused(_("Kollegan har slutat eller fått en ny nyckel. Ladda om sidan."))
        share_keys(organisation=organisation, to=to, wraps=wraps_in(told, "wraps"), by=request.user)
        messages.success(request, _("Nyckeln är delad. Kollegan kan låsa upp nu."))
        return reverse("cooperation:exchange-authority", args=[pk])

    return answered(do)


def _own(request: AuthenticatedRequest, pk: int) -> Organisation:
    return get_object_or_404(authorities_of(request.user), pk=pk)
