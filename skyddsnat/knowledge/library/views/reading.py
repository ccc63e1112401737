"""What everybody reads: the start page of the room, the list, an entry, and the entry on paper."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import public
from skyddsnat.core.models import User
from skyddsnat.knowledge.exchange.access import may_read as may_read_exchange
from skyddsnat.knowledge.ladder.opening import opened_by
from skyddsnat.knowledge.library import access
from skyddsnat.knowledge.library.filters import FilterForm
from skyddsnat.knowledge.library.printing import entry_pdf
from skyddsnat.knowledge.library.showing import address_of, audiences_of, entry_context
from skyddsnat.knowledge.models import Audience, Kind, LibraryPage
from skyddsnat.knowledge.search.filters import PARAMETERS

PER_PAGE = 20
LATEST = 5


def _language() -> str:
    return "en" if get_language() == "en" else "sv"


@public
def start(request: HttpRequest) -> HttpResponse:
    """What the room has, by kind and by reader, and what is new in it."""
    pages = access.published_in(_language())
    here = reverse("knowledge:library")
    kinds = [
        {"label": label, "count": count, "url": f"{here}?kind={kind}"}
        for kind, label in Kind.choices
        if (count := pages.filter(kind=kind).count())
    ]
    readers = [
        {"label": label, "count": count, "url": f"{here}?audience={code}"}
        for code, label in Audience.choices
        if (count := for_audience(pages, code).count())
    ]
    context = {
        "groups": [{"label": _("För dig i"), "rows": readers}, {"label": _("Efter slag"), "rows": kinds}]
        if kinds
        else [],
        "may_exchange": isinstance(request.user, User) and may_read_exchange(request.user),
        "latest": [_line(page) for page in pages.order_by("-last_published_at", "path")[:LATEST]],
    }
    return render(request, "knowledge/start.html", context)


@public
def library(request: HttpRequest) -> HttpResponse:
    """Every published entry, by audience, kind and how well it is known; never an empty page without a way on."""
    form = FilterForm(request.GET)
    found = _chosen(access.published_in(_language()), form)
    page = Paginator(found.order_by("title", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_line(one) for one in page.object_list],
        "narrowed": any(form.cleaned_data.values()) if form.is_valid() else False,
        "search_in": _search_in(form),
        "breadcrumb": [{"label": _("Kunskap"), "url": reverse("knowledge:start")}],
    }
    return render(request, "knowledge/library/list.html", context)


def _chosen(pages: QuerySet[LibraryPage], form: FilterForm) -> QuerySet[LibraryPage]:
    if not form.is_valid():
        return pages
    told = form.cleaned_data
    if told["audience"]:
        pages = for_audience(pages, told["audience"])
    if told["kind"]:
        pages = pages.filter(kind=told["kind"])
    if told["level"]:
        pages = pages.filter(level=told["level"])
    return pages


def for_audience(pages: QuerySet[LibraryPage], code: str) -> QuerySet[LibraryPage]:
    """Those for the audience; a text for nobody in particular is for everybody."""
    return pages.filter(Q(audiences__contains=[code]) | Q(audiences=[]))


def _line(page: LibraryPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "lead": page.lead,
        "url": reverse("knowledge:library-entry", args=[page.slug]),
        "kind": page.get_kind_display(),
        "level": page.get_level_display(),
        "audiences": ", ".join(audiences_of(page)),
        "swedish": page.language == "sv" and _language() != "sv",
    }


def _search_in(form: FilterForm) -> dict[str, str]:
    """What is chosen here that the search can be narrowed to as well."""
    told = form.cleaned_data if form.is_valid() else {}
    return {PARAMETERS[what]: told[what] for what in ("audience", "kind") if told.get(what)}


@public
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """A published entry, in the language asked for or the reader's, else in Swedish with a word about it."""
    page = _found(slug, request.GET.get("sprak", ""))
    # Read by a person, not fetched ahead by a browser: a partner's organisation has then opened the method.
    looked_at = request.method == "GET" and "Sec-Purpose" not in request.headers
    if page.method is not None and isinstance(request.user, User) and looked_at:
        opened_by(request.user, page.method)
    return render(request, "knowledge/library/entry.html", entry_context(page))


@public
def entry_on_paper(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The same as a PDF to print or to keep."""
    page = _found(slug, language)
    response = HttpResponse(entry_pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}-{page.language}.pdf"'
    response["Link"] = f'<{address_of(page)}>; rel="canonical"'
    return response


def _found(slug: str, language: str) -> LibraryPage:
    page = access.entry_at(slug, language, _language())
    if page is None:
        raise Http404
    return page
