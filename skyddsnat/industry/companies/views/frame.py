"""What the pages of companies share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.industry.models import Company, TradeBody

type Trail = list[dict[str, Any]]


def own_trail() -> Trail:
    """The way back to a company's own page."""
    return [{"label": _("Företagets sida"), "url": reverse("industry:company-own")}]


def desk_trail(company: Company | None = None) -> Trail:
    """The way back, for staff."""
    items: Trail = [{"label": _("Företagen"), "url": reverse("industry:start")}]
    if company is not None:
        items.append({"label": str(company), "url": reverse("industry:company", args=[company.pk])})
    return items


def body_trail(body: TradeBody | None = None) -> Trail:
    items: Trail = [{"label": _("Branschorgan"), "url": reverse("industry:bodies")}]
    if body is not None:
        items.append({"label": str(body), "url": reverse("industry:body", args=[body.pk])})
    return items


def form_page(
    request: HttpRequest, form: Any, *, heading: str, cancel: str, breadcrumb: Trail, lead: str = "", submit: str = "",
    theirs: list[dict[str, Any]] | None = None, layout: str = "layout/public.html", ends: str = "",
    hide_optional: bool = False,
) -> HttpResponse:  # fmt: skip
    """A page with one form."""
    context = {
        "form": form, "heading": heading, "lead": lead, "cancel_url": cancel, "breadcrumb": breadcrumb,
        "submit": submit, "theirs": theirs or [], "layout": layout, "ends": ends, "hide_optional": hide_optional,
    }  # fmt: skip
    return render(request, "industry/companies/form.html", context)


def ask_page(
    request: HttpRequest, *, heading: str, about: str, says: str, cancel: str, breadcrumb: Trail,
    layout: str = "layout/public.html", form: Any = None,
) -> HttpResponse:  # fmt: skip
    """A page that asks before something is done."""
    context = {
        "heading": heading, "about": about, "says": says, "cancel_url": cancel, "breadcrumb": breadcrumb,
        "layout": layout, "form": form,
    }  # fmt: skip
    return render(request, "industry/companies/ask.html", context)
