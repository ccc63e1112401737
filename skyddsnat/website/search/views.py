"""The search page, its suggestions while one types, stars, and the list of pages one has opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    Group,
    Hit,
    Query,
    favourites_for,
    forget_visits,
    keep_typed,
    marked_pieces,
    meant,
    query_from,
    recent_for,
    search,
    signed_in,
    star,
    typed,
    unstar,
)
from skyddsnat.core.models import User
from skyddsnat.website.context import NAVIGATION

KEY = "searches"  # in the session
FEW, MANY, SUGGESTED = 5, 20, 8
AROUND = 70
SHORTEST = 2


@signed_in
def start(request: AuthenticatedRequest) -> HttpResponse:
    """The empty search page with one's own shortcuts; what is sent here becomes a search with an address of its own."""
    if request.method == "POST":
        text = request.POST.get("q", "").strip()[:200]
        if text:
            return redirect("website:found", keep_typed(request, text, key=KEY))
    context = {"text": "", "favourites": favourites_for(request.user), "recent": recent_for(request.user)}
    return render(request, "website/search.html", context)


@signed_in
def found(request: AuthenticatedRequest, name: str) -> HttpResponse:
    """What fits, by kind; one kind with all its pages when `typ` says which."""
    text = typed(request, name, key=KEY)
    if text is None:
        return render(request, "website/search.html", {"text": "", "forgotten": True})
    query = query_from(text)
    only, number = request.GET.get("typ", ""), _number(request.GET.get("sida", ""))
    if request.GET.get("liknande"):
        query = query.loosened()
    size = MANY if only else FEW
    groups = search(request.user, query, size=size, only=only, start=(number - 1) * size if only else 0)
    if not groups and not query.loose and number == 1:
        query = query.loosened()
        groups = search(request.user, query, size=size, only=only)
    context = {
        "text": text,
        "loose": query.loose,
        "asked_loose": bool(request.GET.get("liknande")),
        "groups": [_shown(group, query, name) for group in groups],
        "total": sum(group.total for group in groups),
        "capped": any(group.is_capped for group in groups),
        "only": only,
        "page": _pages(groups[0], number) if only and groups else None,
        "meant": _meant(query, groups) if query.loose else "",
        "here": reverse("website:found", args=[name]),
        "advice": list(_advice(request.user)),
        "favourites": favourites_for(request.user) if not groups else [],
        "recent": recent_for(request.user) if not groups else [],
    }
    return render(request, "website/search.html", context)


@signed_in
@require_POST
def suggestions(request: AuthenticatedRequest) -> HttpResponse:
    """The best few while somebody types; the words are posted, so that they stand in no address."""
    query = query_from(request.POST.get("q", ""))
    groups = search(request.user, query, size=3) if len(query.text) >= SHORTEST else []
    hits = sorted(((hit, group) for group in groups for hit in group.hits), key=lambda pair: -pair[0].score)
    context = {
        "text": query.text,
        "hits": [{**_hit(hit, query), "kind": group.label} for hit, group in hits[:SUGGESTED]],
        "asked": len(query.text) >= SHORTEST,
    }
    return render(request, "website/_suggestions.html", context)


@signed_in
@require_POST
def starred(request: AuthenticatedRequest) -> HttpResponse:
    """Put a star on a record, or take it away."""
    ref = (request.POST.get("view", ""), request.POST.get("key", ""))
    if request.POST.get("on") == "1":
        if not star(request.user, ref):
            raise Http404
        messages.success(request, _("Nu finns sidan bland dina favoriter."))
    else:
        unstar(request.user, ref)
        messages.success(request, _("Sidan är inte längre en favorit."))
    return redirect(_next(request))


@signed_in
@require_POST
def forget(request: AuthenticatedRequest) -> HttpResponse:
    """Clear the list of pages one has opened."""
    forget_visits(request.user)
    messages.success(request, _("Listan över senast besökta är tömd."))
    return redirect(_next(request))


def _advice(user: User) -> Iterator[str]:
    """What else to try: only what this reader's own pages can answer."""
    yield _(
        "Skriv färre eller kortare ord. En del av ett ord räcker, till exempel handel för människohandel."
    )
    if user.may("economy.read"):
        yield _("Sök på ett nummer: diarienumret, insatsens nummer eller verifikationens serie och nummer.")
    elif user.may("mandate.read"):
        yield _("Sök på ett nummer: diarienumret eller insatsens nummer.")
    pages = [str(entry.label) for entry in NAVIGATION if entry.permission and user.may(entry.permission)]
    if user.may("mandate.write") or user.may("economy.write"):
        yield _("Sök på vad du vill göra, till exempel rekvisition eller lägga till en insats.")
    elif pages:
        yield _("Sök på vad sidan heter, till exempel %(page)s.") % {"page": pages[0]}
    yield _("Du ser bara det som din roll får se. Fråga en kollega om du tror att det finns.")


def _next(request: AuthenticatedRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else reverse("website:search")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < int(text[:6]) <= 50_000 and len(text) <= 5 else 1


def _shown(group: Group, query: Query, name: str) -> dict[str, Any]:
    more = f"{reverse('website:found', args=[name])}?typ={group.name}"
    return {
        "name": group.name,
        "label": group.label,
        "total": group.total,
        "is_capped": group.is_capped,
        "hits": [_hit(hit, query) for hit in group.hits],
        "more": (f"{more}&liknande=1" if query.loose else more) if group.is_more else "",
    }


def _hit(hit: Hit, query: Query) -> dict[str, Any]:
    return {
        "url": hit.url,
        "title": marked_pieces(hit.title, query.words),
        "where": hit.where,
        "swedish": hit.swedish,
        "excerpt": marked_pieces(hit.text, query.words, around=AROUND) if hit.text else [],
    }


def _pages(group: Group, number: int) -> dict[str, Any]:
    last = max(1, -(-group.total // MANY))
    return {"number": number, "last": last, "before": number - 1, "after": number + 1 if number < last else 0}


def _meant(query: Query, groups: list[Group]) -> str:
    return meant(query, [hit for group in groups for hit in group.hits])
