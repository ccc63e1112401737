"""Trade bodies and chains: whom staff count in them, and the totals that they themselves see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.industry.access import READ, TAKE_PART, WRITE
from skyddsnat.industry.companies import parts
from skyddsnat.industry.companies.access import bodies_for, companies_for, own_bodies
from skyddsnat.industry.companies.bodies import (
    Totals,
    add_body,
    add_member,
    remove_body,
    remove_member,
    totals_of,
)
from skyddsnat.industry.companies.narrowing import by_name
from skyddsnat.industry.companies.plan_forms import BodyForm, MemberForm
from skyddsnat.industry.companies.rules import FEW
from skyddsnat.industry.companies.views.frame import ask_page, body_trail, form_page
from skyddsnat.industry.models import TradeBody
from skyddsnat.shared.money import format_number

DESK = "layout/page.html"


@requires(READ)
def bodies(request: AuthenticatedRequest) -> HttpResponseBase:
    """Trade bodies and chains."""
    table = parts.bodies_table(bodies_for(request.user))
    context = {"table": table, "may_write": request.user.may(WRITE)}
    return render_lists(request, "industry/companies/bodies.html", context)


@requires(WRITE)
def body_new(request: AuthenticatedRequest) -> HttpResponse:
    """Register an organisation as a body."""
    form = BodyForm(request.POST or None)
    if form.is_valid():
        made = add_body(organisation=form.cleaned_data["organisation"], by=request.user)
        messages.success(
            request, _("Organisationen är tillagd. Lägg till de medlemmar som har anslutit sig.")
        )
        return redirect("industry:body", made.pk)
    return form_page(
        request, form, heading=_("Lägg till ett branschorgan eller en kedja"), cancel=reverse("industry:bodies"),
        breadcrumb=body_trail(), layout=DESK,
    )  # fmt: skip


@requires(READ)
def body(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One body: its members, and what it sees of them itself."""
    found = the_body(request, pk)
    may_write = request.user.may(WRITE)
    members = by_name(companies_for(request.user).filter(memberships__body=found))
    form = MemberForm(request.POST or None, companies=companies_for(request.user).filter(left_at=None))
    if request.method == "POST" and may_write and form.is_valid():
        try:
            add_member(body=found, company=form.cleaned_data["company"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Företaget räknas med."))
            return redirect("industry:body", pk)
    table = parts.companies_table(members, narrowed=False, may_write=False)
    table["empty"] = {"heading": _("Inga medlemmar än"), "icon": "people",
                      "text": _("Lägg till de medlemmar som har anslutit sig.")}  # fmt: skip
    if may_write:
        table["columns"].append({"label": _("Ta bort"), "aside": True})
        for row, one in zip(table["rows"], members, strict=True):
            url = reverse("industry:body-member-remove", args=[pk, one.pk])
            row["cells"].append({"value": _("Ta bort"), "url": url})
    context = {
        "body": found, "table": table, "form": form if may_write else None, "tiles": tiles(totals_of(found)),
        "may_write": may_write, "breadcrumb": body_trail(), "few": FEW, "removable": not table["rows"],
    }  # fmt: skip
    return render_lists(request, "industry/companies/body.html", context)


@requires(WRITE)
def member_remove(request: AuthenticatedRequest, pk: int, company: int) -> HttpResponse:
    """Ask first, then count a company no more."""
    found = the_body(request, pk)
    member = get_object_or_404(companies_for(request.user), pk=company, memberships__body=found)
    if request.method == "POST":
        remove_member(body=found, company=member, by=request.user)
        messages.success(request, _("Företaget räknas inte med längre."))
        return redirect("industry:body", pk)
    return ask_page(
        request, heading=_("Ta bort medlemmen"), about=f"{member}, {found}", layout=DESK,
        says=_("Företaget är kvar, men räknas inte i organets summor. Det går att lägga till igen."),
        cancel=reverse("industry:body", args=[pk]), breadcrumb=body_trail(found),
    )  # fmt: skip


@requires(WRITE)
@require_POST
def body_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take away a body without members."""
    try:
        remove_body(body=the_body(request, pk), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("industry:body", pk)
    messages.success(request, _("Organisationen är borttagen härifrån. Den är kvar bland aktörerna."))
    return redirect("industry:bodies")


@requires(TAKE_PART)
def totals(request: AuthenticatedRequest) -> HttpResponse:
    """What a partner sees of the members of the own organisation: sums, and never one company."""
    own = [{"name": str(one), "tiles": tiles(totals_of(one))} for one in own_bodies(request.user)]
    return render(request, "industry/companies/totals.html", {"bodies": own, "few": FEW})


def tiles(told: Totals) -> list[dict[str, Any]]:
    """The sums as tiles; what is hidden says so."""
    hidden = _("Visas inte")
    rows = [
        (_("Anslutna företag"), told.companies), (_("Arbetsplatser"), told.sites), (_("Giltiga löften"), told.pledged),
    ]  # fmt: skip
    return [
        {"label": label, "value": hidden if number is None else format_number(number)}
        for label, number in rows
    ]


def the_body(request: AuthenticatedRequest, pk: int) -> TradeBody:
    return get_object_or_404(bodies_for(request.user), pk=pk)
