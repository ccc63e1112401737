"""The plan as a drawing: groups of bars, milestones and arrows, with words for who does not see them."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.mandate.chain import obligation_url
from skyddsnat.mandate.models import Assignment
from skyddsnat.mandate.overview import Owed
from skyddsnat.mandate.plan.schedule import Plan, Planned, extent
from skyddsnat.mandate.rules import State
from skyddsnat.mandate.views.frame import in_language, language, long_date
from skyddsnat.shared.charts.schedule import (
    Group,
    Item,
    Look,
    Picture,
    Placed,
    Size,
    Tie,
    Window,
    place,
    whole_months,
)
from skyddsnat.shared.charts.schedule_svg import sample, strip, svg
from skyddsnat.shared.dates import format_month, format_period, today

STRIP = Size(width=320, gutter=0, right=0)
SPANS = {"year": 12, "quarter": 3, "month": 1}
GROUPS = ("task", "person", "none")
KEPT = ("group", "zoom", "from")


def place_of(query: QueryDict) -> str:
    """What of the address says where in the plan the reader is, for links and for coming back."""
    kept = {name: str(query[name]) for name in KEPT if query.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def window_of(plan: Plan, query: QueryDict) -> tuple[str, Window]:
    """The zoom that was asked for ("all" when none) and the days it shows."""
    first, last = extent(plan)
    whole = whole_months(first, last)
    zoom = query.get("zoom", "all")
    if zoom not in SPANS:
        return "all", whole
    now = today()
    day = _month(query.get("from", "")) or (now if whole.first <= now <= whole.last else whole.first)
    return zoom, _span_from(day, zoom)


def _span_from(day: datetime.date, zoom: str) -> Window:
    months = SPANS[zoom]
    start = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return whole_months(start, _months_on(start, months - 1))


def _months_on(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(min(max(year, 1000), 9990), month + 1, 1)


def _month(text: str) -> datetime.date | None:
    try:
        day = datetime.datetime.strptime(text, "%Y-%m").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        return None
    return day if 1000 < day.year < 9990 else None


def drawing(assignment: Assignment, plan: Plan, query: QueryDict) -> dict[str, Any]:
    """Everything the page needs to show the plan in time."""
    zoom, window = window_of(plan, query)
    group = query.get("group", "task")
    groups = _grouped(assignment, plan, group if group in GROUPS else "task")
    ties = [
        Tie(f"a{after.pk}", f"a{row.activity.pk}", broken=after in row.broken)
        for row in plan.rows
        for after in row.waits
    ] + [
        Tie(f"a{row.activity.pk}", f"o{obligation.pk}", broken=obligation in row.missed)
        for row in plan.rows
        for obligation in row.before
    ]
    wide = place(groups, ties, window=window, today=today(), language=language())
    narrow = place(groups, [], window=window, today=today(), language=language(), size=STRIP)
    return {
        "svg": _svg(wide, plan, window),
        "lists": _lists(groups, narrow),
        "zooms": _zooms(query, zoom, window),
        "groups": _group_links(query, group if group in GROUPS else "task"),
        "period": format_period(window.first, window.last, language()),
        "key": [
            {"svg": mark_safe(sample(look)), "word": word}  # noqa: S308 - drawn by us
            for look, word in _words().items()
        ],
    }


def _svg(picture: Picture, plan: Plan, window: Window) -> SafeString:
    title = _("Planen %(period)s") % {"period": format_period(window.first, window.last, language())}
    count = len(plan.rows)
    said = ngettext(
        "%(count)s insats i tid. Tabellen nedan säger samma sak i ord.",
        "%(count)s insatser i tid. Tabellen nedan säger samma sak i ord.",
        count,
    ) % {"count": count}
    text = svg(picture, name="plan", title=title, description=said, today_word=_("I dag"))
    return mark_safe(text)  # noqa: S308 - made by ElementTree, which escapes what people wrote


def _words() -> dict[Look, str]:
    return {
        Look.PLANNED: _("Planerad"),
        Look.STARTED: _("Pågår"),
        Look.FINISHED: _("Avslutad"),
        Look.LATE: _("Försenad"),
    }


def look_of(row: Planned) -> Look:
    if row.late:
        return Look.LATE
    return {State.PLANNED: Look.PLANNED, State.STARTED: Look.STARTED, State.FINISHED: Look.FINISHED}[
        row.state
    ]


def _item(assignment: Assignment, row: Planned) -> Item:
    activity, look = row.activity, look_of(row)
    title = in_language(activity, "title")
    period = format_period(row.times.starts, row.times.ends, language())
    said = [f"{activity.number} {title['value']}", period, _words()[look]]
    if row.waits:
        numbers = ", ".join(str(after.number) for after in row.waits)
        said.append(_("Väntar på insats %(numbers)s") % {"numbers": numbers})
    return Item(
        key=f"a{activity.pk}",
        label=f"{activity.number} {title['value']}",
        said=". ".join(said),
        starts=row.times.starts,
        ends=row.times.ends,
        look=look,
        word=_words()[look],
        url=reverse("mandate:activity", args=[assignment.slug, activity.number]),
        began=row.times.started_on,
        ended=row.times.finished_on,
        label_lang="sv" if title["swedish"] else "",
    )


def _milestone(assignment: Assignment, owed: Owed) -> Item | None:
    due = owed.obligation.due
    if due is None:
        return None
    what = in_language(owed.obligation, "what")
    return Item(
        key=f"o{owed.obligation.pk}",
        label=what["value"],
        said=f"{what['value']}. {long_date(due)}. {owed.state.text}",
        starts=due,
        ends=due,
        look=Look.DUE,
        word=_due_words(owed),
        url=obligation_url(assignment, owed.obligation),
        label_lang="sv" if what["swedish"] else "",
    )


def _due_words(owed: Owed) -> str:
    """The day, and how it stands when that is more than that it remains."""
    day = long_date(owed.obligation.due)
    return f"{day}, {owed.state.text.lower()}" if owed.state.code in {"done", "late"} else day


def _grouped(assignment: Assignment, plan: Plan, how: str) -> list[Group]:
    """Rows by the first task they carry out, by who is responsible, or in one row of numbers; obligations last."""
    found: dict[tuple[str, str], list[Item]] = {}
    if how == "task":
        for clause in sorted({row.clauses[0] for row in plan.rows if row.clauses}, key=lambda c: c.number):
            title = in_language(clause, "heading")
            found[f"{clause.number} {title['value']}", "sv" if title["swedish"] else ""] = []
    for row in plan.rows:
        found.setdefault(_heading_of(row, how), []).append(_item(assignment, row))
    groups = [Group(label, items, lang) for (label, lang), items in found.items()]
    if how == "person":
        groups.sort(key=lambda group: group.label)
    milestones = [item for owed in plan.owed if (item := _milestone(assignment, owed))]
    return [*groups, Group(_("Skyldigheter"), milestones)] if milestones else groups


def _heading_of(row: Planned, how: str) -> tuple[str, str]:
    if how == "person":
        return row.activity.responsible.name, ""
    if how == "none":
        return _("Insatser"), ""
    if not row.clauses:
        return _("Utan mening i beslutet"), ""
    title = in_language(row.clauses[0], "heading")
    return f"{row.clauses[0].number} {title['value']}", "sv" if title["swedish"] else ""


def _lists(groups: list[Group], picture: Picture) -> list[dict[str, Any]]:
    """The same for a narrow screen: words, and a small bar under them."""
    placed = {row.item.key: row for row in picture.rows}

    def shown(item: Item, row: Placed) -> dict[str, Any]:
        period = item.word if item.look is Look.DUE else format_period(item.starts, item.ends, language())
        drawn = mark_safe(strip(row, picture))  # noqa: S308 - drawn by us
        state = "" if item.look is Look.DUE else item.word
        return {
            "label": item.label,
            "lang": item.label_lang,
            "url": item.url,
            "period": period,
            "state": state,
            "svg": drawn,
        }

    return [
        {
            "label": group.label,
            "lang": group.label_lang,
            "items_shown": [shown(item, placed[item.key]) for item in group.items],
        }
        for group in groups
    ]


def _zooms(query: QueryDict, zoom: str, window: Window) -> dict[str, Any]:
    """Links to the other zooms, and to the time before and after."""
    words = {"all": _("Hela planen"), "year": _("År"), "quarter": _("Kvartal"), "month": _("Månad")}
    steps: dict[str, Any] = {}
    if zoom in SPANS:
        earlier, later = (_months_on(window.first, step * SPANS[zoom]) for step in (-1, 1))
        steps = {
            "earlier": {
                "url": _query(query, **{"from": f"{earlier:%Y-%m}"}),
                "label": _span_words(earlier, zoom),
            },
            "later": {"url": _query(query, **{"from": f"{later:%Y-%m}"}), "label": _span_words(later, zoom)},
        }
    start = f"{window.first:%Y-%m}" if zoom in SPANS else ""
    tabs = [
        {"label": word, "url": _query(query, zoom=name, **{"from": start}), "current": name == zoom}
        for name, word in words.items()
    ]
    return {"tabs": tabs, **steps}


def _span_words(day: datetime.date, zoom: str) -> str:
    if zoom == "year":
        return str(day.year)
    first = format_month(f"{day:%Y-%m}", language())
    if zoom == "month":
        return first
    return f"{first}–{format_month(f'{_months_on(day, 2):%Y-%m}', language())}"


def _group_links(query: QueryDict, group: str) -> list[dict[str, Any]]:
    words = {"task": _("Deluppdrag"), "person": _("Ansvarig"), "none": _("Nummer")}
    return [
        {"label": word, "url": _query(query, group=name), "current": name == group}
        for name, word in words.items()
    ]


def _query(query: QueryDict, **more: str) -> str:
    kept = {name: str(query[name]) for name in (*KEPT, "sort") if query.get(name)}
    wanted = {name: value for name, value in (kept | more).items() if value}
    return f"?{urlencode(wanted)}"
