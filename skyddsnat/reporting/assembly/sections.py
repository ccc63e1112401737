"""The chapters of the report: one section per task, aim and target group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.insight.api import Indicator, months_chart
from skyddsnat.mandate.models import Activity, Aim, Assignment, Clause, TargetGroup
from skyddsnat.reporting.assembly.numbers import MONEY_CODES, Numbers
from skyddsnat.reporting.prose import blocks, references


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a section cannot show: what, why, and the page where it can be mended."""

    what: str
    why: str
    url: str = ""


@dataclass
class Source:
    """What the chapters are made of, read once."""

    assignment: Assignment
    numbers: Numbers
    texts: dict[str, str]
    used: dict[int, int]  # activity id → öre
    activities: list[Activity]
    indicators: list[Indicator]
    assets: dict[str, bytes] = field(default_factory=dict)
    lacking: list[dict[str, Any]] = field(default_factory=list)
    here: str = ""  # the section that is being made
    gaps: defaultdict[str, list[Gap]] = field(default_factory=lambda: defaultdict(list))

    @property
    def citable(self) -> set[str]:
        """Codes of every number that a text may refer to, with or without evidence."""
        return {indicator.code for indicator in self.indicators} | set(MONEY_CODES)

    @property
    def language(self) -> str:
        return "en" if get_language() == "en" else "sv"

    def lacks(self, what: str, where: str, why: str, url: str = "") -> None:
        """List something the report cannot show, once in the whole report and once in each section."""
        missing = {"what": what, "where": where, "why": why}
        if missing not in self.lacking:
            self.lacking.append(missing)
        gap = Gap(what, why, url)
        if gap not in self.gaps[self.here]:
            self.gaps[self.here].append(gap)


def swedish(source: Source, text: str) -> Any:
    """Words that somebody typed in Swedish, marked so when the report is in English."""
    return text if source.language == "sv" else {"text": text, "lang": "sv"}


def prose(source: Source, section: str, where: str) -> list[dict[str, Any]]:
    """The section's own text; a missing text and a reference without a number are listed as lacking."""
    source.here = section
    body = source.texts.get(section, "")
    known = source.citable & set(source.numbers.queries)
    for code in references(body):
        if code not in source.citable:
            source.lacks(code, where, _("Texten hänvisar till en siffra som inte finns."))
        elif code not in known:
            source.lacks(code, where, _("Texten hänvisar till en siffra som saknar underlag."))
    if not body.strip():
        source.lacks(_("Text"), where, _("Ingen har skrivit avsnittet än."))
    return blocks(body, known, lang="" if source.language == "sv" else "sv")


def task(source: Source, clause: Clause) -> dict[str, Any]:
    """A section on one clause of the decision."""
    source.here = f"task:{clause.number}"
    mine = [a for a in source.activities if clause in a.clauses.all()]
    heading = clause.title
    if clause.kind == Clause.TASK:
        heading = _("Deluppdrag %(number)s: %(title)s") % {"number": clause.number, "title": clause.title}
    if not mine:
        source.lacks(
            _("Insatser"),
            heading,
            _("Ingen insats är knuten till meningen i beslutet."),
            clause.get_absolute_url(),
        )
    cited = None
    if clause.span_start is not None:
        cited = _("Beslutet, tecken %(start)s–%(end)s") % {"start": clause.span_start, "end": clause.span_end}
    section = _section(
        source,
        f"task:{clause.number}",
        heading,
        mine,
        [i for i in source.indicators if i.clause_id == clause.pk],
    )
    return section | {"wording": clause.said, "cited": cited, "url": None}


def aim(source: Source, aim: Aim) -> dict[str, Any]:
    """A section on one aim of the action plan."""
    mine = [a for a in source.activities if aim in a.aims.all()]
    found = [i for i in source.indicators if i.aim_id == aim.pk]
    return _section(
        source,
        f"aim:{aim.letter}",
        _("Mål %(letter)s: %(aim)s") % {"letter": aim.letter, "aim": aim.said},
        mine,
        found,
    )


def target_group(source: Source, group: TargetGroup) -> dict[str, Any]:
    """A section on one target group."""
    source.here = f"group:{group.code}"
    mine = [a for a in source.activities if group in a.target_groups.all()]
    if not mine:
        source.lacks(_("Insatser"), group.said, _("Ingen insats riktar sig till målgruppen."))
    found = [i for i in source.indicators if i.target_group_id == group.pk]
    return _section(source, f"group:{group.code}", group.said, mine, found, text_needed=False)


def _section(
    source: Source,
    key: str,
    heading: str,
    activities: list[Activity],
    indicators: list[Indicator],
    *,
    text_needed: bool = True,
) -> dict[str, Any]:
    source.here = key
    rows = [_indicator(source, indicator, heading) for indicator in indicators]
    written = prose(source, key, heading) if text_needed or source.texts.get(key) else []
    return {
        "heading": heading,
        "blocks": written,
        "activities": [_activity(source, activity) for activity in activities],
        "indicators": rows,
        "charts": _charts(source, key, indicators),
    }


def _activity(source: Source, activity: Activity) -> dict[str, Any]:
    evidence = source.numbers.activity(activity)
    title = swedish(source, activity.title)
    if source.language == "en" and activity.title_en:
        title = activity.title_en
    if evidence is None:
        row = _("Insats %(number)s: %(title)s") % {
            "number": activity.number,
            "title": title if isinstance(title, str) else activity.title,
        }
        source.lacks(row, _("Insatser"), _("Inget underlag har förts in."), activity.get_absolute_url())
    return {
        "number": activity.number,
        "title": title,
        "starts": activity.starts.isoformat(),
        "ends": activity.ends.isoformat(),
        "responsible": activity.responsible.name,
        "status": _status(activity),
        "used_ore": source.used.get(activity.pk, 0),
        "evidence": evidence,
    }


def _status(activity: Activity) -> str:
    if activity.finished_on:
        return _("Avslutad")
    return _("Pågår") if activity.started_on else _("Inte börjat")


def _indicator(source: Source, indicator: Indicator, where: str) -> dict[str, Any]:
    number = source.numbers.indicator(indicator)
    if number is None:
        why = _("Inget underlag har förts in.")
        if indicator.query is None:
            why = _("Kan bara mätas med en ny undersökning. Ingen sådan har gjorts.")
        source.lacks(str(indicator), where, why, indicator.get_absolute_url())
    baseline = _aimed(source, indicator, indicator.baseline, indicator.baseline_when) or _("okänt")
    target = _aimed(source, indicator, indicator.target, indicator.target_when) or "–"
    return {"label": str(indicator), "number": number, "baseline": baseline, "target": target}


def _aimed(source: Source, indicator: Indicator, value: str, when: str) -> Any:
    """A target or baseline with its time; all of it in Swedish where the time is said in Swedish words."""
    if not value:
        return ""
    if any(sign.isalpha() for sign in when):
        return swedish(source, f"{value} {indicator.unit} ({when})")
    return f"{value} {indicator.said('unit')} ({when})"


def _charts(source: Source, key: str, indicators: list[Indicator]) -> list[dict[str, Any]]:
    """One chart a section: the months of an indicator that has some, whom we reached before what we did."""
    for indicator in sorted(indicators, key=lambda one: one.layer != Indicator.REACHED):
        content = source.numbers.frozen.get(indicator.code)
        if content and len(content["by_month"]) > 1 and content["query"]["measure"] == "quantity":
            drawn = months_chart(indicator, content["by_month"])
            name = f"{key.replace(':', '-')}-{indicator.code}.svg"
            source.assets[name] = drawn.svg.encode()
            return [{
                "asset": name, "alt": drawn.alt, "title": drawn.title, "subtitle": drawn.subtitle,
                "source": drawn.source, "table": drawn.table,
            }]  # fmt: skip
    return []
