"""The member states of the European Union and the roles of their authorities."""

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors import access, actions
from skyddsnat.actors.forms import DayForm, HolderForm
from skyddsnat.actors.models import OrganisationRole, Place
from skyddsnat.actors.views.frame import first_day, in_language, language, tabs, trail
from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.shared.dates import format_date, today

# One column for each question a caseworker has; several roles can answer the same one in different years.
COLUMNS = (
    ("national-rapporteur",),
    ("central-authority-iia", "central-authority-iib", "central-authority-hague-1996"),
    ("police-authority",),
    ("social-authority",),
)


@requires(access.READ)
def states(request: AuthenticatedRequest) -> HttpResponseBase:
    """Who was a member on a day, today when none is given, and which roles its authorities had."""
    form = DayForm(request.GET or None)
    asked = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    day = asked or today()
    roles = access.roles_on(request.user, day).select_related("kind", "organisation")
    members = (
        access.places(request.user)
        .members_on(day)
        .defer("geometry")
        .alphabetical(language())
        .prefetch_related(Prefetch("roles", roles, to_attr="roles_then"))
    )
    found = list(members)
    context = {
        "form": form,
        "day": day,
        "table": _table(found, access.may_write(request.user)),
        "exceptions": [state for state in found if state.note],
        "tabs": tabs("states"),
    }
    return render_lists(request, "actors/states.html", context)


def _table(members: list[Place], may_write: bool) -> dict[str, Any]:
    rows = []
    for state in members:
        by_kind: dict[str, list[OrganisationRole]] = {}
        for role in state.roles_then:  # type: ignore[attr-defined]  # from to_attr
            by_kind.setdefault(role.kind_id, []).append(role)
        membership = by_kind["eu-member"][0]
        name = in_language(state.name, state.name_en, note=_left(membership.valid_to))
        cells = [name, first_day(membership.valid_from, membership.certainty)]
        for kinds in COLUMNS:
            held = next((by_kind[kind] for kind in kinds if kind in by_kind), [])
            cells.append(_role_cell(held, may_write, named=len(kinds) > 1))
        rows.append({"cells": cells, "id": state.code.lower()})
    columns = [
        {"label": _("Land")},
        {"label": _("Medlem sedan")},
        {"label": _("Nationell rapportör eller samordnare")},
        {"label": _("Centralmyndighet")},
        {"label": _("Polismyndighet")},
        {"label": _("Social myndighet")},
    ]
    empty = {"heading": _("Ingen stat var medlem den dagen"), "text": _("Välj en senare dag.")}
    return {"caption": _("Medlemsländer och roller"), "columns": columns, "rows": rows, "empty": empty}


def _left(day: datetime.date | None) -> str:
    return _("Medlem till och med %(day)s") % {"day": format_date(day, language())} if day else ""


def _role_cell(held: list[OrganisationRole], may_write: bool, *, named: bool) -> dict[str, Any]:
    """The holder or holders, or a link to enter it; `named` shows which of several roles it is."""
    if not held:
        return {"value": "–"}
    role = held[0]
    note = str(role.kind) if named else ""
    if len(held) > 1:
        return {"value": ", ".join(str(one.organisation) for one in held if one.organisation), "note": note}
    if role.organisation:
        cell = in_language(role.organisation.name, role.organisation.name_en, note=note)
        return {**cell, "url": role.organisation.get_absolute_url()}
    if may_write:
        return {"value": _("Ange vem"), "url": reverse("actors:role-holder", args=[role.pk]), "note": note}
    return {"value": _("inte införd"), "note": note}


@requires(access.WRITE)
def role_holder(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say which organisation holds a role in a state."""
    roles = access.state_roles(request.user).select_related("kind", "place", "organisation")
    role = get_object_or_404(roles.defer("place__geometry"), pk=pk)
    assert role.place is not None  # noqa: S101 - state_roles() gives only roles of states
    kept = {"organisation": role.organisation, "source": role.source, "checked_on": role.checked_on}
    form = HolderForm(request.POST or None, place=role.place, initial=kept)
    if form.is_valid():
        try:
            actions.name_role_holder(role=role, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("checked_on", str(refusal))
        else:
            messages.success(request, _("Uppgiften är införd."))
            return redirect("actors:states")
    context = {
        "form": form,
        "role": role,
        "place": role.place,
        "breadcrumb": [*trail(), {"url": reverse("actors:states"), "label": _("EU-länder")}],
        "cancel_url": reverse("actors:states"),
    }
    return render(request, "actors/role_holder.html", context)
