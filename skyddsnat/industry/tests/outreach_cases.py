"""Workplaces to reach for the tests, and the regional coordinator of a county."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from skyddsnat.actors.api import add_membership, organisation
from skyddsnat.actors.models import Place
from skyddsnat.conftest import Cast
from skyddsnat.core.api import import_kinds, upload_import
from skyddsnat.core.models import Import, User
from skyddsnat.core.tests.tables import separated, xlsx
from skyddsnat.industry.models import Approach, Prospect
from skyddsnat.industry.outreach.contacts import Contact, take_contact
from skyddsnat.industry.outreach.listing import Entered, add_prospect
from skyddsnat.industry.tests.company_cases import a_number
from skyddsnat.shared.dates import today

STOCKHOLM, UMEA, BOTKYRKA = "0180", "2480", "0127"
HEADING = [
    "Orgnr",
    "Namn",
    "Bransch",
    "Kommun",
    "Adress",
    "E-post",
    "Läge",
    "Nästa kontakt",
    "Ansvarig",
    "Anteckning",
]


def place(code: str) -> Place:
    return Place.objects.get(kind="municipality", code=code)


def entered(n: int = 1, **values: Any) -> Entered:
    told: dict[str, Any] = {
        "number": a_number(n), "name": f"Hotell {n}", "sector": "hotel", "place": place(STOCKHOLM),
        "address": f"Gatan {n}",
    }  # fmt: skip
    return Entered(**(told | values))


def a_prospect(cast: Cast, n: int = 1, **values: Any) -> Prospect:
    return add_prospect(entered=entered(n, **values), by=cast.coordinator)


def a_contact(cast: Cast, *prospects: Prospect, by: User | None = None, **values: Any) -> Approach:
    told: dict[str, Any] = {"kind": "visit", "day": today(), "agreed": "Ring igen om utbildningen."}
    return take_contact(
        prospects=[one.pk for one in prospects], contact=Contact(**(told | values)), once=uuid.uuid4(),
        by=by or cast.coordinator,
    )  # fmt: skip


def at_the_board(cast: Cast, county: str = "01") -> User:
    """The regional coordinator, at a county's board."""
    since = datetime.date(2014, 1, 1)
    add_membership(
        user=cast.regional, organisation=organisation(f"lansstyrelse-{county}"), since=since, by=cast.manager
    )
    return cast.regional


def a_row(n: int = 1, **values: Any) -> list[Any]:
    told: dict[str, Any] = {
        "number": a_number(n), "name": f"Hotell {n}", "sector": "Hotell", "place": "Botkyrka", "address": f"Gatan {n}",
        "email": "", "status": "", "next_on": "", "responsible": "", "notes": "",
    }  # fmt: skip
    return list((told | values).values())


def sent(cast: Cast, *rows: list[Any], name: str = "hotell.xlsx") -> Import:
    table = [HEADING, *rows]
    content = xlsx(table) if name.endswith("xlsx") else separated(table)
    kind = import_kinds.kind_named("prospects")
    return upload_import(kind=kind, subject="", content=content, name=name, by=cast.coordinator)
