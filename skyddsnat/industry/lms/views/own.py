"""The course in a company's own learning platform: packages to fetch, and keys for handing in completions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from skyddsnat.core.api import Refused, absolute
from skyddsnat.industry.companies.access import company_signed_in
from skyddsnat.industry.companies.views.frame import Trail, ask_page, own_trail
from skyddsnat.industry.lms.access import jobs_of, lessons_for, tokens_of
from skyddsnat.industry.lms.forms import PackageForm, TokenForm
from skyddsnat.industry.lms.kinds import PackageKind
from skyddsnat.industry.lms.packages import name_of, package, packages
from skyddsnat.industry.lms.tokens import make_token, revoke_token
from skyddsnat.industry.models import Company, LessonPage
from skyddsnat.shared.languages import AT_WORK

HOME = "industry:own-lms"


@company_signed_in
@require_safe
def page(request: HttpRequest, company: Company) -> HttpResponse:
    """Choose a package, and see the keys."""
    return _page(request, company)


@company_signed_in
@require_safe
def fetch(request: HttpRequest, company: Company) -> HttpResponse:
    """The package that was chosen; one around several."""
    form = _package_form(company, request.GET)
    if not form.is_valid():
        return _page(request, company, form=form, status=422)
    kind = PackageKind(form.cleaned_data["kind"])
    found = _chosen(company, form)
    if not found:
        form.add_error("jobs", _("Den lektionen finns inte på det språket än. Välj ett annat språk."))
        return _page(request, company, form=form, status=422)
    if len(found) == 1:
        return _file(package(found[0], kind), name_of(found[0], kind))
    return _file(packages(found, kind), f"skyddsnat-{found[0].language}-{kind.value}-{len(found)}.zip")


def _chosen(company: Company, form: PackageForm) -> list[LessonPage]:
    jobs, language = form.cleaned_data["jobs"], form.cleaned_data["language"]
    there = {one.job: one for one in lessons_for(company).filter(job__in=jobs, language=language)}
    return [there[job] for job in jobs if job in there]


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@company_signed_in
def token(request: HttpRequest, company: Company) -> HttpResponse:
    """Make a key and show it, this once; who comes back to the address sees the page."""
    if request.method != "POST":
        return redirect(HOME)
    form = TokenForm(request.POST)
    if form.is_valid():
        try:
            secret = make_token(company=company, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _page(request, company, secret=secret, made=form.cleaned_data["name"])
    return _page(request, company, token_form=form, status=422)


@company_signed_in
def token_revoke(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """Ask first, then let the key hand in nothing more."""
    found = get_object_or_404(tokens_of(company), pk=pk)
    if request.method == "POST":
        revoke_token(token=found)
        messages.success(
            request, _("Nyckeln är borttagen. Plattformen kan inte lämna fler lektioner med den.")
        )
        return redirect(HOME)
    return ask_page(
        request, heading=_("Ta bort nyckeln"), about=found.name, cancel=reverse(HOME), breadcrumb=_trail(),
        says=_("Plattformen kan inte lämna fler lektioner med nyckeln. Det som den redan har lämnat finns kvar. "
               "Det går inte att ångra, men ni kan skapa en ny nyckel."),
    )  # fmt: skip


def _trail() -> Trail:
    return [*own_trail(), {"label": _("Kursen i er egen lärplattform"), "url": reverse(HOME)}]


def _package_form(company: Company, data: Any = None) -> PackageForm:
    there = set(lessons_for(company).order_by().values_list("language", flat=True))
    return PackageForm(
        data, jobs=jobs_of(company), languages=[code for code in AT_WORK if code in there],
        initial={"kind": PackageKind.CMI5, "jobs": jobs_of(company)[:1]},
    )  # fmt: skip


def _page(request: HttpRequest, company: Company, *, status: int = 200, **given: Any) -> HttpResponse:
    context = {
        "company": company,
        "breadcrumb": own_trail(),
        "form": _package_form(company),
        "token_form": TokenForm(),
        "tokens": _table(company),
        "address": absolute(reverse("industry:lms-completions")),
        "description": reverse("industry:lms-openapi"),
        **given,
    }
    return render(request, "industry/lms/own.html", context, status=status)


def _table(company: Company) -> dict[str, Any]:
    """The keys that work now."""
    return {
        "caption": _("Era nycklar"),
        "columns": [
            {"label": _("Lärplattform")},
            {"label": _("Senast använd")},
            {"label": _("Åtgärd"), "hidden": True},
        ],
        "rows": [
            {
                "cells": [
                    one.name,
                    one.last_used_on.isoformat() if one.last_used_on else _("Inte än"),
                    {"value": _("Ta bort"), "url": reverse("industry:own-lms-token-revoke", args=[one.pk])},
                ]
            }
            for one in tokens_of(company)
        ],
    }
