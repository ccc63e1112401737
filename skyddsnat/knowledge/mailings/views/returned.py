"""Addresses that letters come back from, and those that get letters again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Contact
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.mailings.access import returned_contacts
from skyddsnat.knowledge.mailings.bounces import lift as lift_address
from skyddsnat.knowledge.mailings.bounces import note_pasted
from skyddsnat.knowledge.mailings.forms import LiftForm, PasteForm
from skyddsnat.knowledge.mailings.views import frame
from skyddsnat.knowledge.mailings.views.recipients import check_sees_contacts
from skyddsnat.shared.money import format_number

PAGE = 50
LIFT_ID = "lift_%s"


@requires(WRITE)
def returned(request: AuthenticatedRequest) -> HttpResponseBase:
    """Contacts whose letters come back, to be mended."""
    return _page(request)


def _page(
    request: AuthenticatedRequest, paste: PasteForm | None = None, lift: LiftForm | None = None
) -> HttpResponseBase:
    """The page, with a form as it was typed when something in it is wrong."""
    check_sees_contacts(request)
    every = returned_contacts(request.user)
    page = Paginator(every, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": _table(page, every),
        "page": page,
        "paste": paste or PasteForm(),
        "lift": lift or LiftForm(auto_id=LIFT_ID),
        "parts": frame.parts("returned", request.user),
    }
    return render_lists(request, "knowledge/mailings/returned.html", context, personal=["table"])


def _back(request: AuthenticatedRequest) -> HttpResponseBase:
    """The links of the page's table, from a page that says what was wrong."""
    return redirect(f"{reverse('knowledge:returned')}?{request.GET.urlencode()}")


def _table(rows: Any, every: list[Contact]) -> dict[str, Any]:
    return {
        "caption": _("Kontakter att kontrollera"),
        "caption_hidden": True,
        "columns": [{"label": _("Organisation")}, {"label": _("Funktion")}, {"label": _("Adress")}],
        "rows": [_row(one) for one in rows],
        "every_row": lambda: map(_row, every),
        "empty": {
            "heading": _("Alla adresser fungerar"),
            "text": _("Här syns kontakter vars brev kommer tillbaka."),
            "icon": "check",
        },
    }


def _row(one: Contact) -> dict[str, Any]:
    return {
        "url": one.organisation.get_absolute_url() + "#kontakter",
        "cells": [
            frame.words_of(one.organisation.name, one.organisation.name_en),
            frame.words_of(one.function),
            one.email,
        ],
    }


@requires(WRITE)
def paste(request: AuthenticatedRequest) -> HttpResponseBase:
    """Take in addresses that letters came back from."""
    if request.method != "POST":
        return _back(request)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _page(request, paste=form)
    ours, others = note_pasted(text=form.cleaned_data["text"], by=request.user)
    said = _(
        "Noterade adresser: %(ours)s. Redan noterade, eller sådana vi inte har skrivit till: %(others)s."
    )
    messages.success(request, said % {"ours": format_number(ours), "others": format_number(others)})
    return redirect("knowledge:returned")


@requires(WRITE)
def lift(request: AuthenticatedRequest) -> HttpResponseBase:
    """Let an address have letters again."""
    if request.method != "POST":
        return _back(request)
    form = LiftForm(request.POST, auto_id=LIFT_ID)
    if not form.is_valid():
        return _page(request, lift=form)
    if lift_address(address=form.cleaned_data["address"], by=request.user):
        messages.success(request, _("Adressen får brev igen."))
    else:
        messages.info(request, _("Adressen är inte spärrad."))
    return redirect("knowledge:returned")
