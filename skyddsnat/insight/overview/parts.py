"""The parts of the page: its tiles, what needs somebody, tasks and aims, and the three layers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.insight.measure_parts import measured_cell
from skyddsnat.insight.models import Indicator
from skyddsnat.insight.overview.charts import language, named
from skyddsnat.insight.overview.figures import ALWAYS
from skyddsnat.insight.overview.rules import Health, elapsed
from skyddsnat.insight.overview.standing import Choice, Part, Stand
from skyddsnat.mandate.api import Phase
from skyddsnat.mandate.models import Activity, Assignment, Clause
from skyddsnat.shared.dates import format_date, format_month, format_short_period, today
from skyddsnat.shared.money import NBSP, format_kr, format_number
from skyddsnat.shared.units import unit_of

Table = dict[str, Any]
FIRST_SHOWN = 5  # of what needs somebody; the rest can be opened


def narrowed_said(choice: Choice) -> str:
    """What the page is narrowed to, in words."""
    if choice.period == ALWAYS:
        return ""
    first, last = (
        "" if month in (ALWAYS.first, ALWAYS.last) else format_month(f"{month:%Y-%m}", language())
        for month in (choice.period.first, choice.period.last)
    )
    if first and last:
        said = _("Gjort, nått, månaderna och kartan gäller %(first)s till %(last)s.") % {
            "first": first,
            "last": last,
        }
    elif first:
        said = _("Gjort, nått, månaderna och kartan gäller från %(first)s.") % {"first": first}
    else:
        said = _("Gjort, nått, månaderna och kartan gäller till och med %(last)s.") % {"last": last}
    return said + " " + _("Plan, tid och pengar gäller hela uppdraget.")


# --- tiles ---


def tiles(found: Stand) -> list[dict[str, Any]]:
    """Time, money and plan, then what needs somebody."""
    slug = found.assignment.slug
    done = sum(one.finished_on is not None for one in found.activities)
    late = len(found.late) + len(found.owed_late)
    loose = orphans_of(found)
    shown = [_time_tile(found), _money_tile(found)]
    shown += [
        {
            "label": _("Avslutade insatser"),
            "value": _("%(done)s av %(all)s") % {"done": done, "all": len(found.activities)},
            "note": _handed_in(found),
            "url": reverse("mandate:activities", args=[slug]),
        },
        {"label": _("Försenat"), "value": format_number(late), "note": _("insatser och skyldigheter"),
         "tone": "danger" if late else ""},
        {"label": _("Tyst"), "value": format_number(len(found.silent)), "note": _("pågår utan nytt underlag"),
         "tone": "warning" if found.silent else ""},
        {"label": _("Hänger löst"), "value": format_number(sum(len(rows) for _h, rows in loose)),
         "note": _("utan koppling till resten"), "tone": "warning" if loose else ""},
    ]  # fmt: skip
    return [one for one in shown if one is not None]


def _time_tile(found: Stand) -> dict[str, Any]:
    whole = found.whole
    until = _("till %(day)s") % {"day": format_date(whole.last, language())}
    if whole.phase is Phase.COMING:
        return {"label": _("Tid"), "value": _("Inte börjat"), "note": format_date(whole.first, language())}
    if whole.phase is Phase.ENDED:
        return {"label": _("Tid"), "value": _("Slut"), "note": until}
    left = (whole.last - today()).days
    if left < 0:
        return {"label": _("Tid"), "value": _("Över tiden"), "note": until, "tone": "danger"}
    value = ngettext("%(days)s dag kvar", "%(days)s dagar kvar", left) % {"days": format_number(left)}
    passed = round(100 * elapsed(whole.first, whole.last, on=today()))
    note = _("%(share)s %% av tiden har gått") % {"share": passed}
    return {"label": _("Tid"), "value": value, "note": f"{note}, {until}"}


def _money_tile(found: Stand) -> dict[str, Any] | None:
    if found.spending is None:
        return None
    used, ceiling = found.spending.used.ore, found.assignment.ceiling_ore
    share = f"{round(100 * used / ceiling)}\u00a0%" if ceiling else "–"
    return {
        "label": _("Använda pengar"),
        "value": share,
        "note": _("%(used)s av %(ceiling)s")
        % {"used": format_kr(used, language()), "ceiling": format_kr(ceiling, language())},
        "url": found.spending.used.url,
        "tone": "danger" if used > ceiling else "",
    }


def _handed_in(found: Stand) -> str:
    return ngettext(
        "%(done)s av %(all)s skyldighet lämnad",
        "%(done)s av %(all)s skyldigheter lämnade",
        len(found.whole.owed),
    ) % {"done": found.whole.done, "all": len(found.whole.owed)}


# --- what needs somebody ---


def needs(found: Stand) -> list[dict[str, Any]]:
    """What is late, silent and loose, each with the way to where it is mended."""
    slug = found.assignment.slug
    late = [
        _link(str(owed.obligation),
              reverse("mandate:obligation", args=[slug, owed.obligation.pk]),
              _day(owed.obligation.due), swedish=_lacks(owed.obligation, "what_en"))
        for owed in found.owed_late
    ]  # fmt: skip
    late += [_activity_link(one, _late_note(one)) for one in found.late]
    newest = found.figures.newest
    silent = [_activity_link(one, _newest_note(newest.get(one.pk))) for one in found.silent]
    groups = [
        (_("Försenat"), late, _("Inget är försenat.")),
        (_("Tyst"), silent, _("Allt som pågår har nytt underlag.")),
        (
            _("Hänger löst"),
            [row for _heading, rows in orphans_of(found) for row in rows],
            _("Allt hänger ihop."),
        ),
    ]
    return [
        {"heading": heading, "first": rows[:FIRST_SHOWN], "rest": rows[FIRST_SHOWN:], "empty": empty}
        for heading, rows, empty in groups
    ]


def orphans_of(found: Stand) -> list[tuple[str, list[dict[str, Any]]]]:
    """The loose ends by kind; a kind without any is left out."""
    slug, loose = found.assignment.slug, found.orphans
    kinds = [
        (_("ingen insats genomför det"),
         [(f"{one.number} {one.title}", one.get_absolute_url(), _lacks(one, "heading_en")) for one in loose.clauses]),
        (_("hör inte till någon mening i beslutet"),
         [(str(one), _activity_url(slug, one), _lacks(one, "title_en")) for one in loose.activities]),
        (_("har börjat men saknar underlag"),
         [(str(one), _activity_url(slug, one), _lacks(one, "title_en")) for one in loose.unproven]),
        (_("varken insats eller handling"),
         [(str(one), reverse("mandate:obligation", args=[slug, one.pk]), _lacks(one, "what_en"))
          for one in loose.obligations]),
    ]  # fmt: skip
    money = found.spending.loose if found.spending else None
    rows = [
        (why, [_link(label, url, why, swedish=sv) for label, url, sv in several]) for why, several in kinds
    ]
    if money and money.ore:
        why = _("kostnader som ingen insats har")
        rows.append((why, [_link(format_kr(money.ore, language()), money.url, why)]))
    return [(why, several) for why, several in rows if several]


def _link(label: str, url: str, note: str, *, swedish: bool = False) -> dict[str, Any]:
    return {"label": label, "url": url, "note": note, "swedish": swedish}


def _activity_link(activity: Activity, note: str) -> dict[str, Any]:
    url = _activity_url(activity.assignment.slug, activity)
    return _link(str(activity), url, note, swedish=_lacks(activity, "title_en"))


def _activity_url(slug: str, activity: Activity) -> str:
    return reverse("mandate:activity", args=[slug, activity.number])


def _lacks(item: Any, field: str) -> bool:
    """Whether the words are Swedish on an English page."""
    return language() == "en" and not getattr(item, field)


def _day(day: datetime.date | None) -> str:
    return format_date(day, language()) if day else ""


def _late_note(activity: Activity) -> str:
    if activity.started_on is None:
        return _("skulle ha börjat %(day)s") % {"day": _day(activity.starts)}
    return _("skulle ha slutat %(day)s") % {"day": _day(activity.ends)}


def _newest_note(month: datetime.date | None) -> str:
    if month is None:
        return _("inget underlag än")
    return _("senaste underlag %(month)s") % {"month": format_month(f"{month:%Y-%m}", language())}


# --- tasks and aims ---


def health_tag(said: Health) -> dict[str, str]:
    words = {
        Health.MISSING: (_("Saknar insats"), "danger"),
        Health.NONE: (_("Ingen insats"), "neutral"),
        Health.LATE: (_("Försenat"), "danger"),
        Health.OVER: (_("Över budget"), "danger"),
        Health.UNPROVEN: (_("Saknar underlag"), "warning"),
        Health.SILENT: (_("Tyst"), "warning"),
        Health.DONE: (_("Avslutat"), "success"),
        Health.WAITING: (_("Inte börjat"), "neutral"),
        Health.WELL: (_("I tid"), "success"),
    }
    text, tone = words[said]
    return {"text": text, "tone": tone}


def parts_table(found: Stand, rows: Iterable[Part], *, aims: bool) -> Table:
    """Each clause, or each aim, against plan, time and money."""
    columns: list[dict[str, Any]] = [
        {"label": _("Handlingsplanens mål") if aims else _("Deluppdrag")},
        {"label": _("Läge")},
        {"label": _("Avslutade insatser"), "figures": True},
        {"label": _("Planerad tid")},
    ]
    if found.spending is not None:
        columns.append({"label": _("Använt av planerat"), "figures": True})
    columns.append({"label": _("Underlag"), "figures": True})
    return {
        "caption": _("Handlingsplanens mål") if aims else _("Deluppdragen"),
        "compact": True,
        "export": "mal" if aims else "deluppdrag",
        "columns": columns,
        "rows": [_part_row(found, one) for one in rows],
        "empty": {
            "heading": _("Inga deluppdrag"),
            "text": _("Beslutet har inga bekräftade deluppdrag."),
        },
    }


def _part_row(found: Stand, part: Part) -> dict[str, Any]:
    slug, of = found.assignment.slug, part.of
    clause = of if isinstance(of, Clause) else None
    evidence = f"{reverse('mandate:evidence-list', args=[slug])}?clause={clause.number}" if clause else ""
    note = _("Princip för hela uppdraget") if clause and clause.kind == Clause.PRINCIPLE else ""
    cells: list[Any] = [
        {
            "value": named(part),
            "note": note,
            "swedish": _lacks(of, "heading_en" if clause else "wording_en"),
        },
        {"value": "", "tag": health_tag(part.health), "note": _late_said(part)},
        _("%(done)s av %(all)s") % {"done": part.done, "all": len(part.activities)},
        _time_cell(part),
    ]
    if found.spending is not None:
        cells.append(_money_cell(part))
    cells.append({"value": format_number(part.records), "url": evidence if part.records else ""})
    return {"url": clause.get_absolute_url() if clause else "", "cells": cells}


def _late_said(part: Part) -> str:
    said = []
    if part.late:
        late = len(part.late)
        said.append(ngettext("%(count)s försenad", "%(count)s försenade", late) % {"count": late})
    if part.silent:
        quiet = len(part.silent)
        said.append(ngettext("%(count)s tyst", "%(count)s tysta", quiet) % {"count": quiet})
    return ", ".join(said)


def _time_cell(part: Part) -> dict[str, Any]:
    if part.span is None:
        return {"value": "–"}
    passed = round(100 * (part.elapsed or 0))
    return {
        "value": format_short_period(*part.span, language()),
        "note": (_("%(share)s %% har gått") % {"share": passed}).replace(" ", NBSP),
    }


def _money_cell(part: Part) -> dict[str, Any]:
    used, planned = part.used_ore or 0, part.budget_ore
    if not (used or planned):
        return {"value": "–"}
    note = _("av %(planned)s") % {"planned": format_kr(planned, language())}
    return {"value": format_kr(used, language()), "note": note}


# --- the three layers ---


def layers(found: Stand) -> list[Table]:
    """Done, reached and changed, never mixed: each indicator with value, target and baseline."""
    words = [
        (Indicator.DONE, _("Gjort"), _("Vad vi själva har gjort.")),
        (Indicator.REACHED, _("Nått"), _("Vilka det har nått. Att ha nåtts är inte att ha ändrat något.")),
        (Indicator.CHANGED, _("Förändrat"), _("Vad som har blivit annorlunda hos andra.")),
    ]
    order = {part.of.pk: n for n, part in enumerate(found.clauses)}
    last = len(order)
    ordered = sorted(found.indicators, key=lambda one: (order.get(one.clause_id or 0, last), one.pk))
    return [
        _layer(found, heading, lead, [one for one in ordered if one.layer == code])
        for code, heading, lead in words
    ]


def _layer(found: Stand, heading: str, lead: str, indicators: list[Indicator]) -> Table:
    """A layer's indicators; a column that none of them has anything in is said in words instead."""
    has_target = any(one.target for one in indicators)
    has_baseline = any(one.baseline for one in indicators)
    columns: list[dict[str, Any]] = [
        {"label": _("Indikator"), "notes": _("Hör till")},
        {"label": _("Värde"), "figures": True},
    ]
    if has_target:
        columns.append({"label": _("Målvärde"), "figures": True})
    if has_baseline:
        columns.append({"label": _("Utgångsläge"), "figures": True})

    def row(one: Indicator) -> dict[str, Any]:
        cells: list[Any] = [{"value": str(one), "note": _belongs(one)}, _value(found, one)]
        if has_target:
            cells.append(_aimed(one.target, one.target_when, one))
        if has_baseline:
            cells.append(_aimed(one.baseline, one.baseline_when, one))
        return {"url": _indicator_url(found.assignment, one), "cells": cells}

    return {
        "caption": heading,
        "lead": " ".join([lead, *_unsaid(indicators, has_target=has_target, has_baseline=has_baseline)]),
        "compact": True,
        "columns": columns,
        "rows": [row(one) for one in indicators],
        "empty": {"heading": _("Inga indikatorer här"), "text": _("Välj hela uppdraget för att se alla.")},
    }


def _unsaid(indicators: list[Indicator], *, has_target: bool, has_baseline: bool) -> list[str]:
    """What no indicator of a layer has, in words."""
    if not indicators or (has_target and has_baseline):
        return []
    if not (has_target or has_baseline):
        return [_("Ingen av dem har något målvärde eller känt utgångsläge.")]
    return [
        _("Ingen av dem har något känt utgångsläge.") if has_target else _("Ingen av dem har något målvärde.")
    ]


def _indicator_url(assignment: Assignment, indicator: Indicator) -> str:
    return reverse("insight:indicator", args=[assignment.slug, indicator.code])


def _belongs(indicator: Indicator) -> str:
    """What it is an indicator of, in short: the whole words stand in the tables above."""
    if indicator.clause:
        words = (
            _("Deluppdrag %(number)s") if indicator.clause.kind == Clause.TASK else _("Princip %(number)s")
        )
        return words % {"number": indicator.clause.number}
    if indicator.aim:
        return _("Mål %(letter)s") % {"letter": indicator.aim.letter}
    return indicator.target_group.said if indicator.target_group else ""


def _value(found: Stand, indicator: Indicator) -> dict[str, Any]:
    if indicator.query is None and indicator.pk in found.measured:
        return measured_cell(found.measured[indicator.pk])
    if indicator.query is None:
        return {"value": "", "tag": {"text": _("Inte mätt"), "tone": "warning"}}
    value = found.figures.values[indicator.pk]
    if not value:
        return {"value": "", "tag": {"text": _("Underlag saknas"), "tone": "warning"}}
    return {"value": format_number(value), "note": unit_of(value, indicator.said("unit"))}


def _aimed(value: str, when: str, indicator: Indicator) -> dict[str, Any]:
    """A target or a baseline, with its year."""
    return {"value": f"{value} {indicator.said('unit')}", "note": when} if value else {"value": "–"}
