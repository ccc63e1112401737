"""What the staff have beside Wagtail's rooms: every entry, its reviewers, its method and its contribution."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.knowledge.access import READ, WRITE
from skyddsnat.knowledge.library import access, contributing, reviews
from skyddsnat.knowledge.library.desk import SAID, entries_table, rows_for
from skyddsnat.knowledge.library.desk_forms import DeclineForm, LinkForm, MethodForm
from skyddsnat.knowledge.library.editors import library_roots
from skyddsnat.knowledge.library.rules import State, is_open
from skyddsnat.knowledge.library.showing import address_of, day_in_words, own_words, said_of
from skyddsnat.knowledge.library.versions import tie_method
from skyddsnat.knowledge.models import Contribution, Kind, LibraryPage, ReviewLink
from skyddsnat.shared.dates import today

A_PAGE = 100

type Trail = list[dict[str, Any]]


@requires(READ)
def entries(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every entry in every language, what needs doing first."""
    rows = rows_for(request.user)
    chosen = request.GET.get("lage", "")
    counts = {state: sum(row.state is state for row in rows) for state in State}
    here = reverse("knowledge:library-desk")
    tabs = [{"label": _("Alla"), "url": here, "count": len(rows), "current": chosen not in list(State)}]
    tabs += [
        {"label": SAID[state][0], "url": f"{here}?lage={state}", "count": count, "current": chosen == state}
        for state, count in counts.items()
        if count
    ]
    wanted = [row for row in rows if chosen not in list(State) or row.state == chosen]
    page = Paginator(wanted, A_PAGE).get_page(request.GET.get("page"))
    table = entries_table(page)
    table["every_row"] = lambda: entries_table(wanted)["rows"]
    context = {
        "table": table,
        "page": page,
        "states": tabs,
        "may_write": access.may_write(request.user),
        "new_url": _new_url() if access.may_write(request.user) else "",
        "breadcrumb": _trail()[:2],
    }
    return render_lists(request, "knowledge/library/desk.html", context)


def _new_url() -> str:
    root = library_roots()["sv"]
    return reverse("wagtailadmin_pages:add", args=["knowledge", "librarypage", root.pk])


@requires(READ)
def entry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One entry: how it stands, its versions, what reviewers say."""
    return _entry_page(request, _the_entry(request, pk))


def _entry_page(request: AuthenticatedRequest, page: LibraryPage, **more: Any) -> HttpResponse:
    state = next(row.state for row in rows_for(request.user) if row.page.pk == page.pk)
    day = today()
    links = list(page.review_links.select_related("made_by").prefetch_related("comments__handled_by"))
    for link in links:
        link.still_open = is_open(expires_on=link.expires_on, revoked=link.revoked_at is not None, day=day)
    contribution = access.contributions_for(request.user).filter(page=page).first()
    context = {
        "entry": page,
        "facts": _facts(page, state),
        "links": links,
        "comments": [comment for link in links for comment in link.comments.all()],
        "contribution": contribution,
        "standing": contributing.standing_of(contribution) if contribution else "",
        "versions": list(page.versions.all()),
        "may_write": access.may_write(request.user),
        "is_method": page.kind == Kind.METHOD and page.method is not None,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "history_url": reverse("wagtailadmin_pages:history", args=[page.pk]),
        "read_url": address_of(page) if page.live else "",
        "swedish": page.language == "sv" and get_language() == "en",
        "own_words": own_words(),
        "breadcrumb": _trail(),
    }
    return render(request, "knowledge/library/desk_entry.html", context | more)


def _facts(page: LibraryPage, state: State) -> list[dict[str, Any]]:
    label, tone = SAID[state]
    latest = page.versions.first()
    method = page.method
    return [
        {"label": _("Läge"), "value": "", "tag": {"text": str(label), "tone": tone}},
        {"label": _("Version"), "value": said_of(latest) if latest else _("Inte publicerad än")},
        {"label": _("Senast granskad"), "value": day_in_words(page.reviewed_on) if page.reviewed_on else ""},
        {
            "label": _("Granskas igen senast"),
            "value": day_in_words(page.review_due) if page.review_due else "",
        },
        {"label": _("Avsändare"), "value": str(page.organisation) if page.organisation else ""},
        *(
            [{"label": _("Insats"), "value": str(method.activity) if method.activity else ""}]
            if method is not None
            else []
        ),
    ]


@requires(WRITE)
def link_new(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make a link for a reviewer. Its address is shown once, when it is made."""
    page = _the_entry(request, pk)
    form = LinkForm(request.POST or None)
    if form.is_valid():
        try:
            made = reviews.make_link(page=page, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("expires_on", str(refusal))
        else:
            address = settings.SITE_ADDRESS + reverse("knowledge:library-review", args=[made.key])
            response = _entry_page(request, page, new_address=address, new_link=made.link)
            response["Cache-Control"] = "no-store"
            return response
    return _form(request, page, form, _("Gör en länk till en granskare"), _("Gör länken"))


@requires(WRITE)
def link_revoke(request: AuthenticatedRequest, pk: int, link: int) -> HttpResponse:
    """Close a reviewer's link, after a question: a closed link is not opened again."""
    page = _the_entry(request, pk)
    found: ReviewLink = get_object_or_404(page.review_links, pk=link)
    if request.method == "POST":
        reviews.revoke_link(link=found, by=request.user)
        messages.success(request, _("Länken är stängd. Det som har sagts finns kvar."))
        return redirect("knowledge:library-desk-entry", pk=pk)
    context = {
        "entry": page,
        "link": found,
        "own_words": own_words(),
        "breadcrumb": _below(page),
        "cancel_url": _back(page),
    }
    return render(request, "knowledge/library/link_revoke.html", context)


@requires(WRITE)
@require_POST
def comment_handled(request: AuthenticatedRequest, pk: int, comment: int) -> HttpResponse:
    """Handled, or not after all: each undoes the other."""
    page = _the_entry(request, pk)
    found = next((one for link in page.review_links.all() for one in link.comments.filter(pk=comment)), None)
    if found is None:
        raise Http404
    handled = request.POST.get("handled") == "1"
    reviews.handle_comment(comment=found, handled=handled, by=request.user)
    messages.success(request, _("Markerad som hanterad.") if handled else _("Öppnad igen."))
    return redirect(f"{_back(page)}#kommentarer")


@requires(WRITE)
def method(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say to which activity the evidence of the method belongs."""
    page = _the_entry(request, pk)
    if page.method is None:
        raise Http404
    form = MethodForm(request.POST or None, user=request.user, initial={"activity": page.method.activity_id})
    if form.is_valid():
        tie_method(page=page, activity=form.cleaned_data["activity"], by=request.user)
        messages.success(request, _("Sparat."))
        return redirect("knowledge:library-desk-entry", pk=pk)
    return _form(request, page, form, _("Vilken insats hör metoden till?"), _("Spara"))


@requires(WRITE)
@require_POST
def contribution_take(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take up a contribution and go on to its text."""
    page = _the_entry(request, pk)
    try:
        contributing.take_contribution(contribution=_contribution(request, page), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:library-desk-entry", pk=pk)
    return redirect("wagtailadmin_pages:edit", pk)


@requires(WRITE)
def contribution_decline(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Answer why a contribution is not published."""
    page = _the_entry(request, pk)
    contribution = _contribution(request, page)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        try:
            contributing.decline_contribution(contribution=contribution, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Svaret är sparat. De som skrev ser det."))
            return redirect("knowledge:library-desk-entry", pk=pk)
    return _form(request, page, form, _("Svara att bidraget inte publiceras"), _("Spara svaret"))


@requires(WRITE)
@require_POST
def contribution_reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take back the answer."""
    page = _the_entry(request, pk)
    contributing.reopen_contribution(contribution=_contribution(request, page), by=request.user)
    messages.success(request, _("Svaret är tillbakataget."))
    return redirect("knowledge:library-desk-entry", pk=pk)


def _contribution(request: AuthenticatedRequest, page: LibraryPage) -> Contribution:
    return get_object_or_404(access.contributions_for(request.user), page=page)


def _the_entry(request: AuthenticatedRequest, pk: int) -> LibraryPage:
    found: LibraryPage = get_object_or_404(access.entries_for(request.user), pk=pk)
    return found


def _form(
    request: AuthenticatedRequest, page: LibraryPage, form: Any, heading: str, submit: str
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "submit": submit, "entry": page, "cancel_url": _back(page),
        "breadcrumb": _below(page),
    }  # fmt: skip
    return render(request, "knowledge/library/form.html", context)


def _back(page: LibraryPage) -> str:
    return reverse("knowledge:library-desk-entry", args=[page.pk])


def _trail() -> Trail:
    return [
        {"label": _("Kunskap"), "url": reverse("knowledge:start")},
        {"label": _("Bibliotek"), "url": reverse("knowledge:library")},
        {"label": _("Redaktion"), "url": reverse("knowledge:library-desk")},
    ]


def _below(page: LibraryPage) -> Trail:
    return [*_trail(), {"label": page.title, "url": _back(page), "swedish": page.language == "sv"}]
