"""The list of workplaces to reach, one of them, and changing one or many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    import_kinds,
    keep_form,
    render_lists,
    signed_in,
)
from skyddsnat.industry.companies.views.frame import ask_page
from skyddsnat.industry.outreach import access, listing, parts
from skyddsnat.industry.outreach.forms import BulkForm, OutreachFilter, ProspectForm
from skyddsnat.industry.outreach.narrowing import known
from skyddsnat.industry.outreach.rules import MOST_CHOSEN
from skyddsnat.industry.outreach.table import ProspectKind
from skyddsnat.industry.outreach.views.frame import (
    FILTERS,
    KEPT,
    chosen_by,
    filters_of,
    form_page,
    list_url,
    part_tabs,
    the_changeable,
    the_prospect,
    trail,
    written,
)
from skyddsnat.shared.money import format_number

PER_PAGE, NAMED = 50, 50


@signed_in
def outreach(request: AuthenticatedRequest) -> HttpResponseBase:
    """The list, narrowed as the address says; the boxes choose those that something is done with."""
    access.check_may_see(request.user)
    user, may_change = request.user, access.may_change(request.user)
    form = OutreachFilter(request.GET if any(name in request.GET for name in FILTERS) else None, user=user)
    chosen = form.chosen()
    rows = known(user, chosen)
    pages: Paginator[Any] = Paginator(rows, PER_PAGE)  # type: ignore[arg-type]  # it is cut into pages and counted
    page = pages.get_page(request.GET.get("page"))
    ticked = request.GET.get("tick") == "1" if may_change else None
    table = parts.list_table(page, user, narrowed=bool(chosen), ticked=ticked)
    table["every_row"] = lambda: (parts.list_row(one, user) for one in rows)
    context = {
        "form": form,
        "table": table,
        "page": page,
        "total": page.paginator.count,
        "prospects": rows.prospects.count() if may_change else 0,
        "most": MOST_CHOSEN,
        "ticked": ticked,
        "kept": filters_of(request),
        "tabs": part_tabs("outreach"),
        "may_change": may_change,
        "import_url": _import_url(request),
        "breadcrumb": [],
    }
    return render_lists(request, "industry/outreach/list.html", context)


def _import_url(request: AuthenticatedRequest) -> str:
    kinds = [kind.code for kind in import_kinds.kinds_for(request.user)]
    return reverse("core:import_new", args=[ProspectKind.code]) if ProspectKind.code in kinds else ""


@signed_in
def prospect(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One workplace: how far one has come, and the contacts."""
    access.check_may_see(request.user)
    found = the_prospect(request, pk)
    changeable = access.changeable_prospects(request.user).filter(pk=pk).exists()
    contacts = list(access.contacts_with(found))
    context = {
        "prospect": found,
        "facts": parts.facts(found),
        "contacts": parts.contacts_table(contacts, request.user),
        "company": access.company_of(request.user, found),
        "may_change": changeable,
        "may_remove": changeable and not contacts,
        "breadcrumb": trail(),
    }
    return render_lists(request, "industry/outreach/prospect.html", context)


@signed_in
def prospect_new(request: AuthenticatedRequest) -> HttpResponse:
    """A workplace by hand."""
    access.check_may_change(request.user)
    form = ProspectForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            made = listing.add_prospect(entered=form.entered(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Arbetsplatsen är tillagd."))
            return redirect(made)
    cancel = reverse("industry:outreach")
    return form_page(request, form, heading=_("Lägg till en arbetsplats"), cancel=cancel, breadcrumb=trail())


@signed_in
def prospect_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change one; who saves second is shown what the first saved."""
    access.check_may_change(request.user)
    found = the_changeable(request, pk)
    form = ProspectForm(request.POST or None, user=request.user, prospect=found)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            listing.change_prospect(prospect=found, entered=form.entered(), version=version, by=request.user)
        except ChangedMeanwhile as conflict:
            theirs = parts.facts(the_changeable(request, pk))
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Arbetsplatsen är sparad."))
            return redirect(found)
    return form_page(
        request, form, heading=_("Ändra arbetsplatsen"), cancel=found.get_absolute_url(), breadcrumb=trail(found),
        theirs=theirs,
    )  # fmt: skip


@signed_in
def prospect_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take it out of the list."""
    access.check_may_change(request.user)
    found = the_changeable(request, pk)
    if request.method == "POST":
        try:
            listing.remove_prospect(prospect=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Arbetsplatsen är borttagen ur listan."))
        return redirect("industry:outreach")
    return ask_page(
        request, heading=_("Ta bort arbetsplatsen"), about=str(found), layout="layout/page.html",
        says=_("Den försvinner ur listan och från kartan. Den går att lägga till igen."),
        cancel=found.get_absolute_url(), breadcrumb=trail(found),
    )  # fmt: skip


@signed_in
def chosen_change(request: AuthenticatedRequest) -> HttpResponse:
    """Change the chosen ones, after they have been looked at."""
    access.check_may_change(request.user)
    chosen, kept = chosen_by(request), filters_of(request)
    if trouble := trouble_with(chosen):
        messages.error(request, trouble)
        return redirect(list_url(kept))
    form = BulkForm(request.POST or None)
    if form.is_valid():
        try:
            done = listing.change_prospects(chosen=chosen, change=form.change(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_changed(request, done)
            return redirect(list_url(kept))
    return _chosen_page(request, form, chosen, kept, _change_said(len(chosen)))


def _chosen_page(
    request: AuthenticatedRequest, form: Any, chosen: dict[int, int], kept: dict[str, str], heading: str
) -> HttpResponse:
    rows = access.told(access.changeable_prospects(request.user)).filter(pk__in=chosen).order_by("name", "pk")
    context = {
        "form": form,
        "heading": heading,
        "hidden": {"rows": written(chosen)} | {f"{KEPT}{name}": value for name, value in kept.items()},
        "table": parts.names_table(rows[:NAMED]),
        "more": max(0, len(chosen) - NAMED),
        "cancel_url": list_url(kept),
        "breadcrumb": trail(),
    }
    return render(request, "industry/outreach/chosen.html", context)


def trouble_with(chosen: dict[int, int]) -> str:
    if not chosen:
        return _("Kryssa för minst en arbetsplats i listan.")
    return listing.too_many() if len(chosen) > MOST_CHOSEN else ""


def _change_said(count: int) -> str:
    said = ngettext("Ändra %(count)s arbetsplats", "Ändra %(count)s arbetsplatser", count)
    return said % {"count": format_number(count)}


def _say_changed(request: AuthenticatedRequest, done: listing.Outcome) -> None:
    said = ngettext("%(count)s arbetsplats är ändrad.", "%(count)s arbetsplatser är ändrade.", done.changed)
    messages.success(request, said % {"count": format_number(done.changed)})
    if done.meanwhile:
        said = ngettext(
            "%(count)s arbetsplats har någon annan ändrat under tiden. Den är som de sparade den.",
            "%(count)s arbetsplatser har någon annan ändrat under tiden. De är som de sparades.",
            done.meanwhile,
        )
        messages.warning(request, said % {"count": format_number(done.meanwhile)})
