"""The lists of the directory: columns, rows, and what stands where there are none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import OrganisationRole, Place
from skyddsnat.cooperation.directory.catalogue import roles, said
from skyddsnat.cooperation.directory.languages import languages_said
from skyddsnat.cooperation.directory.wording import (
    checked_cell,
    day_said,
    organisation_cell,
    own_words,
    since,
    state_url,
)
from skyddsnat.cooperation.models import Agreement, RoleContact
from skyddsnat.shared.dates import today

type Table = dict[str, Any]
type Roles = list[OrganisationRole]


def states_table(rows: list[tuple[Place, Roles]], *, narrowed: bool) -> Table:
    """A row for each state: how many roles have somebody, and which have nobody."""
    empty = {
        "heading": _("Inget land passar") if narrowed else _("Inga länder är införda"),
        "text": _("Ändra urvalet, eller visa alla länder.") if narrowed else _("Läs in registren först."),
        "icon": "globe",
    }
    if narrowed:
        empty |= {"url": reverse("cooperation:states"), "label": _("Visa alla")}
    columns = [
        {"label": _("Land")},
        {"label": _("Införda roller"), "figures": True},
        {"label": _("Roller i landet"), "figures": True},
        {"label": _("Saknas")},
        {"label": _("Äldsta kontroll")},
    ]
    found = [_state_row(state, held) for state, held in rows]
    return {
        "caption": _("Länder och roller"),
        "caption_hidden": True,
        "columns": columns,
        "rows": found,
        "empty": empty,
    }


def _state_row(state: Place, held: Roles) -> dict[str, Any]:
    gaps = gaps_among(held)
    kinds = {one.kind_id for one in held}
    checked = min((one.checked_on for one in held if one.organisation and one.checked_on), default=None)
    missing: dict[str, Any] = {"value": ", ".join(str(one.kind) for one in gaps)}
    if not gaps:
        missing = {"value": "", "tag": {"text": _("Inget saknas"), "tone": "success"}}
    return {
        "id": state.code.lower(),
        "url": reverse("cooperation:state", args=[state.code]),
        "cells": [state.name_shown, len(kinds) - len(gaps), len(kinds), missing, checked_cell(checked)],
    }


def gaps_among(held: Roles) -> Roles:
    """The roles that nobody is known to hold."""
    filled = {one.kind_id for one in held if one.organisation_id is not None}
    return [one for one in held if one.organisation_id is None and one.kind_id not in filled]


def in_order(held: Iterable[OrganisationRole]) -> Roles:
    """As the catalogue has them."""
    order = list(roles())
    return sorted(held, key=lambda one: (order.index(one.kind_id), one.pk))


def roles_table(held: Roles, *, may_change: bool) -> Table:
    """The roles of one state with what each rests on, who holds it, since when and how that is known."""
    columns: list[dict[str, Any]] = [
        {"label": _("Roll"), "notes": _("Grund")},
        {"label": _("Ansvarig myndighet")},
        {"label": _("Sedan")},
        {"label": _("Kontrollerad den"), "notes": _("Källa")},
    ]
    if may_change:
        columns += [{"label": _("Ändra"), "aside": True}, {"label": _("Avsluta"), "aside": True}]
    found = [_role_row(one, may_change) for one in held]
    empty = {
        "heading": _("Inga roller är införda"),
        "text": _("Landet hade inga roller den dagen."),
        "icon": "people",
    }
    return {"caption": _("Roller"), "caption_hidden": True, "columns": columns, "rows": found, "empty": empty}


def _role_row(one: OrganisationRole, may_change: bool) -> dict[str, Any]:
    cells: list[Any] = [
        {"value": str(one.kind), "note": said(roles()[one.kind_id].instrument)},
        organisation_cell(one.organisation),
        since(one) if one.organisation else "–",
        checked_cell(one.checked_on, one.source),
    ]
    if may_change:
        words = _("Byt myndighet") if one.organisation else _("Ange vem")
        cells.append({"value": words, "url": reverse("cooperation:holder", args=[one.pk])})
        end = {"value": _("Avsluta"), "url": reverse("cooperation:holder-end", args=[one.pk])}
        cells.append(end if one.organisation else "")
    return {"id": f"roll-{one.pk}", "cells": cells}


def earlier_table(ended: Roles) -> Table:
    """Who held the roles before."""
    columns = [
        {"label": _("Roll")},
        {"label": _("Ansvarig myndighet")},
        {"label": _("Från")},
        {"label": _("Till och med")},
    ]
    rows = [
        {"cells": [str(one.kind), organisation_cell(one.organisation), since(one), day_said(one.valid_to)]}
        for one in ended
    ]
    empty = {
        "heading": _("Ingen har slutat"),
        "text": _("När en roll byter myndighet står den förra här."),
        "icon": "history",
    }
    return {
        "caption": _("Tidigare"),
        "caption_hidden": True,
        "columns": columns,
        "rows": rows,
        "empty": empty,
    }


def contacts_table(
    found: Iterable[RoleContact],
    *,
    may_change: bool,
    with_state: bool,
    narrowed: bool = False,
    start: str = "",
) -> Table:
    """How those who hold a role are reached. `start` is where an empty list leads."""
    columns: list[dict[str, Any]] = [{"label": _("Land")}] if with_state else []
    columns += [
        {"label": _("Ansvarig myndighet"), "notes": _("Roll")},
        {"label": _("Funktion"), "notes": _("Språk")},
        {"label": _("E-post"), "notes": _("Webbplats")},
        {"label": _("Telefon")},
        {"label": _("Kontrollerad den"), "notes": _("Källa")},
    ]
    empty: dict[str, Any] = {
        "heading": _("Ingen kontakt passar") if narrowed else _("Inga kontakter är införda"),
        "text": _("Ändra urvalet, eller visa alla kontakter.")
        if narrowed
        else _("En kontakt är en funktion som går att nå, med källa och kontrolldatum."),
        "icon": "people",
    }
    if narrowed:
        empty |= {"url": reverse("cooperation:contacts"), "label": _("Visa alla")}
    elif start:
        empty |= {"url": start, "label": _("Läs in en tabell")}
    rows = [contact_row(one, may_change=may_change, with_state=with_state) for one in found]
    return {
        "caption": _("Kontakter"),
        "caption_hidden": True,
        "columns": columns,
        "rows": rows,
        "empty": empty,
    }


def contact_row(one: RoleContact, *, may_change: bool, with_state: bool) -> dict[str, Any]:
    """Who may change a contact does so from its function."""
    state = one.role.place
    change = {"url": reverse("cooperation:contact", args=[one.pk])} if may_change else {}
    cells: list[Any] = [state.name_shown if state else ""] if with_state else []
    cells += [
        organisation_cell(one.organisation, note=str(one.role.kind)),
        own_words(one.function, note=languages_said(one.languages), **change),
        {"value": one.email or "–", "note": one.web},
        one.phone or "–",
        checked_cell(one.checked_on, one.source),
    ]
    url = state_url(state, "#kontakter") if state and with_state else ""
    return {"id": f"kontakt-{one.pk}", "url": url, "cells": cells}


def agreements_table(
    found: Iterable[Agreement], *, may_change: bool, states: dict[int, list[Place]]
) -> Table:
    """What has been agreed, with whom and how long it holds."""
    columns = [
        {"label": _("Överenskommelse"), "notes": _("Länder")},
        {"label": _("Svensk part")},
        {"label": _("Gäller från")},
        {"label": _("Till och med")},
        {"label": _("Läge")},
        {"label": _("Kontrollerad den"), "notes": _("Källa")},
    ]
    empty: dict[str, Any] = {
        "heading": _("Inga överenskommelser är införda"),
        "text": _("Här står vad myndigheter i olika länder har kommit överens om."),
        "icon": "document",
    }
    if may_change:
        empty |= {"url": reverse("cooperation:agreement-new"), "label": _("För in en överenskommelse")}
    rows = [agreement_row(one, states.get(one.pk, [])) for one in found]
    return {
        "caption": _("Överenskommelser"),
        "caption_hidden": True,
        "columns": columns,
        "rows": rows,
        "empty": empty,
    }


def agreement_row(one: Agreement, states: list[Place]) -> dict[str, Any]:
    names = ", ".join(sorted(state.name_shown for state in states))
    return {
        "url": one.get_absolute_url(),
        "cells": [
            {**title_cell(one), "note": names},
            organisation_cell(one.our_party),
            day_said(one.valid_from),
            day_said(one.valid_to) if one.valid_to else _("tills vidare"),
            {"value": "", "tag": standing(one)},
            checked_cell(one.checked_on, one.source),
        ],
    }


def title_cell(one: Agreement) -> dict[str, Any]:
    return {"value": one.title_en} if one.title_en and own_words("x")["swedish"] else own_words(one.title)


def standing(one: Agreement) -> dict[str, str]:
    if one.valid_from > today():
        return {"text": _("Kommande"), "tone": "info"}
    if one.valid_to is not None and one.valid_to < today():
        return {"text": _("Har slutat gälla"), "tone": "neutral"}
    return {"text": _("Gäller nu"), "tone": "success"}
