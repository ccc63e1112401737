"""Contacts with workplaces: writing one down for one or many, choosing its activity, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, signed_in
from skyddsnat.industry.companies.views.frame import ask_page
from skyddsnat.industry.models import Approach
from skyddsnat.industry.outreach import access, parts
from skyddsnat.industry.outreach.contacts import choose_approach_activity, take_back_contact, take_contact
from skyddsnat.industry.outreach.forms import ActivityForm, ContactForm, WhyForm
from skyddsnat.industry.outreach.rules import MET
from skyddsnat.industry.outreach.views.frame import (
    approach_trail,
    chosen_by,
    filters_of,
    form_page,
    list_url,
    part_tabs,
    trail,
    written,
)
from skyddsnat.industry.outreach.views.listing import NAMED, trouble_with
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number

PER_PAGE = 50


@signed_in
def approaches(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every contact, or those that wait for an activity."""
    access.check_may_see(request.user)
    rows = access.approaches_for(request.user)
    without = request.GET.get("without") == "1"
    if without:
        rows = rows.filter(activity=None, taken_back_at=None, kind__in=MET)
    rows = rows.annotate(workplaces=Count("reached")).order_by("-day", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    table = parts.approaches_table(page, narrowed=without)
    table["every_row"] = lambda: map(parts.approach_row, rows.iterator(chunk_size=500))
    here = reverse("industry:approaches")
    which = [
        {"label": _("Alla"), "url": here, "current": not without},
        {"label": _("Väntar på insats"), "url": f"{here}?without=1", "current": without},
    ]
    context = {"table": table, "page": page, "tabs": part_tabs("approaches"), "which": which}
    return render_lists(request, "industry/outreach/approaches.html", context)


@signed_in
def approach(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One contact, with the workplaces it was taken with."""
    access.check_may_see(request.user)
    found = the_approach(request, pk)
    may_change = (
        found.taken_back_at is None and access.changeable_approaches(request.user).filter(pk=pk).exists()
    )
    context = {
        "approach": found,
        "facts": parts.approach_facts(found),
        "table": parts.reached_table(access.reached_by(request.user, found), request.user),
        "may_change": may_change,
        "may_choose": may_change
        and found.activity is None
        and found.kind in MET
        and access.activities_of(request.user).exists(),
        "breadcrumb": approach_trail(),
    }
    return render_lists(request, "industry/outreach/approach.html", context)


@signed_in
def approach_new(request: AuthenticatedRequest) -> HttpResponse:
    """Write down a contact with the chosen ones. The same form sent twice makes one."""
    access.check_may_change(request.user)
    chosen = chosen_by(request)
    if trouble := trouble_with(chosen):
        messages.error(request, trouble)
        return redirect(list_url(filters_of(request)))
    form = ContactForm(request.POST or None, user=request.user, initial={"day": today()})
    if form.is_valid():
        once = form.cleaned_data["once"]
        try:
            made = take_contact(prospects=list(chosen), contact=form.contact(), once=once, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontakten är inskriven."))
            return redirect(made)
    rows = access.told(access.changeable_prospects(request.user)).filter(pk__in=chosen).order_by("name", "pk")
    names = list(rows[:NAMED])
    alone = names[0] if len(chosen) == 1 else None
    context = {
        "form": form,
        "heading": _heading(len(chosen)),
        "hidden": {"rows": written(chosen)},
        "table": parts.names_table(names),
        "more": max(0, len(chosen) - NAMED),
        "cancel_url": alone.get_absolute_url() if alone else reverse("industry:outreach"),
        "breadcrumb": trail(alone),
    }
    return render(request, "industry/outreach/chosen.html", context)


@signed_in
def approach_activity(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Choose the activity of a contact that has none."""
    access.check_may_change(request.user)
    found = the_changeable_approach(request, pk)
    form = ActivityForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            choose_approach_activity(approach=found, activity=form.cleaned_data["activity"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontakten är underlag på insatsen."))
            return redirect(found)
    return form_page(
        request, form, heading=_("Välj insats"), cancel=found.get_absolute_url(), breadcrumb=approach_trail(found)
    )  # fmt: skip


@signed_in
def approach_take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first and why, then take it back."""
    access.check_may_change(request.user)
    found = the_changeable_approach(request, pk)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            take_back_contact(approach=found, why=form.cleaned_data["why"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontakten är tagen tillbaka."))
            return redirect(found)
    return ask_page(
        request, heading=_("Ta tillbaka kontakten"), about=f"{found}, {parts.day_said(found.day)}",
        says=_("Underlaget tas tillbaka med nya rader i liggaren, och arbetsplatsernas läge blir som före kontakten."),
        cancel=found.get_absolute_url(), breadcrumb=approach_trail(found), layout="layout/page.html", form=form,
    )  # fmt: skip


def the_approach(request: AuthenticatedRequest, pk: int) -> Approach:
    return get_object_or_404(access.approaches_for(request.user), pk=pk)


def the_changeable_approach(request: AuthenticatedRequest, pk: int) -> Approach:
    return get_object_or_404(access.changeable_approaches(request.user), pk=pk)


def _heading(count: int) -> str:
    said = ngettext(
        "Skriv in en kontakt med %(count)s arbetsplats",
        "Skriv in en kontakt med %(count)s arbetsplatser",
        count,
    )
    return said % {"count": format_number(count)}
