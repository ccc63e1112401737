"""Cases of one's own organisation that may be about one child; a person decides."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import CASE
from skyddsnat.cooperation.matching import actions
from skyddsnat.cooperation.matching.finding import judged_for, pair_for, pairs_for
from skyddsnat.cooperation.matching.parts import name_of, pair_table, state_names
from skyddsnat.core.api import AuthenticatedRequest, Refused, requires

MOST = 50  # pairs on a page, the most alike


@requires(CASE)
def alike(request: AuthenticatedRequest) -> HttpResponse:
    """The pairs to decide on, and what was decided."""
    found, states = pairs_for(request.user), state_names()
    context = {
        "pairs": [{"pair": pair, "table": pair_table(pair, states)} for pair in found[:MOST]],
        "more": max(0, len(found) - MOST),
        "judged": judged_for(request.user)[:MOST],
    }
    return render(request, "cooperation/matching/alike.html", context)


@requires(CASE)
def same(request: AuthenticatedRequest, one: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Ask first: the cases are linked."""
    pair = pair_for(request.user, one, other)
    if pair is None:
        raise Http404
    here = reverse("cooperation:alike")
    if request.method == "POST":
        try:
            actions.say_same(one=one, other=other, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ärendena är länkade till varandra."))
        return redirect(here)
    older, newer = pair
    context: dict[str, Any] = {
        "older": older, "newer": newer, "older_name": name_of(older.child), "newer_name": name_of(newer.child),
        "closes": actions.can_be_closed(newer),
        "cancel_url": here, "breadcrumb": [{"label": _("Ärenden som liknar varandra"), "url": here}],
    }  # fmt: skip
    return render(request, "cooperation/matching/same.html", context)


@requires(CASE)
@require_POST
def different(request: AuthenticatedRequest, one: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Two children: the pair is not shown again."""
    if pair_for(request.user, one, other) is None:
        raise Http404
    try:
        actions.say_different(one=one, other=other, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sparat: det är två barn. Paret visas inte igen."))
    return redirect("cooperation:alike")


@requires(CASE)
@require_POST
def take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Forget what was said of a pair."""
    actions.take_back(likeness=get_object_or_404(judged_for(request.user), pk=pk), by=request.user)
    messages.success(
        request, _("Svaret är borttaget. Paret visas igen om ärendena fortfarande liknar varandra.")
    )
    return redirect("cooperation:alike")
