"""The papers of a case and how long it is kept, for the case workers of the organisation that owns it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import CASE, own_cases_for
from skyddsnat.cooperation.keeping.access import hold_of
from skyddsnat.cooperation.keeping.actions import hold_case, lift_hold
from skyddsnat.cooperation.keeping.destroying import destruction_day
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.papers.actions import make_paper, make_register
from skyddsnat.cooperation.papers.forms import HoldForm, PaperForm
from skyddsnat.cooperation.papers.register import entries, way_said
from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.shared.dates import format_date

PDF = "application/pdf"


@requires(CASE)
def papers(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The register of the case, and until when it is kept."""
    case = _the(request, pk)
    context = {
        "case": case, "register": _register_table(case), "hold": hold_of(request.user, case),
        "until": _kept_until(case),
    }  # fmt: skip
    return render_lists(request, "cooperation/papers/papers.html", context, personal=["register"])


@requires(CASE)
def paper_new(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose what the document holds and for whom; it is downloaded, numbered and written down."""
    case = _the(request, pk)
    form = PaperForm(request.POST or None, referral=case)
    if form.is_valid():
        try:
            paper, made = make_paper(referral=case, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _file(made, f"{case.number}-{paper.number}.pdf")
    return _form(request, case, form, "cooperation/papers/new.html")


@requires(CASE)
@require_POST
def register(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """The extract of the register as a PDF, in the language of the page."""
    case = _the(request, pk)
    language = "en" if get_language() == "en" else "sv"
    try:
        made = make_register(referral=case, language=language, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("cooperation:papers", pk)
    return _file(made, f"{case.number}-register.pdf")


@requires(CASE)
def hold(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that the law needs the case kept."""
    case = _the(request, pk)
    form = HoldForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        try:
            hold_case(referral=case, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as conflict:
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sparat: ärendet förstörs inte så länge kravet gäller."))
            return redirect("cooperation:papers", pk)
    return _form(request, case, form, "cooperation/papers/hold.html")


@requires(CASE)
@require_POST
def hold_lift(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Nothing needs the case kept any more."""
    case = _the(request, pk)
    try:
        lift_hold(referral=case, version=_version(request), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kravet är hävt. Ärendet förstörs när dess tid är ute."))
    return redirect("cooperation:papers", pk)


def _version(request: AuthenticatedRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else 0


def _the(request: AuthenticatedRequest, pk: uuid.UUID) -> Referral:
    return get_object_or_404(own_cases_for(request.user).select_related("owner", "receiver"), pk=pk)


def _form(request: AuthenticatedRequest, case: Referral, form: Any, template: str) -> HttpResponse:
    back = reverse("cooperation:papers", args=[case.pk])
    context = {
        "case": case, "form": form, "cancel_url": back,
        "breadcrumb": [{"label": _("Handlingar i %(number)s") % {"number": case.number}, "url": back}],
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=PDF,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _kept_until(case: Referral) -> str:
    day = destruction_day(case)
    return format_date(day, "en" if get_language() == "en" else "sv") if day else ""


def _register_table(case: Referral) -> dict[str, Any]:
    return {
        "caption": _("Register"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Dag")}, {"label": _("In eller ut")}, {"label": _("Handling")}, {"label": _("Från eller till")}
        ],
        "rows": [
            {"cells": [one.day, way_said(one.way), one.what, one.other.name if one.other else ""]}
            for one in entries(case)
        ],
    }  # fmt: skip
