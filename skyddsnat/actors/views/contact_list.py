"""Every contact that holds, from all organisations, in one list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors import access
from skyddsnat.actors.forms import ContactFilter
from skyddsnat.actors.models import Contact
from skyddsnat.actors.models.contact import ContactQuerySet
from skyddsnat.actors.sorting import SwedishOrder
from skyddsnat.actors.views.frame import in_language, language, tabs
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.shared.dates import format_date

PER_PAGE = 50


@requires(access.READ)
def all_contacts(request: AuthenticatedRequest) -> HttpResponseBase:
    """The contacts by organisation, narrowed by words; the whole list can be fetched as a file."""
    form = ContactFilter(request.GET or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found = _narrowed(access.contacts(request.user), words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_write = access.may_write(request.user)
    context = {
        "form": form,
        "page": page,
        "total": page.paginator.count,
        "table": _table(list(page), narrowed=bool(words), may_write=may_write)
        | {"every_row": lambda: map(_row, found.iterator(chunk_size=2_000))},
        "tabs": tabs("contacts"),
        "may_write": may_write,
    }
    return render_lists(request, "actors/contacts.html", context, personal=["table"])


def _narrowed(found: ContactQuerySet, words: str) -> ContactQuerySet:
    for word in words.split():
        found = found.filter(
            Q(function__icontains=word) | Q(name__icontains=word) | Q(email__icontains=word)
            | Q(organisation__name__icontains=word) | Q(organisation__name_en__icontains=word)
        )  # fmt: skip
    ordered = found.select_related("organisation").order_by(
        SwedishOrder("organisation__name"), "function", "id"
    )
    return ordered.defer("organisation__source", "organisation__source_en")


def _table(rows: list[Contact], *, narrowed: bool, may_write: bool) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "heading": _("Ingen kontakt passar") if narrowed else _("Inga kontakter är införda"),
        "text": _("Ändra sökningen, eller visa alla kontakter.")
        if narrowed
        else _("En kontakt är en funktion som går att nå, med källa och kontrolldatum."),
        "icon": "people",
    }
    if narrowed:
        empty |= {"url": reverse("actors:contacts"), "label": _("Visa alla")}
    elif may_write:
        empty |= {"url": reverse("core:import_new", args=["contacts"]), "label": _("Importera kontakter")}
    return {
        "caption": _("Kontakter"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Funktion"), "notes": _("Personens namn"), "swedish": language() == "en"},
            {"label": _("E-post")},
            {"label": _("Telefon")},
            {"label": _("Kontrollerad den"), "notes": _("Källa")},
        ],
        "rows": [_row(one) for one in rows],
        "empty": empty,
    }


def _row(one: Contact) -> dict[str, Any]:
    organisation = one.organisation
    return {
        "url": f"{organisation.get_absolute_url()}#kontakter",
        "cells": [
            in_language(organisation.name, organisation.name_en),
            {"value": one.function, "note": one.name, "swedish": language() == "en"},
            one.email or "–",
            one.phone or "–",
            {
                "value": format_date(one.checked_on, language()),
                "note": one.source,
                "note_swedish": language() == "en",
            },
        ],
    }
