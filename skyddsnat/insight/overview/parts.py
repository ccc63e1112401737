"""The page's tiles, and what needs somebody."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.insight.overview.figures import ALWAYS
from skyddsnat.insight.overview.rules import elapsed
from skyddsnat.insight.overview.standing import Choice, Stand
from skyddsnat.insight.overview.wording import lacks, language
from skyddsnat.mandate.api import Phase
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import format_date, format_month, today
from skyddsnat.shared.money import format_kr, format_number

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
              _day(owed.obligation.due), swedish=lacks(owed.obligation, "what_en"))
        for owed in found.owed_late
    ]  # fmt: skip
    late += [_activity_link(one, _late_note(one)) for one in found.late]
    silent = [_activity_link(one, _silent_note(found, one)) for one in found.silent]
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
         [(f"{one.number} {one.title}", one.get_absolute_url(), lacks(one, "heading_en")) for one in loose.clauses]),
        (_("hör inte till någon mening i beslutet"),
         [(str(one), _activity_url(slug, one), lacks(one, "title_en")) for one in loose.activities]),
        (_("har börjat men saknar underlag"),
         [(str(one), _activity_url(slug, one), lacks(one, "title_en")) for one in loose.unproven]),
        (_("varken insats eller handling"),
         [(str(one), reverse("mandate:obligation", args=[slug, one.pk]), lacks(one, "what_en"))
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
    return _link(str(activity), url, note, swedish=lacks(activity, "title_en"))


def _activity_url(slug: str, activity: Activity) -> str:
    return reverse("mandate:activity", args=[slug, activity.number])


def _day(day: datetime.date | None) -> str:
    return format_date(day, language()) if day else ""


def _late_note(activity: Activity) -> str:
    if activity.started_on is None:
        return _("skulle ha börjat %(day)s") % {"day": _day(activity.starts)}
    return _("skulle ha slutat %(day)s") % {"day": _day(activity.ends)}


def _silent_note(found: Stand, activity: Activity) -> str:
    if not found.figures.records.get(activity.pk):
        return _("inget underlag än")
    return _("senaste underlag %(day)s") % {"day": _day(found.silent[activity])}
