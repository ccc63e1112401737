"""What anybody may see: whether a badge is valid, and whether a file is a badge of ours."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, kept_to_itself, public
from skyddsnat.industry.badges import parts
from skyddsnat.industry.badges.access import badges_for_visitors
from skyddsnat.industry.badges.actions import company_file
from skyddsnat.industry.badges.checking import Naming, NotOursError, Verdict
from skyddsnat.industry.badges.checking import check as checked
from skyddsnat.industry.badges.forms import CheckForm
from skyddsnat.industry.badges.issuing import title_of
from skyddsnat.industry.badges.printing import printed
from skyddsnat.industry.badges.rules import State
from skyddsnat.industry.badges.views.frame import JWT_TYPE, handed_out
from skyddsnat.industry.models import Badge
from skyddsnat.industry.training.changed import has_changed, left_of
from skyddsnat.shared.dates import today


@public
def check(request: HttpRequest) -> HttpResponse:
    """Check a file, or the text in it. Nothing of it is kept."""
    form, verdict = _checked(request)
    context = {
        "form": form,
        "again": request.GET.get("igen") == "1" and not form.is_bound,
        **_told(verdict, form),
    }
    return kept_to_itself(render(request, "industry/badges/check.html", context))


@public
def badge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One badge: whether it is valid and what it shows; and the same check, for the file of just this one."""
    found = get_object_or_404(badges_for_visitors(), pk=pk)
    form, verdict = _checked(request, of=found)
    context = {
        "badge": found,
        "name": title_of(found),
        "state": parts.state_tag(parts.state_of(found)),
        "says": parts.verdict_said(found),
        "facts": parts.badge_facts(found),
        "shares": parts.shares_table(found) if found.company_id else None,
        "form": form,
        "changed": verdict is None and has_changed(found) and parts.state_of(found) is State.VALID,
        **_told(verdict, form),
    }
    return kept_to_itself(render(request, "industry/badges/badge.html", context))


@public
def company_credential(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The file of a company's badge: what it says is public."""
    found = _company_badge(pk)
    try:
        return handed_out(company_file(found), JWT_TYPE, found, "jwt")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)


@public
def company_paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A company's badge on paper."""
    found = _company_badge(pk)
    if found.revoked_at is not None:
        messages.error(request, _("Intyget är återkallat och skrivs inte ut."))
        return redirect(found)
    return handed_out(printed(found), "application/pdf", found, "pdf")


def _company_badge(pk: uuid.UUID) -> Badge:
    return get_object_or_404(badges_for_visitors().exclude(company=None), pk=pk)


def _checked(request: HttpRequest, of: Badge | None = None) -> tuple[CheckForm, Verdict | None]:
    """The form, with what the file turned out to be; a form with an error when it is no badge."""
    of_company = of is not None and of.company_id is not None
    if request.method != "POST":
        return CheckForm(of_company=of_company), None
    form = CheckForm(request.POST, request.FILES, of_company=of_company)
    if not form.is_valid():
        return form, None
    chosen = "file" if request.FILES else "text"
    try:
        verdict = checked(form.cleaned_data["text"], name=form.cleaned_data.get("name", ""), on=today())
    except NotOursError as error:
        form.add_error(chosen, parts.fault_said(error.fault))
        return form, None
    if of is not None and verdict.badge != of:
        form.add_error(
            chosen,
            _("Filen är ett annat intyg än det på sidan. Kontrollera den under Kontrollera ett intyg."),
        )
        return form, None
    return form, verdict


def _told(verdict: Verdict | None, form: CheckForm) -> dict[str, Any]:
    if verdict is None:
        return {}
    text = form.cleaned_data["text"].strip()
    held = {"text": text, "name": form.cleaned_data.get("name", "")}
    good = verdict.state is State.VALID and verdict.naming is not Naming.DIFFERS
    printable = verdict.naming is not Naming.DIFFERS and verdict.state is not State.REVOKED
    return {
        "verdict": verdict,
        "verdict_rows": parts.verdict_rows(verdict),
        "tone": "success" if good else "warning",
        "found": title_of(verdict.badge),
        "left": left_of(text),
        "left_held": {"text": text},
        "held": held if printable and not verdict.badge.company_id else None,
    }
