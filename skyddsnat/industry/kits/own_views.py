"""A company's own pages for printed matter: what it has, ordering, what is recalled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import Refused, pressed
from skyddsnat.industry.companies.access import company_signed_in
from skyddsnat.industry.companies.views.frame import ask_page, form_page, own_trail
from skyddsnat.industry.kits import own, own_parts
from skyddsnat.industry.kits.access import editions_of, own_sites, recalled_of
from skyddsnat.industry.kits.forms import OwnEditionForm
from skyddsnat.industry.kits.printing import is_outdated, today_says
from skyddsnat.industry.kits.rules import is_out
from skyddsnat.industry.kits.views import pdf_of
from skyddsnat.industry.models import Company, Edition

HOME = "industry:own-editions"
CHOSEN = ("site", "form", "job", "language")


@company_signed_in
def editions(request: HttpRequest, company: Company) -> HttpResponse:
    """What the company has, what is recalled first."""
    context = {
        "company": company,
        "recalled": own_parts.recalled_rows(recalled_of(company)),
        "table": own_parts.own_table(editions_of(company)),
        "breadcrumb": own_trail(),
    }
    return render(request, "industry/kits/own.html", context)


@company_signed_in
def edition(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """One edition: the file to print, or that it is on its way."""
    found, now = _the_edition(company, pk), today_says()
    context = {
        "edition": found,
        "facts": own_parts.own_facts(found, now),
        "outdated": found.recalled_at is None and is_outdated(found, now),
        "may_print": may_print(found),
        "is_out": is_out(found),
        "may_withdraw": found.way != Edition.Way.STAFF and not found.delivered_on and not found.recalled_at
        and not found.withdrawn_at,
        "again_url": own_parts.again_url(found),
        "breadcrumb": _trail(),
    }  # fmt: skip
    return render(request, "industry/kits/own_edition.html", context)


@company_signed_in
def edition_new(request: HttpRequest, company: Company) -> HttpResponse:
    """Choose workplace, kind, job, language and number; print at once or ask for copies."""
    chosen = {name: request.GET[name] for name in CHOSEN if name in request.GET}
    form = OwnEditionForm(request.POST or None, sites=own_sites(company), initial=chosen)
    if form.is_valid():
        try:
            made = own.order_own_edition(company=company, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if made.way == Edition.Way.PRINTS:
                messages.success(request, _("Materialet är klart. Hämta filen och skriv ut."))
            else:
                messages.success(request, _("Beställningen är hos oss. Vi trycker och skickar."))
            return redirect("industry:own-edition", made.pk)
    return form_page(
        request, form, heading=_("Beställ material"), submit=_("Fortsätt"), cancel=reverse(HOME),
        breadcrumb=_trail(), hide_optional=True,
        ends=_("Det du skriver ut har ett nummer. Om det slutar stämma får du ett mejl om att ta ner det."),
    )  # fmt: skip


@company_signed_in
def edition_print(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """The file to print. What is recalled, or says what no longer holds, is not printed again."""
    found = _the_edition(company, pk)
    if not may_print(found) or is_outdated(found, today_says()):
        messages.error(request, _("Texten gäller inte längre. Beställ en ny upplaga och tryck den."))
        return redirect("industry:own-edition", found.pk)
    return pdf_of(found)


@company_signed_in
def edition_withdraw(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """Ask first, then take the order back."""
    found = _the_edition(company, pk)
    here = reverse("industry:own-edition", args=[found.pk])
    if request.method == "POST":
        said = _("Beställningen är borttagen.")
        return pressed(request, lambda: own.withdraw_edition(edition=found), said, here)
    return ask_page(
        request, heading=_("Ta tillbaka beställningen"), about=str(found), cancel=here, breadcrumb=_trail(),
        says=_("Då skickar vi inget, och filen går inte att hämta mer. Du kan beställa igen."),
    )  # fmt: skip


@company_signed_in
@require_POST
def edition_removed(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """The recalled one is taken down and replaced."""
    found = _the_edition(company, pk)
    said = _("Tack. Vi har antecknat att det gamla materialet är borta.")
    here = reverse("industry:own-edition", args=[found.pk])
    return pressed(request, lambda: own.confirm_removed(edition=found), said, here)


@company_signed_in
@require_POST
def edition_found(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """It is still there after all."""
    found = _the_edition(company, pk)
    said, here = _("Vi har antecknat att det sitter kvar."), reverse("industry:own-edition", args=[found.pk])
    return pressed(request, lambda: own.undo_removed(edition=found), said, here)


def may_print(edition: Edition) -> bool:
    """A company prints what it has said that it prints itself."""
    gone = edition.recalled_at is not None or edition.withdrawn_at is not None
    return edition.way == Edition.Way.PRINTS and not gone


def _the_edition(company: Company, pk: int) -> Edition:
    return get_object_or_404(editions_of(company), pk=pk)


def _trail() -> list[dict[str, Any]]:
    return [*own_trail(), {"label": _("Material"), "url": reverse(HOME)}]
