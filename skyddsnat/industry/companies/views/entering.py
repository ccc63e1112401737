"""The way in to a company's own page, and out of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import kept_to_itself, public
from skyddsnat.industry.companies.access import company_of, forget_company, key_with, remember_company
from skyddsnat.industry.companies.forms import LinkForm
from skyddsnat.industry.companies.signing_in import ask_for_links, enter
from skyddsnat.industry.companies.views.public import closed


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a link. What comes of it stands in the mail, never on the page."""
    form = LinkForm(request.POST or None)
    if form.is_valid():
        ask_for_links(email=form.cleaned_data["email"])
        messages.success(
            request,
            _(
                "Är adressen ett anslutet företags kontakt har vi skickat en länk dit. Den gäller i två dagar."
            ),
        )
        return redirect("industry:company-sign-in")
    context = {"form": form, "company": company_of(request)}
    return kept_to_itself(render(request, "industry/companies/sign_in.html", context))


@public
def entering(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the link of a letter leads. Only the button uses it: programs that read mail open links by themselves."""
    key = key_with(secret)
    if key is None:
        return closed(request)
    if request.method == "POST":
        if not enter(key=key):
            return closed(request)
        remember_company(request, key)
        return kept_to_itself(redirect("industry:company-own"))
    return kept_to_itself(render(request, "industry/companies/enter.html", {"company": key.company}))


@public
@require_POST
def leaving(request: HttpRequest) -> HttpResponse:
    """End the session of the company in this browser."""
    forget_company(request)
    messages.success(request, _("Du är utloggad från företagets sida."))
    return redirect("industry:company-sign-in")
