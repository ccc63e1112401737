"""The list of organisations and one organisation's page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from skyddsnat.actors import access, actions
from skyddsnat.actors.forms import DayForm, NameForm, OrganisationFilter, OrganisationForm
from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.actors.models.organisation import OrganisationQuerySet
from skyddsnat.actors.views.frame import first_day, in_language, language, last_day, tabs, trail
from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.shared.dates import format_date, today

PER_PAGE = 30


@requires(access.READ)
def organisations(request: AuthenticatedRequest) -> HttpResponseBase:
    """The register, narrowed by text, kind, county and day."""
    form = OrganisationFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = _sorted(
        _narrowed(access.organisations(request.user), wanted), request.GET.get("sort", ""), wanted
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "total": page.paginator.count,
        "table": _list_table(page.object_list, wanted)
        | {"every_row": lambda: _list_table(found, wanted)["rows"]},
        "tabs": tabs("organisations"),
        "may_write": access.may_write(request.user),
    }
    return render_lists(request, "actors/organisations.html", context)


def _narrowed(found: OrganisationQuerySet, wanted: dict[str, Any]) -> OrganisationQuerySet:
    day = wanted.get("on")
    found = found.with_name_on(day or today()).with_existence_on(today())
    if day:
        found = found.on(day)
    if wanted.get("q"):
        found = found.named(wanted["q"])
    if wanted.get("kind"):
        found = found.of_kind(wanted["kind"])
    if wanted.get("county"):
        found = found.in_county(wanted["county"])
    return found.select_related("place__parent").defer("place__geometry", "place__parent__geometry")


def _sorted(found: OrganisationQuerySet, sort: str, wanted: dict[str, Any]) -> OrganisationQuerySet:
    """By the name on the page; for a day in the past that is the name it had then."""
    name = "name_then" if wanted.get("on") else "name"
    ordered = found.alphabetical(f"{name}_en" if language() == "en" else name)
    return ordered.reverse() if sort == "-name" else ordered


def _list_table(page: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    rows = []
    for one in page:
        shown = (one.name_then, one.name_then_en) if wanted.get("on") else (one.name, one.name_en)
        name = in_language(*shown)
        if shown[0] != one.name:
            name["note"] = _("Heter nu %(name)s") % {"name": in_language(one.name, one.name_en)["value"]}
        place = in_language(one.place.name, one.place.name_en) if one.place else ""
        if one.place and one.place.parent:
            place = in_language(one.place.parent.name, one.place.parent.name_en)
        status: Any = "" if one.exists_then else {"tag": {"text": _("Har upphört"), "tone": "neutral"}}
        rows.append({"url": one.get_absolute_url(), "cells": [name, one.get_kind_display(), place, status]})
    return {
        "caption": _("Organisationer"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Namn"), "sort": "name"},
            {"label": _("Slag")},
            {"label": _("Län eller land")},
            {"label": _("Läge")},
        ],
        "rows": rows,
        "empty": {
            "heading": _("Ingen organisation passar"),
            "text": _("Ändra sökningen, eller visa alla organisationer."),
            "url": reverse("actors:organisations"),
            "label": _("Visa alla"),
            "icon": "search",
        },
    }


@requires(access.READ)
def organisation(request: AuthenticatedRequest, code: str) -> HttpResponseBase:
    """One organisation: what it has been called, what it does, whom to reach."""
    one = get_object_or_404(
        access.organisations(request.user)
        .select_related("place__parent", "successor")
        .defer("place__geometry", "place__parent__geometry")
        .prefetch_related("names", "predecessors", "roles__kind", "roles__place"),
        code=code,
    )
    form = DayForm(request.GET or None)
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    may_write = access.may_write(request.user)
    contacts = list(access.contacts(request.user).filter(organisation=one))
    context = {
        "organisation": one,
        "facts": _facts(one),
        "names": _names_table(one),
        "roles": _roles_table(one),
        "contacts": _contacts_table(contacts, one, may_write),
        "form": form,
        "day": day,
        "breadcrumb": trail(),
        "may_write": may_write,
        "has_ended": one.names.all()
        and all(name.valid_to and name.valid_to < today() for name in one.names.all()),
    }
    return render_lists(request, "actors/organisation.html", context, personal=["contacts"])


def _link(one: Organisation) -> str:
    cell = in_language(one.name, one.name_en)
    spoken = "sv" if cell["swedish"] else language()
    return format_html('<a href="{}" lang="{}">{}</a>', one.get_absolute_url(), spoken, cell["value"])


def _facts(one: Organisation) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"label": _("Slag"), "value": one.get_kind_display()}]
    if one.place:
        rows.append({"label": one.place.get_kind_display(), **in_language(one.place.name, one.place.name_en)})
        if one.place.kind != "state":
            rows.append({"label": _("SCB-kod"), "value": one.place.code})
        if one.place.parent:
            rows.append({"label": _("Län"), **in_language(one.place.parent.name, one.place.parent.name_en)})
    if one.successor:
        rows.append({"label": _("Ersattes av"), "value": _link(one.successor)})
    if before := one.predecessors.all():
        rows.append(
            {"label": _("Ersatte"), "value": format_html_join(", ", "{}", ((_link(b),) for b in before))}
        )
    if one.source:
        rows.append({"label": _("Källa"), **in_language(one.source, one.source_en)})
    return rows


def _names_table(one: Organisation) -> dict[str, Any]:
    rows = [
        {
            "cells": [
                {"value": name.name, "swedish": language() == "en"},
                name.name_en or "–",
                first_day(name.valid_from, name.certainty),
                last_day(name.valid_to),
            ]
        }
        for name in one.names.all()
    ]
    columns = [
        {"label": _("Namn")},
        {"label": _("På engelska")},
        {"label": _("Från")},
        {"label": _("Till och med")},
    ]
    return {
        "caption": _("Vad organisationen har hetat"),
        "caption_hidden": True,
        "columns": columns,
        "rows": rows,
    }


def _roles_table(one: Organisation) -> dict[str, Any]:
    rows = []
    for role in one.roles.all():
        where = in_language(role.place.name, role.place.name_en) if role.place else ""
        first = first_day(role.valid_from, role.certainty)
        rows.append({"cells": [str(role.kind), where, first, last_day(role.valid_to)]})
    columns = [{"label": _("Roll")}, {"label": _("Land")}, {"label": _("Från")}, {"label": _("Till och med")}]
    empty = {"heading": _("Inga roller är införda"), "text": "", "icon": "people"}
    return {"caption": _("Roller"), "caption_hidden": True, "columns": columns, "rows": rows, "empty": empty}


def _contacts_table(contacts: list[Contact], one: Organisation, may_write: bool) -> dict[str, Any]:
    rows = []
    for contact in contacts:
        cells: list[Any] = [
            {"value": contact.function, "note": contact.name, "swedish": language() == "en"},
            format_html('<a href="mailto:{0}">{0}</a>', contact.email) if contact.email else "–",
            contact.phone or "–",
            {
                "value": format_date(contact.checked_on, language()),
                "note": contact.source,
                "note_swedish": language() == "en",
                "swedish": False,
            },
        ]
        if may_write:
            cells.append(
                format_html(
                    '<a href="{}">{}<span class="visually-hidden" lang="sv"> {}</span></a> '
                    '<a href="{}">{}<span class="visually-hidden" lang="sv"> {}</span></a>',
                    reverse("actors:change-contact", args=[contact.pk]),
                    _("Ändra"),
                    contact.function,
                    reverse("actors:end-contact", args=[contact.pk]),
                    _("Avsluta"),
                    contact.function,
                )
            )
        rows.append({"cells": cells})
    columns: list[dict[str, Any]] = [
        {"label": _("Funktion"), "notes": _("Personens namn")},
        {"label": _("E-post")},
        {"label": _("Telefon")},
        {"label": _("Kontrollerad"), "notes": _("Källa")},
    ]
    if may_write:
        columns.append({"label": _("Åtgärder"), "aside": True})
    empty: dict[str, Any] = {
        "heading": _("Inga kontakter är införda"),
        "text": _("En kontakt är en funktion som går att nå, med källa och kontrolldatum."),
        "icon": "people",
    }
    if may_write:
        empty |= {"url": reverse("actors:add-contact", args=[one.code]), "label": _("Lägg till kontakt")}
    return {
        "caption": _("Kontakter"),
        "caption_hidden": True,
        "columns": columns,
        "rows": rows,
        "empty": empty,
    }


@requires(access.WRITE)
def add_organisation(request: AuthenticatedRequest) -> HttpResponse:
    """Add an organisation that the shipped registers do not hold."""
    form = OrganisationForm(request.POST or None, initial={"name": request.GET.get("name", "")[:200]})
    if form.is_valid():
        try:
            one = actions.add_organisation(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Organisationen är tillagd."))
            return redirect(one)
    context = {"form": form, "breadcrumb": trail(), "cancel_url": reverse("actors:organisations")}
    return render(request, "actors/add_organisation.html", context)


@requires(access.WRITE)
def rename_organisation(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Enter a new name from a day."""
    one = get_object_or_404(access.organisations(request.user), code=code)
    form = NameForm(request.POST or None)
    if form.is_valid():
        try:
            actions.rename_organisation(organisation=one, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("valid_from", str(refusal))
        else:
            messages.success(request, _("Namnet är infört."))
            return redirect(one)
    context = {
        "form": form,
        "organisation": one,
        "breadcrumb": trail(one),
        "cancel_url": one.get_absolute_url(),
    }
    return render(request, "actors/rename.html", context)
