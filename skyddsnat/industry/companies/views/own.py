"""A company's own page: its workplaces, who speaks for it, the public list, and leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import ChangedMeanwhile, Refused, keep_form
from skyddsnat.industry.badges.views.companies import ask_for_badge
from skyddsnat.industry.companies import own, own_parts
from skyddsnat.industry.companies.access import (
    company_signed_in,
    forget_company,
    reports_of,
    sites_of,
)
from skyddsnat.industry.companies.forms import ContactForm, SiteForm, StaffForm
from skyddsnat.industry.companies.sender import how_to_reach_us
from skyddsnat.industry.companies.views.frame import ask_page, form_page, own_trail
from skyddsnat.industry.kits.access import recalled_of
from skyddsnat.industry.kits.own_parts import recalled_rows
from skyddsnat.industry.models import Company
from skyddsnat.industry.sectors.parts import told_lines
from skyddsnat.industry.training.api import trained_shares
from skyddsnat.shared.dates import today

HOME = "industry:company-own"


@company_signed_in
def page(request: HttpRequest, company: Company) -> HttpResponse:
    """All of it on one page, the next step first."""
    sites = list(sites_of(company))
    context = {
        "company": company,
        "new": request.GET.get("ny") == "1",
        "recalled": recalled_rows(recalled_of(company)),
        "steps": own_parts.steps(company, sites),
        "sites": own_parts.site_cards(sites),
        "plan": own_parts.plan(company),
        "pledge": own_parts.pledge(company),
        "reports": own_parts.reports(reports_of(company)),
        "listing": own_parts.listing(company),
        "facts": own_parts.facts(company),
        "bodies": [str(one) for one in company.bodies.select_related("organisation")],
        "reached": how_to_reach_us(),
        "received": told_lines(company, today()),
    }
    return render(request, "industry/companies/own.html", context)


@company_signed_in
def site_new(request: HttpRequest, company: Company) -> HttpResponse:
    """Add a workplace."""
    form = SiteForm(request.POST or None)
    if form.is_valid():
        made = own.add_site(company=company, **form.cleaned_data)
        messages.success(request, _("Arbetsplatsen är tillagd. Dess kod är %(code)s.") % {"code": made.code})
        return redirect("industry:own-staff", made.pk)
    return form_page(
        request, form, heading=_("Lägg till en arbetsplats"), cancel=reverse(HOME), breadcrumb=own_trail()
    )


@company_signed_in
def badge(request: HttpRequest, company: Company) -> HttpResponse:
    """A badge of how many have taken the course."""
    shares = trained_shares(company)
    return ask_for_badge(request, company=company, trained=shares, cancel_url=reverse(HOME))


@company_signed_in
def staff(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """How many do each job at a workplace."""
    site = get_object_or_404(sites_of(company), pk=pk, closed_at=None)
    before = {one.job: one.number for one in site.staff.all()}
    form = StaffForm(request.POST or None, site=site, initial={**before, "version": company.version})
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            own.count_staff(site=site, numbers=form.numbers(), version=form.cleaned_data["version"])
        except ChangedMeanwhile as conflict:
            theirs = own_parts.staff_facts(get_object_or_404(sites_of(company), pk=pk))
            keep_form(form, request, conflict)
        else:
            messages.success(request, _("Antalet är sparat."))
            return redirect(HOME)
    return form_page(
        request, form, heading=_("Hur många arbetar med vad?"), lead=site.name, cancel=reverse(HOME),
        breadcrumb=own_trail(), theirs=theirs, hide_optional=True,
        ends=_("Antalet behövs för att visa hur stor andel som har gått utbildningen. Inga namn."),
    )  # fmt: skip


@company_signed_in
def site_close(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """Ask first, then close a workplace."""
    site = get_object_or_404(sites_of(company), pk=pk, closed_at=None)
    if request.method == "POST":
        own.close_site(site=site)
        messages.success(request, _("Arbetsplatsen är stängd. Den går att öppna igen."))
        return redirect(HOME)
    return ask_page(
        request, heading=_("Stäng arbetsplatsen"), about=site.name, cancel=reverse(HOME), breadcrumb=own_trail(),
        says=_("Dess kod slutar fungera. Du kan öppna arbetsplatsen igen, med samma kod."),
    )  # fmt: skip


@company_signed_in
@require_POST
def site_reopen(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """Open a closed workplace again."""
    own.reopen_site(site=get_object_or_404(sites_of(company), pk=pk))
    messages.success(request, _("Arbetsplatsen är öppen igen."))
    return redirect(HOME)


@company_signed_in
def contact(request: HttpRequest, company: Company) -> HttpResponse:
    """Another contact, address or language."""
    form = ContactForm(request.POST or None, initial=contact_of(company))
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            own.change_contact(company=company, contact=form.contact(), version=form.cleaned_data["version"])
        except ChangedMeanwhile as conflict:
            theirs = own_parts.facts(conflict.current)
            keep_form(form, request, conflict)
        else:
            messages.success(request, _("Kontaktpersonen är sparad."))
            return redirect(HOME)
    return form_page(
        request, form, heading=_("Ändra kontaktperson"), cancel=reverse(HOME), breadcrumb=own_trail(), theirs=theirs,
        ends=_("En ny adress kontrollerar vi innan företaget visas i den publika listan igen."),
    )  # fmt: skip


def contact_of(company: Company) -> dict[str, Any]:
    names = ("contact_name", "contact_email", "language", "version")
    return {name: getattr(company, name) for name in names}


@company_signed_in
@require_POST
def listing(request: HttpRequest, company: Company) -> HttpResponse:
    """Agree to be seen in the public list, or no longer."""
    shown = request.POST.get("shown") == "1"
    own.show_in_list(company=company, shown=shown)
    said = (
        _("Företaget får visas i den publika listan.")
        if shown
        else _("Företaget visas inte i den publika listan.")
    )
    messages.success(request, said)
    return redirect(reverse(HOME) + "#listan")


@company_signed_in
def leave(request: HttpRequest, company: Company) -> HttpResponse:
    """Ask first, then leave altogether."""
    if request.method == "POST":
        try:
            own.leave(company=company)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(HOME)
        forget_company(request)
        messages.success(request, _("Företaget har lämnat. Kontaktpersonens uppgifter är borttagna."))
        return redirect("industry:enrol")
    return ask_page(
        request, heading=_("Lämna"), about=str(company), cancel=reverse(HOME), breadcrumb=own_trail(),
        says=_(
            "Kontaktpersonens namn och adress tas bort. Arbetsplatsernas koder slutar fungera, och företaget visas "
            "inte i listan. Löften och årsrapporter bevaras. Ni kan ansluta er igen."
        ),
    )  # fmt: skip
