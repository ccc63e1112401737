"""The parts of the pages: facts, tables and the chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.knowledge.gatherings.views.frame import state_of
from skyddsnat.knowledge.gatherings.when import when_said
from skyddsnat.knowledge.models import Gathering, GatheringCount, Participant, Registration
from skyddsnat.shared.dates import format_date, format_moment
from skyddsnat.shared.money import format_number

type Rows = list[dict[str, Any]]


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def public_facts(gathering: Gathering) -> Rows:
    """What everybody may know."""
    return [
        {"label": _("Slag"), "value": gathering.get_kind_display()},
        {"label": _("För vem"), "value": gathering.get_group_display()},
        {"label": _("När"), "value": when_said(gathering, language())},
        {"label": _("Var"), "value": gathering.where_said, "swedish": gathering.is_where_in_swedish},
        {"label": _("Anmäl er senast"), "value": format_date(gathering.closes_on, language())},
    ]


def desk_facts(gathering: Gathering) -> Rows:
    seated, queued = gathering.seated, gathering.queued  # type: ignore[attr-defined]
    label, room = _("Anmälda"), format_number(seated)
    if gathering.capacity is not None:
        label = _("Platser")
        room = _("%(seated)s av %(capacity)s") % {
            "seated": room,
            "capacity": format_number(gathering.capacity),
        }
    if queued:
        waits = ngettext("%(count)s på väntelistan", "%(count)s på väntelistan", queued) % {"count": queued}
        room = f"{room}, {waits}"
    activity = gathering.activity
    rows: Rows = [
        *public_facts(gathering),
        {"label": label, "value": room},
        {
            "label": _("Insats"), "value": str(activity), "swedish": language() == "en" and not activity.title_en,
        },
        {"label": _("Uppgifter om deltagare tas bort efter"), "value": format_date(gathering.keep_until, language())},
    ]  # fmt: skip
    if gathering.method is not None:
        rows.append({"label": _("Metod"), "value": str(gathering.method)})
    return rows


def gatherings_table(rows: Iterable[Gathering], *, may_write: bool) -> dict[str, Any]:
    empty = {
        "heading": _("Inga träffar än"),
        "text": _("Konferenser, webbinarier och chefsforum. Närvaron blir underlag på insatsen."),
        "icon": "people",
    }
    if may_write:
        empty |= {"url": reverse("knowledge:gathering-new"), "label": _("Lägg till en träff")}
    return {
        "caption": _("Träffar"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Träff")},
            {"label": _("Slag")},
            {"label": _("När")},
            {"label": _("Läge")},
            {"label": _("Anmälda"), "figures": True},
            {"label": _("Väntar"), "figures": True},
        ],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [
                    {"value": str(one), "swedish": one.is_in_swedish_only},
                    str(one.get_kind_display()),
                    format_moment(one.starts),
                    {"value": "", "tag": state_of(one)},
                    format_number(one.seated),  # type: ignore[attr-defined]
                    format_number(one.queued),  # type: ignore[attr-defined]
                ],
            }
            for one in rows
        ],
        "empty": empty,
    }


def counts_table(gathering: Gathering, counts: list[GatheringCount]) -> dict[str, Any]:
    """How many came from each organisation, and where the ledger says so. Stays when the names are gone."""
    slug = gathering.activity.assignment.slug
    ordered = sorted(counts, key=lambda one: (one.organisation is None, str(one.organisation or "")))
    return {
        "caption": _("Närvaro per organisation"),
        "caption_hidden": True,
        "export": "narvaro",
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Anmälda"), "figures": True},
            {"label": _("Var med"), "figures": True},
            {"label": _("Underlag")},
        ],
        "rows": [
            {
                "cells": [
                    str(one.organisation) if one.organisation else _("Andra organisationer"),
                    format_number(one.registered),
                    format_number(one.attended),
                    {
                        "value": _("Underlag nr %(seq)s") % {"seq": one.seq},
                        "url": reverse("mandate:evidence", args=[slug, one.seq]),
                    }
                    if one.seq
                    else "–",
                ]
            }
            for one in ordered
        ],
        "empty": {
            "heading": _("Ingen närvaro än"),
            "text": _("När närvaron är klar står antalet per organisation här, och i liggaren."),
            "icon": "indicator",
        },
    }


def people_table(gathering: Gathering, people: Iterable[Participant]) -> dict[str, Any]:
    """Those who are registered, by name."""
    return {
        "caption": _("Deltagare"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Namn")},
            {"label": _("Organisation")},
            {"label": _("Befattning")},
            {"label": _("E-post")},
            {"label": _("Läge")},
            {"label": _("Intyg"), "aside": True},
        ],
        "rows": [
            {
                "cells": [
                    one.name,
                    _organisation_cell(one.registration),
                    one.function,
                    one.email,
                    {"value": "", "tag": attended_tag(one)},
                    {
                        "value": _("Intyg"),
                        "url": reverse("knowledge:gathering-staff-certificate", args=[gathering.pk, one.pk]),
                    }
                    if one.attended
                    else "",
                ]
            }
            for one in people
        ],
        "empty": {
            "heading": _("Ingen är anmäld"),
            "text": _("Här står namnen på dem som är anmälda, tills uppgifterna tas bort."),
            "icon": "people",
        },
    }


def attended_tag(one: Participant) -> dict[str, str]:
    if one.attended:
        return {"text": _("Var med"), "tone": "success"}
    if one.attended is False:
        return {"text": _("Var inte med"), "tone": "neutral"}
    if one.waiting:
        return {"text": _("Väntelista"), "tone": "warning"}
    return {"text": _("Har plats"), "tone": "info"}


def registrations_table(rows: Iterable[Registration], *, begun: bool) -> dict[str, Any]:
    """Who registered whom, with a way to cancel for them."""
    return {
        "caption": _("Anmälningar"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Anmäld av")},
            {"label": _("E-post")},
            {"label": _("Personer"), "figures": True},
            {"label": _("Anmäld")},
            {"label": _("Avboka"), "aside": True},
        ],
        "rows": [
            {
                "cells": [
                    _organisation_cell(one),
                    one.contact_name,
                    one.contact_email,
                    format_number(len(one.participants.all())),
                    format_moment(one.made_at),
                    {"value": "", "tag": {"text": _("Avbokad"), "tone": "neutral"}}
                    if one.cancelled_at
                    else ""
                    if begun
                    else {
                        "value": _("Avboka"),
                        "url": reverse(
                            "knowledge:gathering-registration-cancel", args=[one.gathering_id, one.pk]
                        ),
                    },
                ]
            }
            for one in rows
        ],
        "empty": {"heading": _("Inga anmälningar än"), "text": "", "icon": "people"},
    }


def _organisation_cell(registration: Registration) -> dict[str, Any]:
    return {"value": registration.organisation_said, "swedish": registration.is_said_in_swedish}


def own_people_table(registration: Registration, secret: str) -> dict[str, Any]:
    """Those of one registration, as the one who made it sees them; with their certificates afterwards."""
    return {
        "caption": _("De som är anmälda"),
        "caption_hidden": True,
        "export": "",
        "columns": [{"label": _("Namn")}, {"label": _("Läge")}, {"label": _("Intyg")}],
        "rows": [
            {
                "cells": [
                    one.name,
                    {"value": "", "tag": attended_tag(one)},
                    {
                        "value": _("Hämta intyget"),
                        "url": reverse("knowledge:registration-certificate", args=[secret, one.pk]),
                    }
                    if one.attended
                    else "",
                ]
            }
            for one in registration.participants.all()
        ],
        "empty": {"heading": _("Ingen är anmäld"), "text": _("Anmälan är avbokad."), "icon": "people"},
    }


def attendance_groups(people: Iterable[Participant]) -> Rows:
    """Those to tick, by organisation."""
    groups: dict[str, list[Participant]] = {}
    for one in people:
        groups.setdefault(one.registration.organisation_said, []).append(one)
    return [
        {
            "organisation": name,
            "swedish": rows[0].registration.is_said_in_swedish,
            "people": sorted(rows, key=lambda one: one.name.casefold()),
        }
        for name, rows in sorted(groups.items(), key=lambda pair: pair[0].casefold())
    ]
