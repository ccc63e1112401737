"""The staff's pages: the companies, one of them, taking one in, and what is done for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
    signed_in,
)
from skyddsnat.industry.access import COUNTY, READ, TAKE_PART, WRITE
from skyddsnat.industry.companies import own, own_parts, parts
from skyddsnat.industry.companies.access import changeable_companies, companies_for, sites_of
from skyddsnat.industry.companies.enrolling import enrol
from skyddsnat.industry.companies.forms import ContactForm
from skyddsnat.industry.companies.narrowing import by_name, in_sites, named, standing
from skyddsnat.industry.companies.plan_forms import DeskFilter
from skyddsnat.industry.companies.signing_in import send_link
from skyddsnat.industry.companies.views.bodies import totals
from skyddsnat.industry.companies.views.frame import ask_page, desk_trail, form_page
from skyddsnat.industry.companies.views.own import contact_of
from skyddsnat.industry.companies.views.public import enrol_form
from skyddsnat.industry.models import Company

PER_PAGE = 50
LETTERS = 10  # the latest, on a company's page
DESK = "layout/page.html"


@signed_in
def start(request: AuthenticatedRequest) -> HttpResponseBase:
    """The companies for staff, the totals of one's own body for a partner, the workplaces of one's county."""
    if request.user.may(READ):
        return _companies(request)
    if request.user.may(TAKE_PART):
        return totals(request)
    if request.user.may(COUNTY):
        return redirect("industry:outreach")
    raise PermissionDenied(READ)


def _companies(request: AuthenticatedRequest) -> HttpResponseBase:
    form = DeskFilter(request.GET or None)
    told: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = standing(companies_for(request.user), told.get("standing", ""))
    rows = named(in_sites(rows, told.get("sector", ""), told.get("place", "")), told.get("q", ""))
    found, may_write = by_name(rows), request.user.may(WRITE)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    narrowed = any(told.values())
    table = parts.companies_table(page, narrowed=narrowed, may_write=may_write)
    table["every_row"] = lambda: map(parts.company_row, found.iterator(chunk_size=500))
    context = {
        "form": form,
        "page": page,
        "total": page.paginator.count,
        "table": table,
        "may_write": may_write,
    }
    return render_lists(request, "industry/companies/desk.html", context)


@requires(READ)
def company(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One company: who speaks for it, its workplaces, its plan, its reports, the letters to it."""
    found = the_company(request, pk)
    may_write = request.user.may(WRITE)
    reports = [
        one.report for one in found.pledges.select_related("report__read_by") if hasattr(one, "report")
    ]
    for one in reports:
        one.pledge.company = found
    context = {
        "company": found,
        "facts": parts.company_facts(found, with_contact=may_write),
        "sites": parts.sites_table(sites_of(found)),
        "plan": [{**row, "url": ""} for row in own_parts.plan(found)],
        "reports": parts.reports_table(reports) if reports else None,
        "letters": parts.letters_table(found.letters.order_by("-pk")[:LETTERS]) if may_write else None,
        "bodies": [str(one) for one in found.bodies.select_related("organisation")],
        "may_write": may_write and found.left_at is None,
        "breadcrumb": desk_trail(),
    }
    return render_lists(request, "industry/companies/company.html", context)


@requires(WRITE)
def company_new(request: AuthenticatedRequest) -> HttpResponse:
    """Take in a company, a sole trader too. The contact confirms the address by the same letter as everybody."""
    form = enrol_form(request, by_staff=True)
    if form.is_bound and form.is_valid():
        try:
            enrol(
                number=form.cleaned_data["number"], name=form.cleaned_data["name"], contact=form.contact(),
                sites=form.sites(), once=form.cleaned_data["once"], by=request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("En länk är skickad. Företaget visas här när kontaktpersonen har följt den.")
            )
            return redirect("industry:start")
    context = {"form": form, "may_have_more": True, "breadcrumb": desk_trail(), "trap": ""}
    return render(request, "industry/companies/company_new.html", context)


@requires(WRITE)
def contact(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Another contact for a company that has called."""
    found = the_changeable(request, pk)
    here = reverse("industry:company", args=[pk])
    form = ContactForm(request.POST or None, initial=contact_of(found))
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            own.change_contact(company=found, contact=form.contact(), version=version, by=request.user)
        except ChangedMeanwhile as conflict:
            theirs = own_parts.facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontaktpersonen är sparad."))
            return redirect(here)
    return form_page(
        request, form, heading=_("Ändra kontaktperson"), cancel=here, breadcrumb=desk_trail(found), theirs=theirs,
        layout=DESK,
        ends=_("Med en ny adress slutar de gamla länkarna att fungera, och företaget kontrolleras på nytt."),
    )  # fmt: skip


@requires(WRITE)
@require_POST
def check(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say that the contact speaks for the company, or take that back."""
    found = the_changeable(request, pk)
    checked = request.POST.get("checked") == "1"
    try:
        own.check_company(company=found, checked=checked, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Företaget är kontrollerat.") if checked else _("Företaget väntar på kontroll.")
        )
    return redirect("industry:company", pk)


@requires(WRITE)
@require_POST
def link(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send the contact a new link."""
    if send_link(company=the_changeable(request, pk), by=request.user):
        messages.success(request, _("En länk är skickad till kontaktpersonen."))
    else:
        messages.error(request, _("Det har skickats flera länkar i dag. Försök igen i morgon."))
    return redirect("industry:company", pk)


@requires(WRITE)
def leave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then let a company leave that has asked for it, or that never was one."""
    found = the_changeable(request, pk)
    if request.method == "POST":
        own.leave(company=found, by=request.user)
        messages.success(request, _("Företaget har lämnat. Kontaktpersonens uppgifter är borttagna."))
        return redirect("industry:company", pk)
    return ask_page(
        request, heading=_("Låt företaget lämna"), about=str(found), breadcrumb=desk_trail(found), layout=DESK,
        cancel=reverse("industry:company", args=[pk]),
        says=_(
            "Kontaktpersonens namn och adress tas bort. Arbetsplatsernas koder slutar fungera, och företaget visas "
            "inte i listan. Löften och årsrapporter bevaras. Underlaget står kvar tills någon tar tillbaka det."
        ),
    )  # fmt: skip


def the_company(request: AuthenticatedRequest, pk: int) -> Company:
    return get_object_or_404(companies_for(request.user), pk=pk)


def the_changeable(request: AuthenticatedRequest, pk: int) -> Company:
    """A company that has not left, for those who may change it."""
    return get_object_or_404(changeable_companies(request.user), pk=pk, left_at=None)
