"""What partners have: their organisation's contributions, how they stand, and the form."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skyddsnat.actors.api import organisations_of
from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.knowledge.access import TAKE_PART
from skyddsnat.knowledge.library import contributing
from skyddsnat.knowledge.library.access import contributions_for
from skyddsnat.knowledge.library.contributing import Standing, standing_of
from skyddsnat.knowledge.library.desk_forms import ContributionForm
from skyddsnat.knowledge.library.showing import address_of, day_in_words, own_words
from skyddsnat.knowledge.models import Contribution
from skyddsnat.shared.dates import STOCKHOLM, today

SAID: dict[Standing, tuple[Any, str]] = {
    Standing.SENT: (gettext_lazy("Skickat"), "info"),
    Standing.TAKEN: (gettext_lazy("En redaktör arbetar med det"), "warning"),
    Standing.PUBLISHED: (gettext_lazy("Publicerat"), "success"),
    Standing.DECLINED: (gettext_lazy("Publiceras inte"), "neutral"),
    Standing.REMOVED: (gettext_lazy("Borttaget"), "neutral"),
}


@requires(TAKE_PART)
def contributions(request: AuthenticatedRequest) -> HttpResponseBase:
    """What one's organisations have contributed, and how it stands."""
    found = list(contributions_for(request.user))
    context = {
        "table": _table(found),
        "may_send": organisations_of(request.user, today()).exists(),
        "breadcrumb": _trail()[:2],
    }
    return render_lists(request, "knowledge/library/contributions.html", context)


def _table(rows: list[Contribution]) -> dict[str, Any]:
    return {
        "caption": _("Era bidrag till biblioteket"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Rubrik")}, {"label": _("Organisation")}, {"label": _("Skickat")}, {"label": _("Läge")},
        ],
        "rows": [_row(one) for one in rows],
        "empty": {
            "heading": _("Ni har inte bidragit än"),
            "text": _("Berätta om en metod eller en erfarenhet som andra kan ha nytta av."),
            "icon": "edit",
        },
    }  # fmt: skip


def _row(one: Contribution) -> dict[str, Any]:
    label, tone = SAID[standing_of(one)]
    return {
        "url": reverse("knowledge:library-contribution", args=[one.pk]),
        "cells": [
            {"value": one.title, "swedish": get_language() == "en"},
            str(one.organisation),
            day_in_words(one.sent_at.astimezone(STOCKHOLM).date()),
            {"value": "", "tag": {"text": str(label), "tone": tone}},
        ],
    }


@requires(TAKE_PART)
def contribution_new(request: AuthenticatedRequest) -> HttpResponse:
    """Write a method or an experience of one's own organisation."""
    form = ContributionForm(request.POST or None, user=request.user)
    if form.is_valid():
        made = contributing.send_contribution(
            told=form.told(), organisation=form.cleaned_data["organisation"], once=form.cleaned_data["once"],
            by=request.user,
        )  # fmt: skip
        messages.success(request, _("Tack. En redaktör läser det och hör av sig här."))
        return redirect("knowledge:library-contribution", pk=made.pk)
    return _form(request, form, _("Bidra till biblioteket"), _("Skicka"), "knowledge:library-contributions")


@requires(TAKE_PART)
def contribution(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One contribution: what was written, how it stands, and the answer."""
    one = _the(request, pk)
    standing = standing_of(one)
    label, tone = SAID[standing]
    page = one.page
    context = {
        "one": one,
        "told": contributing.told_by(page.get_latest_revision_as_object())
        if page and standing == Standing.SENT
        else None,
        "facts": [
            {"label": _("Läge"), "value": "", "tag": {"text": str(label), "tone": tone}},
            {"label": _("Organisation"), "value": str(one.organisation)},
            {"label": _("Skickat"), "value": day_in_words(one.sent_at.astimezone(STOCKHOLM).date())},
        ],
        "waits": standing == Standing.SENT,
        "read_url": address_of(page) if page is not None and page.live else "",
        "own_words": own_words(),
        "breadcrumb": _trail(),
    }
    return render(request, "knowledge/library/contribution.html", context)


@requires(TAKE_PART)
def contribution_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write it anew while nobody has taken it up."""
    one = _the(request, pk)
    if one.page is None or standing_of(one) != Standing.SENT:
        messages.error(
            request,
            _("En redaktör har tagit hand om bidraget. Hör av dig till redaktionen om något ska ändras."),
        )
        return redirect("knowledge:library-contribution", pk=pk)
    told = contributing.told_by(one.page.get_latest_revision_as_object())
    initial = {name: getattr(told, name) for name in told.__dataclass_fields__} | {"once": uuid.uuid4()}
    form = ContributionForm(request.POST or None, user=request.user, changing=True, initial=initial)
    if form.is_valid():
        try:
            contributing.change_contribution(contribution=one, told=form.told(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sparat."))
            return redirect("knowledge:library-contribution", pk=pk)
    return _form(request, form, _("Ändra bidraget"), _("Spara"), "knowledge:library-contribution", pk)


@requires(TAKE_PART)
def contribution_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take back what was sent, after a question."""
    one = _the(request, pk)
    if request.method == "POST":
        try:
            contributing.withdraw_contribution(contribution=one, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("knowledge:library-contribution", pk=pk)
        messages.success(request, _("Bidraget är tillbakataget."))
        return redirect("knowledge:library-contributions")
    context = {
        "one": one,
        "own_words": own_words(),
        "cancel_url": reverse("knowledge:library-contribution", args=[pk]),
        "breadcrumb": _trail(),
    }
    return render(request, "knowledge/library/contribution_withdraw.html", context)


def _the(request: AuthenticatedRequest, pk: int) -> Contribution:
    return get_object_or_404(contributions_for(request.user), pk=pk)


def _form(
    request: AuthenticatedRequest, form: Any, heading: str, submit: str, back: str, *args: int
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "submit": submit, "cancel_url": reverse(back, args=args),
        "breadcrumb": _trail(),
    }  # fmt: skip
    return render(request, "knowledge/library/form.html", context)


def _trail() -> list[dict[str, Any]]:
    return [
        {"label": _("Kunskap"), "url": reverse("knowledge:start")},
        {"label": _("Bibliotek"), "url": reverse("knowledge:library")},
        {"label": _("Egna bidrag"), "url": reverse("knowledge:library-contributions")},
    ]
