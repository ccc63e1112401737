"""The member states, and one of them: its roles, what is missing, how to reach it, and what was there before."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from skyddsnat.actors.models import OrganisationRole, Place
from skyddsnat.cooperation.directory import access, tables
from skyddsnat.cooperation.directory.catalogue import language, roles, said
from skyddsnat.cooperation.directory.forms import StateFilter, day_of
from skyddsnat.cooperation.directory.views.frame import start_trail, states_trail
from skyddsnat.core.api import AuthenticatedRequest, render_lists, signed_in
from skyddsnat.shared.dates import today


@signed_in
def states(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every state with how many roles have somebody, narrowed as the address says."""
    access.check_may_see(request.user)
    form = StateFilter(request.GET or None, user=request.user)
    day = day_of(form)
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    held: dict[int | None, list[OrganisationRole]] = {}
    for one in tables.in_order(access.roles_for(request.user, day)):
        held.setdefault(one.place_id, []).append(one)
    rows = [
        (state, held.get(state.pk, [])) for state in access.states_for(request.user, day).alphabetical(language())
    ]  # fmt: skip
    rows = [(state, mine) for state, mine in rows if _fits(state, mine, told)]
    if kind := told.get("role"):
        rows = [(state, [one for one in mine if one.kind_id == kind]) for state, mine in rows]
    context = {
        "form": form,
        "day": day if day != today() else None,
        "table": tables.states_table(rows, narrowed=bool(told)),
        "total": len(rows),
        "breadcrumb": start_trail(),
    }
    return render_lists(request, "cooperation/directory/states.html", context)


def _fits(state: Place, held: list[OrganisationRole], told: dict[str, Any]) -> bool:
    kind, only, words = told.get("role"), told.get("only"), told.get("q", "").casefold().split()
    mine = [one for one in held if not kind or one.kind_id == kind]
    gaps = bool(tables.gaps_among(mine))
    names = [
        state.name,
        state.name_en,
        *(f"{one.organisation.name} {one.organisation.name_en}" for one in mine if one.organisation),
    ]
    said_here = " ".join(names).casefold()
    return (
        (not kind or bool(mine))
        and (only != "gaps" or gaps)
        and (only != "full" or not gaps)
        and all(word in said_here for word in words)
    )


@signed_in
def state(request: AuthenticatedRequest, code: str) -> HttpResponseBase:
    """One state."""
    access.check_may_see(request.user)
    found = get_object_or_404(access.every_state(request.user), code=code)
    held = tables.in_order(access.roles_for(request.user).filter(place=found))
    ended = access.every_role(request.user).filter(
        place=found, valid_to__lt=today(), organisation__isnull=False
    )
    contacts = (
        access.contacts_for(request.user).filter(role__place=found).order_by("role__kind", "function", "pk")
    )
    agreements = list(access.agreements_for(request.user).filter(states=found))
    may_change = access.may_change(request.user)
    context = {
        "state": found,
        "note": found.note_en if language() == "en" else found.note,
        "gaps": [_gap(one) for one in tables.gaps_among(held)],
        "roles": tables.roles_table(held, may_change=may_change),
        "contacts": tables.contacts_table(contacts, may_change=may_change, with_state=False),
        "agreements": tables.agreements_table(
            agreements, may_change=may_change, states=access.states_of(agreements)
        ),
        "earlier": tables.earlier_table(list(ended.order_by("-valid_to", "pk"))),
        "holders": [one for one in held if one.organisation],
        "may_change": may_change,
        "breadcrumb": states_trail(),
    }
    return render_lists(request, "cooperation/directory/state.html", context, personal=["contacts"])


def _gap(role: OrganisationRole) -> dict[str, Any]:
    """What is missing, what it is needed for, and the way to mend it."""
    return {
        "role": role,
        "does": said(roles()[role.kind_id].does),
        "instrument": said(roles()[role.kind_id].instrument),
    }
