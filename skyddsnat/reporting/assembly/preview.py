"""One section as it would look now, with a text that nobody has saved; and every number that a text may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.economy.api import MoneyDocument
from skyddsnat.insight.api import Indicator
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.assembly.money import economy_chapter, freeze_money
from skyddsnat.reporting.assembly.numbers import MONEY_CODES
from skyddsnat.reporting.assembly.report import source_of
from skyddsnat.reporting.assembly.sections import Gap, Source, aim, prose, target_group, task


@dataclass(frozen=True, slots=True)
class Citable:
    """A number that a text may use. Without evidence it has no query, and stands in the report as lacking."""

    code: str
    name: str
    definition: str
    url: str
    query: dict[str, Any] | None


@dataclass(frozen=True)
class Preview:
    """A section before it is drawn: its data, the queries and pictures it needs, what it lacks, what one may cite."""

    section: dict[str, Any]
    record: dict[str, Any]
    gaps: list[Gap]
    citable: list[Citable]


def preview(assignment: Assignment, key: str, body: str, *, language: str = "sv") -> Preview:
    """Make the section `key` with `body` as its text. Nothing is written. KeyError when there is no such section."""
    with override(language):
        source = source_of(assignment, None, {key: body})
        account = freeze_money(source)
        made = _made(source, key, account)
        section = {"activities": [], "indicators": [], "charts": [], **made}
        report = {"language": language, "queries": list(source.numbers.queries.values())}
        assets = {name: picture.decode() for name, picture in source.assets.items()}
        record = {"report": report, "assets": assets, "frozen": {}}
        return Preview(section, record, source.gaps[key], _citable(source))


def _made(source: Source, key: str, account: MoneyDocument | None) -> dict[str, Any]:
    kind, _colon, name = key.partition(":")
    assignment = source.assignment
    if kind == "task":
        return task(source, next(c for c in assignment.clauses.all() if c.number == name))
    if kind == "aim":
        return aim(source, next(a for a in assignment.aims.all() if a.letter == name))
    if kind == "group":
        return target_group(source, next(g for g in assignment.target_groups.all() if g.code == name))
    if key == "economy":
        return {"heading": _("Ekonomi"), "blocks": economy_chapter(source, account)["blocks"]}
    return {"heading": _("Sammanfattning"), "blocks": prose(source, "summary", _("Sammanfattning"))}


def _citable(source: Source) -> list[Citable]:
    queries = source.numbers.queries
    found = [_indicator(indicator, queries.get(indicator.code)) for indicator in source.indicators]
    names = {
        "money-requisitioned": _("Rekvirerade medel"),
        "money-used": _("Använda medel"),
        "money-repaid": _("Återbetalda medel"),
    }
    states = _("Beloppet som den utfärdade ekonomiska redovisningen anger.")
    for code in MONEY_CODES:
        query = queries.get(code)
        found.append(Citable(code, names[code], states, query["url"] if query else "", query))
    return found


def _indicator(indicator: Indicator, query: dict[str, Any] | None) -> Citable:
    definition = indicator.said("definition")
    return Citable(indicator.code, str(indicator), definition, indicator.get_absolute_url(), query)
