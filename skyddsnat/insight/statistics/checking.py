"""Is a table safe together with all that has been out? Asked when it is made, and again when it is approved."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, Report
from skyddsnat.disclosure.api import CannotRead, Contradiction, Release, Wish, WouldDisclose, audit, protect
from skyddsnat.insight.statistics.correcting import check_correction, corrected, differs
from skyddsnat.insight.statistics.counting import Whole
from skyddsnat.insight.statistics.models import StatTable, StatVersion
from skyddsnat.insight.statistics.parts import cases_of, kept, releases_of

LOCK = 7_120_941  # number of the advisory lock; any number, the same everywhere
OUT = (StatVersion.State.PUBLISHED, StatVersion.State.WITHDRAWN)


def one_at_a_time() -> None:
    """Let nobody else publish until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def been_out(table: StatTable) -> list[StatVersion]:
    """All versions about the same cases that have been out, also those that were withdrawn: they are known."""
    found = StatVersion.objects.filter(state__in=OUT, table__cases=table.cases)
    return list(found.select_related("table").order_by("published_at", "pk"))


def beside(out: Iterable[StatVersion], cases: str) -> list[Release]:
    """What has been out about those cases of one year."""
    return [release for version in out for release in releases_of(version) if release.population == cases]


def check_threshold(version: StatVersion, out: Iterable[StatVersion]) -> None:
    """Raises Refused when a table that has been out hides numbers that this one would show."""
    cases = _cases(version)
    before = [one for one in out if cases & _cases(one)]
    strictest = max((one.threshold for one in before), default=0)
    if version.threshold < strictest:
        raise Refused(
            _("En tabell om samma ärenden döljer tal under %(most)s. Den här döljer bara tal under %(here)s.")
            % {"most": strictest, "here": version.threshold}
        )
    if not version.empty_hidden and any(one.empty_hidden for one in before):
        raise Refused(_("En tabell om samma ärenden döljer tomma rutor. Då måste den här också göra det."))


def _cases(version: StatVersion) -> set[str]:
    """Which cases a version counts, year by year."""
    name = version.table.cases
    if version.first_year is None or version.last_year is None:
        return {name}
    return {cases_of(name, year) for year in range(version.first_year, version.last_year + 1)}


def protected(version: StatVersion, found: Iterable[Whole], report: Report) -> list[dict[str, object]]:
    """The protected numbers of every year, as they are kept. Raises Refused when they cannot be made safe."""
    out = been_out(version.table)
    check_threshold(version, out)
    made = []
    for whole in found:
        cases = cases_of(version.table.cases, whole.year)
        wish = Wish(
            str(version.table.code), cases, whole.grid, whole.counts, version.threshold, version.empty_hidden
        )
        before = beside(out, cases)
        try:
            if _is_correction(version, wish.shown(np.zeros(wish.grid.size, dtype=bool)), before):
                release = corrected(wish, before)
            else:
                release = protect(wish, before, report)
        except Contradiction:
            raise Refused(_changed(whole.year)) from None
        except WouldDisclose:
            raise Refused(_unsafe(whole.year)) from None
        except CannotRead as refused:
            raise Refused(said(refused)) from None
        check_beside(version, before, release, whole.year, report)
        made.append(kept(release, whole.year))
    _check_new(version, made)
    return made


def check_beside(
    version: StatVersion,
    before: list[Release],
    release: Release,
    year: int | None,
    report: Report | None = None,
) -> None:
    """Is a table of the version safe beside what has been out about its cases? Raises Refused."""
    if _is_correction(version, release, before):
        check_correction(release, before)
        before = []  # what was corrected does not fit; the rule above is what holds them together
    check_together(before, release, year, report)


def _is_correction(version: StatVersion, release: Release, before: list[Release]) -> bool:
    """Whether a file says other numbers than one before it. What the rooms count is never corrected so."""
    return not version.table.source and differs(release, before)


def _check_new(version: StatVersion, parts: list[dict[str, object]]) -> None:
    """Raises Refused when a file gives what is out already."""
    last = None if version.table.source else version.table.last_out()
    if last is None or last.state != StatVersion.State.PUBLISHED:
        return
    rules = (last.threshold, last.empty_hidden)
    if last.parts == parts and rules == (version.threshold, version.empty_hidden):
        raise Refused(
            _("Filen ger samma tabell som version %(number)s, som är ute. Ingen ny version behövs.")
            % {"number": last.number}
        )


def check_together(
    out: list[Release], release: Release, year: int | None, report: Report | None = None
) -> None:
    """The same check that anybody can make who has what is out. Raises Refused."""
    try:
        wrong = any(one.problems for one in audit([*out, release], report))
    except CannotRead as refused:
        raise Refused(said(refused)) from None
    if wrong:
        raise Refused(_unsafe(year))


def said(refused: CannotRead | WouldDisclose) -> str:
    """What was wrong, in the page's language, a line each."""
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    return "\n".join(problem.said(language) for problem in refused.problems)


def _unsafe(year: int | None) -> str:
    if year is None:
        return _(
            "Tabellen går inte att göra säker tillsammans med det som redan har varit ute. Välj en grövre indelning."
        )
    return _(
        "%(year)s går inte att göra säkert tillsammans med det som redan har varit ute. Välj en grövre indelning, "
        "eller lämna det året utanför."
    ) % {"year": year}


def _changed(year: int | None) -> str:
    if year is None:
        return _(
            "Uppgifterna stämmer inte med en tabell om samma ärenden som redan har varit ute. Skillnaden skulle "
            "berätta om enskilda."
        )
    return _(
        "Uppgifterna om %(year)s har ändrats sedan en tabell om samma ärenden kom ut. Skillnaden skulle berätta om "
        "enskilda. Lämna det året utanför."
    ) % {"year": year}
