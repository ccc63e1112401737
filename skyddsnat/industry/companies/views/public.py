"""What everybody may open: joining, confirming the address, and the public list."""

from __future__ import annotations

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, kept_to_itself, public
from skyddsnat.industry.companies import parts
from skyddsnat.industry.companies.access import (
    enrolment_with,
    listed_companies,
    possible_places,
    remember_company,
)
from skyddsnat.industry.companies.enrolling import confirm, enrol
from skyddsnat.industry.companies.forms import MORE_SITES, EnrolForm, rows_in
from skyddsnat.industry.companies.narrowing import by_name, in_sites
from skyddsnat.industry.companies.plan_forms import ListFilter
from skyddsnat.industry.companies.rules import MOST_SITES, number_said
from skyddsnat.industry.companies.sender import authority_name, how_to_reach_us
from skyddsnat.industry.companies.signing_in import key_for
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Enrolment
from skyddsnat.shared.dates import today

TRAP = "website"  # no person sees the field; what fills it in is a program
PER_PAGE = 30


@public
def joining(request: HttpRequest) -> HttpResponse:
    """A company asks to join. The page after says the same, whatever company it was."""
    form = enrol_form(request)
    if form.is_bound and form.is_valid():
        if request.POST.get(TRAP):
            return redirect("industry:enrol-thanks")
        try:
            enrol(
                number=form.cleaned_data["number"], name=form.cleaned_data["name"], contact=form.contact(),
                sites=form.sites(), once=form.cleaned_data["once"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("industry:enrol-thanks")
    context = {
        "form": form, "trap": TRAP, "may_have_more": form.rows < MOST_SITES,
        "authority": authority_name(parts.language()),
        "reached": how_to_reach_us(),
    }  # fmt: skip
    return render(request, "industry/companies/enrol.html", context)


def enrol_form(request: HttpRequest, *, by_staff: bool = False) -> EnrolForm:
    """The form, empty, sent, or with more rows and all that was typed in the others."""
    if request.method != "POST":
        return EnrolForm(by_staff=by_staff)
    sent = rows_in(request.POST)
    if "more" in request.POST:
        return EnrolForm(rows=sent + MORE_SITES, by_staff=by_staff, initial=request.POST.dict())
    return EnrolForm(request.POST, rows=sent, by_staff=by_staff)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """Look in the mail."""
    return render(request, "industry/companies/enrol_thanks.html")


@public
def confirming(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link confirms. Only the button does it: programs that read mail open links by themselves."""
    found = enrolment_with(secret)
    if found is None:
        return closed(request)
    refused = ""
    if request.method == "POST":
        try:
            first = found.confirmed_at is None
            company = confirm(enrolment=found)
        except Refused as refusal:
            refused = str(refusal)
        else:
            if not first:
                return kept_to_itself(redirect("industry:company-sign-in"))
            remember_company(request, key_for(company=company))
            return kept_to_itself(redirect(reverse("industry:company-own") + "?ny=1"))
    context = {"enrolment": found, "facts": _facts(found), "refused": refused}
    return kept_to_itself(render(request, "industry/companies/confirm.html", context))


def _facts(enrolment: Enrolment) -> list[dict[str, str]]:
    places = {one.code: one.name for one in possible_places()}
    rows = [
        {"label": _("Företag"), "value": enrolment.name},
        {"label": _("Organisationsnummer"), "value": number_said(enrolment.number)},
        {"label": _("Kontaktperson"), "value": enrolment.contact_name},
    ]
    for one in enrolment.sites:
        where = f"{one['name']}, {Sector(one['sector']).label}, {places.get(one['place'], '')}"
        rows.append({"label": _("Arbetsplats"), "value": where})
    return rows


def closed(request: HttpRequest) -> HttpResponse:
    """The same page for an old link, a used one and one that was never made."""
    page = render(request, "industry/companies/link_closed.html", status=HTTPStatus.NOT_FOUND)
    return kept_to_itself(page)


@public
def listed(request: HttpRequest) -> HttpResponse:
    """The companies with a valid pledge that agreed to be seen."""
    form = ListFilter(request.GET or None)
    found = listed_companies(today())
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = in_sites(found, told.get("sector", ""), told.get("place", ""))
    narrowed = bool(told.get("sector") or told.get("place"))
    page = Paginator(by_name(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "total": page.paginator.count, "table": parts.listed_table(page, narrowed=narrowed),
    }  # fmt: skip
    return render(request, "industry/companies/listed.html", context)
