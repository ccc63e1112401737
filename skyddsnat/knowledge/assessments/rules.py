"""Decisions about self-assessments: what is missing, how far one has come, and which groups may be shown."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.models import PracticeLevel

HIGHEST = max(PracticeLevel)
PER_PAGE = 4
FEW = 5  # fewer than this many others are never shown together
BATCH = (
    FEW + 1
)  # a figure changes only when this many more have answered, so that no newcomer can be picked out
CLASSES = (10_000, 20_000, 50_000, 100_000)  # where one class of population ends and the next begins


def pages[T](statements: Sequence[T]) -> list[list[T]]:
    """The statements, some on each page."""
    return [list(statements[n : n + PER_PAGE]) for n in range(0, len(statements), PER_PAGE)]


def check_complete(wanted: Iterable[str], answered: Iterable[str]) -> None:
    """Raise Refused when a statement has no level."""
    missing = len(set(wanted) - set(answered))
    if missing:
        text = ngettext(
            "%(count)s påstående är inte besvarat. Välj en nivå, eller att det inte gäller er.",
            "%(count)s påståenden är inte besvarade. Välj en nivå, eller att det inte gäller er.",
            missing,
        )
        raise Refused(text % {"count": missing})


def share(levels: Iterable[int | None]) -> int | None:
    """How far of all the way, in whole per cent; what does not apply is left out. None when nothing applies."""
    counted = [level for level in levels if level is not None]
    return round(100 * sum(counted) / (HIGHEST * len(counted))) if counted else None


def population_class(population: int | None) -> int | None:
    """Which class of size a municipality belongs to; None when nobody has read in how many live there."""
    return None if population is None else bisect.bisect_right(CLASSES, population)


def class_name(number: int) -> str:
    """The class in words."""
    if number == 0:
        return _("under %(most)s invånare") % {"most": _grouped(CLASSES[0])}
    if number == len(CLASSES):
        return _("minst %(least)s invånare") % {"least": _grouped(CLASSES[-1])}
    return _("%(least)s till %(most)s invånare") % {
        "least": _grouped(CLASSES[number - 1]), "most": _grouped(CLASSES[number])
    }  # fmt: skip


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def shown_group(members: Sequence[int], everybody: int) -> list[int]:
    """Those of a group, in the order they answered, whose mean may be shown; none when it would tell of a few.

    Neither a small group nor a group that leaves only a few out: those few could be found by subtraction.
    """
    used = list(members[: len(members) - len(members) % BATCH])
    left = everybody - len(used)
    return used if used and (left == 0 or left >= FEW) else []


def means(levels: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """Statement → the mean of its levels, where enough have answered it."""
    return {code: sum(some) / len(some) for code, some in levels.items() if len(some) >= BATCH}
