"""The yeses as a list: whose, what it covers, to whom, said when, until when, and whether it counts today."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.mandate.api import ConsentStanding, consent_tag
from skyddsnat.mandate.models import ConsentToSuccessor
from skyddsnat.shared.dates import STOCKHOLM, format_date


class Room(NamedTuple):
    """What a room's part of the list is called, and what a yes there covers."""

    name: Callable[[], str]
    covers: Callable[[], str]


ROOMS: Mapping[str, Room] = {
    "tips": Room(lambda: _("Tips"), lambda: _("Lagets alla tips, med svar och nycklar")),
    "cooperation": Room(
        lambda: _("Ärenden om barn"), lambda: _("Organisationens alla ärenden om barn, och dess nycklar")
    ),
}


class Silent(NamedTuple):
    """How many in each room have not said yes to anybody."""

    teams: int
    organisations: int


def consents_table(found: Mapping[str, Iterable[ConsentStanding]]) -> dict[str, Any]:
    """Those who have said yes and not taken it back, room by room."""
    rows = [
        {"cells": _cells(ROOMS[room], standing, standing.consent)}
        for room, standings in found.items()
        for standing in standings
        if standing.consent is not None
    ]
    return {
        "caption": _("De som har sagt ja"),
        "columns": [
            {"label": _("Vem"), "notes": _("Organisation")}, {"label": _("Del"), "notes": _("Omfattar")},
            {"label": _("Till vem")}, {"label": _("Sa ja")}, {"label": _("Gäller till och med")}, {"label": _("Läge")},
        ],
        "rows": rows,
        "empty": {
            "heading": _("Ingen har sagt ja"),
            "text": _(
                "Tips och ärenden om barn följer bara med om de som äger dem säger ja, till en viss myndighet. Be "
                "varje lag att öppna Lag och nycklar, och varje organisation att öppna Utbyte. Där finns Om "
                "systemet lämnas över. En person säger ja och en kollega bekräftar."
            ),
            "icon": "shield",
        },
    }  # fmt: skip


def silent_in(found: Mapping[str, Iterable[ConsentStanding]]) -> Silent:
    """Counted, not named: that an organisation has cases of children is its own to tell."""
    missing = {room: sum(one.consent is None for one in standings) for room, standings in found.items()}
    return Silent(missing.get("tips", 0), missing.get("cooperation", 0))


def _cells(room: Room, standing: ConsentStanding, said: ConsentToSuccessor) -> list[Any]:
    whose: dict[str, Any] = _named(standing.whose, standing.whose_en)
    if standing.organisation != standing.whose:
        house = _named(standing.organisation, standing.organisation_en)
        whose |= {"note": house["value"], "note_swedish": house["swedish"]}
    return [
        whose, {"value": room.name(), "note": room.covers()}, _named(said.successor.name, said.successor.name_en),
        _day(said.given_at.astimezone(STOCKHOLM).date()), _day(said.until), {"value": "", "tag": consent_tag(said)},
    ]  # fmt: skip


def _named(swedish: str, english: str) -> dict[str, Any]:
    """A name in the page's language, marked where nobody has written it in English."""
    is_english = get_language() == "en"
    return {
        "value": english if is_english and english else swedish,
        "swedish": is_english and not english,
    }


def _day(day: datetime.date) -> str:
    return format_date(day, "en" if get_language() == "en" else "sv")
