"""The plan as a document: from frozen data to PDF. Swedish, as it goes to a Swedish authority's own files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.mandate.plan.rules import Times
from skyddsnat.shared.charts.schedule import Group, Item, Look, Size, Tie, place, whole_months
from skyddsnat.shared.charts.schedule_svg import svg
from skyddsnat.shared.dates import format_date, format_period, format_short_period
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.typeset import render
from skyddsnat.shared.typeset.plan_shapes import PlanActivity, PlanDocument
from skyddsnat.shared.typeset.shapes import Approval

PDF = "application/pdf"
PICTURE = "plan.svg"
PAPER = Size(width=720, gutter=250, right=16)
FIGURE_ROWS = 26  # what an A4 page holds


def pdf(data: Mapping[str, Any], *, created: datetime.datetime, approved: Approval | None) -> bytes:
    """The plan as PDF/A-2a and PDF/UA-1; without approval it says on its face that it is not approved."""
    with translation.override("sv"):
        pictures = figures(data)
        shown = document(data, approved, [name for name, _svg in pictures])
    return render("plan", shown, created=created, assets={name: drawn.encode() for name, drawn in pictures})


def document(data: Mapping[str, Any], approved: Approval | None, pictures: list[str]) -> PlanDocument:
    """What the template wants."""
    plan = data["plan"]
    replaces = data["replaces"]
    return {
        "language": "sv",
        "demo": data["demonstration"],
        "title": _("Plan"),
        "dnr": data["dnr"],
        "authority": data["authority"],
        "date": data["dated"],
        "version": data["version"],
        "replaces": replaces
        and _("version %(version)s, %(date)s")
        % {"version": replaces["version"], "date": _day(replaces["dated"])},
        "reason": data["reason"],
        "assignment": data["assignment"],
        "approved": approved,
        "prepared": data["prepared"],
        "data_hash": sha256_hex(canonical_json(data)),
        "figures": [
            {"asset": name, "alt": alternative(plan), "title": _("Planen i tid"), "subtitle": _how_to_read()}
            for name in pictures
        ],
        "activities": [_activity(row, plan) for row in plan["activities"]],
        "total_ore": sum(row["budget_ore"] for row in plan["activities"]),
        "purposes": [
            {"title": f"{row['number']} {row['title']}", "purpose": row["purpose"]}
            for row in plan["activities"]
        ],
        "obligations": [
            {"what": row["what"], "recipient": row["recipient"], "due": row["due"]}
            for row in plan["obligations"]
        ],
        "changes": data["changes"],
    }


def _activity(row: Mapping[str, Any], plan: Mapping[str, Any]) -> PlanActivity:
    return {
        "number": str(row["number"]),
        "title": row["title"],
        "clauses": ", ".join(row["clauses"]),
        "period": format_short_period(_date(row["starts"]), _date(row["ends"])),
        "responsible": plan["people"][str(row["responsible"])]["role"],
        "after": ", ".join(str(number) for number in row["after"]),
        "budget_ore": row["budget_ore"],
    }


def _how_to_read() -> str:
    return _(
        "Staplar är planerad tid, romber det som ska lämnas. "
        "En pil visar vad som väntar på vad, streckad när tiderna inte går ihop."
    )


def alternative(plan: Mapping[str, Any]) -> str:
    """What the picture says, in words; the table after it says the rest."""
    rows = plan["activities"]
    if not rows:
        return _("Planen har inga insatser än.")
    first, last = min(row["starts"] for row in rows), max(row["ends"] for row in rows)
    words = ngettext(
        "%(count)s insats som en stapel i tid, %(period)s. Tabellen efter bilden har samma uppgifter.",
        "%(count)s insatser som staplar i tid, %(period)s. Tabellen efter bilden har samma uppgifter.",
        len(rows),
    )
    return words % {"count": len(rows), "period": format_period(_date(first), _date(last))}


def figures(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The plan drawn in time, a page at a time: names and SVG."""
    plan = data["plan"]
    items = [_bar(row) for row in plan["activities"]]
    items += [_milestone(row) for row in plan["obligations"] if row["due"]]
    if not items:
        return []
    window = whole_months(min(item.starts for item in items), max(item.ends for item in items))
    numbers = {row["number"]: row for row in plan["activities"]}
    ties = [
        Tie(str(after), str(row["number"]), broken=_begins_early(row, numbers[after]))
        for row in plan["activities"]
        for after in row["after"]
        if after in numbers
    ]
    ties += [
        Tie(str(row["number"]), f"o{due['pk']}", broken=bool(due["due"]) and row["ends"] > due["due"])
        for row in plan["activities"]
        for due in plan["obligations"]
        if due["pk"] in row["before"]
    ]
    drawn = []
    for place_in, start in enumerate(range(0, len(items), FIGURE_ROWS)):
        shown = [Group("", items[start : start + FIGURE_ROWS])]
        picture = place(shown, ties, window=window, today=datetime.date.min, language="sv", size=PAPER)
        name = PICTURE if place_in == 0 else f"plan-{place_in + 1}.svg"
        text = svg(
            picture,
            name="plan",
            title=_("Planen i tid"),
            description=alternative(plan),
            today_word="",
            links=False,
        )
        drawn.append((name, text))
    return drawn


def _bar(row: Mapping[str, Any]) -> Item:
    return Item(
        key=str(row["number"]), label=f"{row['number']} {row['title']}", said="", starts=_date(row["starts"]),
        ends=_date(row["ends"]), look=Look.PLANNED,
    )  # fmt: skip


def _milestone(row: Mapping[str, Any]) -> Item:
    due = _date(row["due"])
    return Item(
        key=f"o{row['pk']}",
        label=row["what"],
        said="",
        starts=due,
        ends=due,
        look=Look.DUE,
        word=format_date(due),
    )


def _begins_early(row: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return Times(_date(row["starts"]), _date(row["ends"])).begin < _date(after["ends"])


def change_words(how: str) -> str:
    """What has happened to an activity since the former version, in Swedish."""
    with translation.override("sv"):
        return {"added": _("Tillagd"), "removed": _("Borttagen"), "changed": _("Ändrad")}[how]


def _date(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def _day(iso: str) -> str:
    return format_date(_date(iso))
