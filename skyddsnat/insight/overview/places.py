"""Where the work has reached somebody: the map of the country, what its colours mean, and the table beside it."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.actors.api import Drawing, country_as_loaded
from skyddsnat.actors.models import Place
from skyddsnat.shared.money import format_number

CLASSES = 4  # of the one hue; grey is where nothing is known


@dataclass(frozen=True, slots=True)
class Spot:
    """A place without its borders."""

    pk: int
    kind: str
    code: str
    name: str
    county: str  # the code of the municipality's county
    escaped: str  # the name, to stand in HTML


@dataclass(frozen=True, slots=True)
class Known:
    """The places there are and the map of them, as the registers that were loaded last have them."""

    spots: Sequence[Spot]
    drawing: Drawing | None


def known() -> Known:
    """Read once by each process for each language, and again when a register has been loaded since."""
    drawing, loaded = country_as_loaded()
    return Known(_spots(loaded, get_language() == "en"), drawing)


@functools.lru_cache(maxsize=2)
def _spots(_loaded: int | None, english: bool) -> list[Spot]:
    """Counties, municipalities and states in the order of their codes, named in the page's language."""
    rows = Place.objects.order_by("kind", "code").values_list(
        "pk", "kind", "code", "name", "name_en", "parent__code"
    )
    return [
        Spot(pk, kind, code, said, county or "", str(conditional_escape(said)))
        for pk, kind, code, name, name_en, county in rows
        for said in [(name_en or name) if english else name]
    ]


def breaks(most: int) -> list[int]:
    """The least number of each class: for a few 1, 2, 5, 10; for many in equal steps of size."""
    if most <= 20:
        return [1, 2, 5, 10]
    return [1, *(max(round(most ** (n / CLASSES)), n + 1) for n in range(1, CLASSES))]


def class_of(count: int, least: Sequence[int]) -> int:
    """0 where there is nothing, else the class from 1."""
    return bisect_right(least, count)


def country_map(counts: Mapping[int, int], known: Known) -> dict[str, Any] | None:
    """The drawing with each municipality in its class; None while no borders have been loaded."""
    drawing = known.drawing
    if drawing is None:
        return None
    by_code = {one.code: one for one in known.spots if one.kind == Place.Kind.MUNICIPALITY}
    least = breaks(max((counts.get(one.pk, 0) for one in by_code.values()), default=0))
    tally = [0] * (CLASSES + 1)
    said = {count: _rows(count) for count in set(counts.values())}
    areas = []
    for area in drawing.areas:
        one = by_code.get(area.code)
        count = counts.get(one.pk, 0) if one else 0
        place = class_of(count, least)
        tally[place] += 1
        title = f"<title>{one.escaped}: {said[count]}</title>" if one and count else ""
        areas.append(f'<path class="area reach-{place}" d="{area.path}">{title}</path>')
    lines = [f'<path class="outline" d="{line.path}"/>' for line in drawing.outlines]
    return {
        "view_box": drawing.view_box,
        "width": drawing.width,
        "height": drawing.height,
        "drawn": mark_safe("".join(areas + lines)),  # noqa: S308 - our own borders, names escaped
        "legend": [
            {"code": n, "label": _class_label(n, least), "count": tally[n]} for n in range(CLASSES + 1)
        ],
    }


def _class_label(place: int, least: Sequence[int]) -> str:
    if place == 0:
        return _("inget underlag")
    first = least[place - 1]
    if place == len(least):
        return _("%(least)s eller fler") % {"least": format_number(first)}
    last = least[place] - 1
    return format_number(first) if first == last else f"{format_number(first)}–{format_number(last)}"


def _rows(count: int) -> str:
    return ngettext("%(count)s rad", "%(count)s rader", count) % {"count": format_number(count)}


def finding(counts: Mapping[int, int], known: Known) -> str:
    """What the map says, in a sentence."""
    inside = [one for one in known.spots if one.kind == Place.Kind.MUNICIPALITY]
    reached = sum(one.pk in counts for one in inside)
    if not reached:
        return _("Ingen kommun är nådd, så vitt liggaren vet")
    return _("%(reached)s av %(all)s kommuner är nådda") % {
        "reached": format_number(reached),
        "all": format_number(len(inside)),
    }


def counties_table(counts: Mapping[int, int], known: Known) -> dict[str, Any]:
    """One row a county: how many of its municipalities are reached, and the rows behind."""
    inside: dict[str, list[Spot]] = {}
    for one in known.spots:
        if one.kind == Place.Kind.MUNICIPALITY:
            inside.setdefault(one.county, []).append(one)
    rows = []
    for county in known.spots:
        if county.kind != Place.Kind.COUNTY:
            continue
        own = inside.get(county.code, [])
        reached = sum(one.pk in counts for one in own)
        total = sum(counts.get(one.pk, 0) for one in own) + counts.get(county.pk, 0)
        share = _("%(reached)s av %(all)s") % {"reached": reached, "all": len(own)}
        rows.append({"cells": [county.name, {"value": share, "raw": reached}, format_number(total)]})
    return {
        "caption": _("Nådda kommuner i varje län"),
        "caption_hidden": True,
        "compact": True,
        "narrow": True,
        "export": "lan",
        "columns": [
            {"label": _("Län")},
            {"label": _("Nådda kommuner"), "figures": True},
            {"label": _("Rader i liggaren"), "figures": True},
        ],
        "rows": rows,
    }


def abroad(counts: Mapping[int, int], known: Known) -> str:
    """The states where somebody was reached, the one with most rows first; "" when there is none."""
    found = [
        (counts[one.pk], one.name) for one in known.spots if one.kind == Place.Kind.STATE and one.pk in counts
    ]
    return ", ".join(f"{name} ({format_number(count)})" for count, name in sorted(found, reverse=True))
