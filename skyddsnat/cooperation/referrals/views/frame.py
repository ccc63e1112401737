"""What the pages of a case share: finding it, the way back, a page with one form."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import own_cases_for
from skyddsnat.cooperation.models import Referral
from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, keep_form

type Trail = list[dict[str, Any]]


def the_case(request: AuthenticatedRequest, pk: uuid.UUID) -> Referral:
    """One of the person's organisation's own cases; nobody else's is there."""
    rows = own_cases_for(request.user).select_related("owner", "receiver__place", "origin", "responsible")
    return get_object_or_404(rows, pk=pk)


def url_of(case: Referral, anchor: str = "") -> str:
    return reverse("cooperation:referral", args=[case.pk]) + (f"#{anchor}" if anchor else "")


def trail(case: Referral | None = None) -> Trail:
    items: Trail = [{"label": _("Ärenden"), "url": reverse("cooperation:referrals")}]
    if case is not None:
        items.append({"label": case.number, "url": url_of(case)})
    return items


def form_page(
    request: AuthenticatedRequest, form: Any, case: Referral | None, *, heading: str, submit: str, says: str = "",
    theirs: list[dict[str, Any]] | None = None, cancel: str = "", danger: bool = False,
    about: list[dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form, and the case's number over it."""
    context = {
        "form": form, "heading": heading, "submit": submit, "says": says, "theirs": theirs or [], "danger": danger,
        "cancel_url": cancel or (url_of(case) if case else reverse("cooperation:referrals")), "breadcrumb": trail(case),
        "case": case, "about": about or [],
    }  # fmt: skip
    return render(request, "cooperation/referrals/form.html", context)


def refused(form: Any, request: AuthenticatedRequest, refusal: Refused) -> None:
    """Say in the form why it was refused, at its field where that is known; what was typed stands."""
    if isinstance(refusal, ChangedMeanwhile):
        keep_form(form, request, refusal)
        return
    faults = getattr(refusal, "faults", None)
    for name, said in (faults or {None: str(refusal)}).items():
        form.add_error(name, said)
