"""The search page of the room: one box, filters as links, and always a way on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import keep_typed, public, typed
from skyddsnat.knowledge.models import Audience
from skyddsnat.knowledge.search.filters import Narrowed, filter_rows, narrowed
from skyddsnat.knowledge.search.fresh import current
from skyddsnat.knowledge.search.sources import kinds, said_by, ways_on
from skyddsnat.shared.grams.index import Hit

KEY = "knowledge-searches"  # in the session
LONGEST = 400
SHOWN, NEAREST = 20, 5
FITS = 0.3  # how much of what was asked the best hit has, or else nothing fits
WORTH = 0.4  # of the best hit's score


@public
def start(request: HttpRequest) -> HttpResponse:
    """The empty box; what is sent here becomes a search with an address that does not say what it is."""
    if request.method == "POST":
        text = " ".join(request.POST.get("q", "").replace("\0", "").split())[:LONGEST]
        if text:
            return redirect(_address(keep_typed(request, text, key=KEY)) + narrowed(request.POST).address())
    return render(request, "knowledge/search/search.html", _frame("", Narrowed()))


@public
def found(request: HttpRequest, name: str) -> HttpResponse:
    """What was found, the best first; what is nearest when nothing fits."""
    text = typed(request, name, key=KEY)
    if text is None:
        return render(request, "knowledge/search/search.html", {**_frame("", Narrowed()), "forgotten": True})
    chosen, here = narrowed(request.GET), _address(name)
    index = current()
    hits = index.search(text, tags=chosen.tags, limit=SHOWN)
    fits = bool(hits) and max(hit.fit for hit in hits) >= FITS
    worthy = [hit for hit in hits if hit.score >= WORTH * hits[0].score] if fits else hits[:NEAREST]
    context = {
        **_frame(text, chosen),
        "here": here,
        "fits": fits,
        "hits": [_shown(hit) for hit in worthy],
        "meant": index.meant(text),
        "filters": filter_rows(chosen, here),
        "narrowed": any(chosen),
    }
    return render(request, "knowledge/search/search.html", context)


def _address(name: str) -> str:
    return reverse("knowledge:search-found", args=[name])


def _frame(text: str, chosen: Narrowed) -> dict[str, Any]:
    """What stands around every search: the box, the subjects, and where one can ask."""
    library = reverse("knowledge:library")
    return {
        "text": text,
        "chosen": chosen,
        "longest": LONGEST,
        "subjects": [
            {"label": label, "url": f"{library}?audience={code}"} for code, label in Audience.choices
        ],
        "ways": [{"label": way.label, "text": way.text, "url": reverse(way.url_name)} for way in ways_on()],
        "breadcrumb": [{"label": _("Kunskap"), "url": reverse("knowledge:start")}],
    }


def _shown(hit: Hit) -> dict[str, Any]:
    language = said_by(hit.entry, "language")[0]
    kind = kinds().get(said_by(hit.entry, "kind")[0], "")
    named: dict[str, Any] = dict(Audience.choices)
    readers = [code for code in named if code in said_by(hit.entry, "audience")]
    return {
        "url": hit.entry.url,
        "title": hit.title or [{"text": hit.entry.url}],
        "excerpt": hit.excerpt,
        "where": " · ".join(
            str(part) for part in (kind, ", ".join(str(named[one]) for one in readers)) if part
        ),
        "lang": "" if language == (get_language() or "sv") else language,
    }
