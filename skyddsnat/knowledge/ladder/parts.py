"""The parts of the ladder's pages: names, tables, the map, the legend."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Export
from skyddsnat.knowledge.ladder.rules import CLASSES, ORDER, SILENT, STEPS
from skyddsnat.knowledge.ladder.standing import Standing, counted
from skyddsnat.knowledge.models import Group, Method, Rung, Step
from skyddsnat.shared.dates import format_date, format_short_date

type Cell = dict[str, Any]
TONES = {Step.DECIDED: "success", Step.PRACTISED: "success", Step.FOLLOWED_UP: "success"}


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def words_of(value: str, english: str = "") -> Cell:
    """A cell in the page's language; Swedish is marked as such where English is missing."""
    chosen = english if language() == "en" and english else value
    return {"value": chosen, "swedish": language() == "en" and not english}


def name_of(organisation: Organisation) -> Cell:
    return words_of(organisation.name, organisation.name_en)


def county_of(organisation: Organisation) -> Cell:
    place = organisation.place
    if place is None:
        return words_of("")
    county = place.parent or place
    return words_of(county.name, county.name_en)


def day_of(day: datetime.date | None) -> str:
    return format_short_date(day, language()) if day else "–"


def url_of(method: Method, organisation: Organisation) -> str:
    return reverse("knowledge:ladder-organisation", args=[method.code, organisation.code])


def step_cell(step: Step | None) -> Cell:
    """The step as a tag, with how many rungs up it is: never colour alone."""
    if step is None:
        return {"value": "", "tag": {"text": _("Tyst"), "tone": "neutral"}}
    note = _("steg %(place)s av %(all)s") % {"place": ORDER[step], "all": STEPS}
    return {"value": "", "tag": {"text": step.label, "tone": TONES.get(step, "info")}, "note": note}


def class_label(name: str) -> str:
    return _("Tyst") if name == SILENT else str(CLASSES[name][0].label)


def ladder_table(rows: Sequence[Standing], method: Method, *, every: Callable[[], Any]) -> dict[str, Any]:
    """The organisations with how far they have come."""
    return {
        "caption": _("Organisationer och deras längst komna steg"),
        "caption_hidden": True,
        "export": "stegen",
        "columns": [
            {"label": _("Organisation"), "sort": "name", "notes": _("Län")},
            {"label": _("Längst komna steg"), "sort": "step"},
            {"label": _("Senast hört"), "sort": "last"},
        ],
        "rows": [ladder_row(row, method) for row in rows],
        "every_row": every,
        "empty": {
            "heading": _("Ingen organisation här"),
            "text": _("Välj ett annat län eller ett annat steg."),
            "icon": "people",
        },
    }


def ladder_row(row: Standing, method: Method) -> dict[str, Any]:
    return {
        "url": url_of(method, row.organisation),
        "cells": [
            name_of(row.organisation) | {"note": county_of(row.organisation)["value"]},
            step_cell(row.furthest),
            day_of(row.last),
        ],
    }


def ladder_export(rows: Sequence[Standing], method: Method, group: Group) -> Export:
    """The whole list with the day of every step."""
    columns = [
        _("Organisation"),
        _("Kod"),
        _("Län"),
        _("Vilket steg?"),
        *(str(step.label) for step in Step),
        _("Nästa kontakt"),
    ]

    def cells(row: Standing) -> list[Any]:
        place = row.organisation.place
        return [
            name_of(row.organisation)["value"],
            place.code if place else "",
            county_of(row.organisation)["value"],
            row.height,
            *(row.steps.get(step) for step in Step),
            row.next_on,
        ]

    return Export(f"stegen-{method.code}-{group}", columns, (cells(row) for row in rows))


def legend(rows: Sequence[Standing], link: Callable[[str], str], chosen: str) -> list[dict[str, Any]]:
    """The classes with how many there are in each, as links that narrow the table."""
    counts = counted(rows)
    return [
        {
            "code": name,
            "label": class_label(name),
            "count": counts[name],
            "url": link("" if name == chosen else name),
            "current": name == chosen,
        }
        for name in [SILENT, *CLASSES]
    ]


def finding(rows: Sequence[Standing]) -> str:
    """What the map says, in a sentence."""
    heard = sum(row.furthest is not None for row in rows)
    works = sum(row.height >= ORDER[Step.PRACTISED] for row in rows)
    said = _("%(heard)s av %(all)s har tagit ett steg.") % {"heard": heard, "all": len(rows)}
    more = ngettext("%(count)s arbetar så.", "%(count)s arbetar så.", works) % {"count": works}
    return f"{said} {more}"


def counties_table(rows: Sequence[Standing], link: Callable[[str], str]) -> dict[str, Any]:
    """The counties with how many organisations are in each class."""
    by_county: dict[str, list[Standing]] = {}
    for row in rows:
        by_county.setdefault(row.county_code, []).append(row)
    found = []
    for code, inside in sorted(by_county.items()):
        counts = counted(inside)
        cells = [
            county_of(inside[0].organisation),
            len(inside),
            *(counts[name] for name in [SILENT, *CLASSES]),
        ]
        found.append({"url": link(code), "cells": cells})
    names = [SILENT, *CLASSES]
    return {
        "caption": _("Länen"),
        "caption_hidden": True,
        "export": "lan",
        "columns": [
            {"label": _("Län")},
            {"label": _("Organisationer"), "figures": True},
            *({"label": class_label(name), "figures": True} for name in names),
        ],
        "rows": found,
    }


def painted(rows: Sequence[Standing], method: Method) -> dict[str, dict[str, str]]:
    """Municipality code → its class, what it is called, its step in words, and its page."""
    return {
        row.organisation.place.code: {
            "name": name_of(row.organisation)["value"],
            "class": row.map_class,
            "says": str(row.furthest.label) if row.furthest else _("Tyst"),
            "url": url_of(method, row.organisation),
        }
        for row in rows
        if row.organisation.place is not None and row.organisation.place.kind == Place.Kind.MUNICIPALITY
    }


def steps_table(rungs: Sequence[Rung], *, workable: bool, linked: bool) -> dict[str, Any]:
    """Every step written down for an organisation, the latest first, with its evidence."""
    return {
        "caption": _("Stegen, det senaste först"),
        "caption_hidden": True,
        "export": "steg",
        "columns": [
            {"label": _("Vilket steg?")},
            {"label": _("Dag")},
            {"label": _("Vad visar det?")},
            {"label": _("Vem skrev")},
            {"label": _("Underlag")},
            *([{"label": _("Ta tillbaka"), "hidden": True, "aside": True}] if workable else []),
        ],
        "rows": [_step_row(rung, workable, linked) for rung in rungs],
        "empty": {
            "heading": _("Inga steg än"),
            "text": _("Tystnad är inte noll. Ring och fråga hur långt de har kommit."),
            "icon": "dialogue",
        },
    }


def _step_row(rung: Rung, workable: bool, linked: bool) -> dict[str, Any]:
    evidence: Any = _("Väntar på att insatsen börjar")
    row = rung.evidence
    if row is not None:
        url = reverse("mandate:evidence", args=[row.assignment.slug, row.seq]) if linked else ""
        evidence = {"value": _("Underlag nr %(seq)s") % {"seq": row.seq}, "url": url}
    take_back = {"value": _("Ta tillbaka"), "url": reverse("knowledge:ladder-retract", args=[rung.pk])}
    return {
        "cells": [
            {"value": rung.get_step_display(), "note": rung.get_group_display()},
            format_date(rung.day, language()),
            words_of(rung.reference) if rung.reference else "–",
            rung.by.name if rung.by else _("De själva"),
            evidence,
            *([take_back] if workable else []),
        ]
    }
