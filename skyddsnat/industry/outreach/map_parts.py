"""The parts of the map of coverage: its areas, what the colours mean, and the tables beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.outreach.coverage import CLASSES, NONE, UNKNOWN, Coverage, Figures, summed, total
from skyddsnat.industry.outreach.rules import Reach
from skyddsnat.shared.money import format_number

type Table = dict[str, Any]
type Choice = Mapping[str, str]


def list_url(chosen: Choice, **more: str) -> str:
    """The list behind a number."""
    wanted = {name: value for name, value in {**chosen, **more}.items() if value}
    return f"{reverse('industry:outreach')}?{urlencode(wanted)}" if wanted else reverse("industry:outreach")


def share_said(figures: Figures, reach: str) -> str:
    share = figures.share(reach)
    return _("ingen känd") if share is None else f"{round(100 * share)} %"


def number_cells(figures: Figures, chosen: Choice) -> list[dict[str, Any]]:
    """The four numbers, each with its share and a link to the list behind it."""
    return [
        {
            "value": format_number(figures[reach]),
            "raw": figures[reach],
            "url": list_url(chosen, reach="" if reach == Reach.KNOWN else reach) if figures[reach] else "",
            "note": share_said(figures, reach) if reach != Reach.KNOWN and figures[Reach.KNOWN] else "",
        }
        for reach in Reach.values
    ]


def _columns(first: Any) -> list[dict[str, Any]]:
    return [{"label": first}, *({"label": label, "figures": True} for label in Reach.labels)]


def places_table(
    figures: Mapping[int, Figures], places: Iterable[Place], chosen: Choice, *, every: bool
) -> Table:
    """The municipalities: all of a county, or in the whole country those where a workplace is known."""
    rows = [
        {
            "cells": [
                one.name_shown,
                *number_cells(figures.get(one.pk, Figures()), {**chosen, "place": one.code}),
            ]
        }
        for one in places
        if every or one.pk in figures
    ]
    return {
        "caption": _("Kommunerna"),
        "caption_hidden": True,
        "export": "kommuner",
        "columns": _columns(_("Kommun")),
        "rows": rows,
        "foot": [_("Summa"), *number_cells(total(figures.values()), chosen)],
        "empty": {
            "heading": _("Inga arbetsplatser är kända här"),
            "text": _("Lägg till arbetsplatser i listan, eller läs in en tabell."),
            "icon": "people", "url": reverse("industry:outreach"), "label": _("Till listan"),
        },
    }  # fmt: skip


def counties_table(
    figures: Mapping[int, Figures], places: Sequence[Place], chosen: Choice, link: Callable[[str], str]
) -> Table:
    """The counties; the name leads to the county's own map, the numbers to the lists."""
    inside: dict[str, list[Place]] = {}
    for one in places:
        inside.setdefault(one.parent.code if one.parent else "", []).append(one)
    rows = []
    for code, own in sorted(inside.items()):
        sums = total(figures[one.pk] for one in own if one.pk in figures)
        county = own[0].parent
        name = county.name_shown if county else ""
        rows.append({"url": link(code), "cells": [name, *number_cells(sums, {**chosen, "county": code})]})
    return {
        "caption": _("Länen"), "caption_hidden": True, "export": "lan", "columns": _columns(_("Län")), "rows": rows,
    }  # fmt: skip


def trades_table(figures: Coverage, chosen: Choice) -> Table:
    """The trades beside each other."""
    rows = [
        {"cells": [label, *number_cells(summed(figures, sector=code), {**chosen, "sector": code})]}
        for code, label in Sector.choices
    ]
    return {
        "caption": _("Slag"), "caption_hidden": True, "export": "slag", "columns": _columns(_("Slag")), "rows": rows,
        "foot": [_("Summa"), *number_cells(summed(figures), {**chosen, "sector": ""})],
    }  # fmt: skip


def class_label(name: str) -> str:
    words = {
        UNKNOWN: _("Ingen känd"), NONE: "0 %", "quarter": _("1–25 %"), "half": _("26–50 %"), "most": _("51–75 %"),
        "all": _("76–100 %"),
    }  # fmt: skip
    return words[name]


def legend(figures: Mapping[int, Figures], places: Iterable[Place], reach: str) -> list[dict[str, Any]]:
    """What the colours mean, with how many municipalities there are of each."""
    counts = dict.fromkeys(CLASSES, 0)
    for one in places:
        counts[figures.get(one.pk, Figures()).map_class(reach)] += 1
    return [{"code": name, "label": class_label(name), "count": counts[name]} for name in CLASSES]


def finding(figures: Figures, reach: str) -> str:
    """What the map says, in a sentence."""
    if not figures[Reach.KNOWN]:
        return _("Inga arbetsplatser är kända än.")
    said = {
        Reach.REACHED: _("%(count)s av %(known)s kända arbetsplatser är nådda (%(share)s)."),
        Reach.VISITED: _("%(count)s av %(known)s kända arbetsplatser är besökta (%(share)s)."),
        Reach.JOINED: _("%(count)s av %(known)s kända arbetsplatser är anslutna (%(share)s)."),
    }[Reach(reach)]
    return said % {
        "count": format_number(figures[reach]), "known": format_number(figures[Reach.KNOWN]),
        "share": share_said(figures, reach),
    }  # fmt: skip


def painted(
    areas: Iterable[Any], places: Iterable[Place], figures: Mapping[int, Figures], chosen: Choice, reach: str
) -> list[dict[str, str]]:
    """The municipalities as they are drawn: class, what it says, and the list behind it."""
    known = {one.code: one for one in places}
    return [
        {
            "path": area.path,
            "class": figures.get(known[area.code].pk, Figures()).map_class(reach),
            "name": known[area.code].name_shown,
            "says": share_said(figures.get(known[area.code].pk, Figures()), reach),
            "url": list_url(chosen, place=area.code),
        }
        for area in areas
    ]
