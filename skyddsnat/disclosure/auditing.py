"""Is what is out safe together? Tables about the same cases are reckoned with as one puzzle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from skyddsnat.disclosure.bounds import Leak, Told, leaks
from skyddsnat.disclosure.puzzles import Contradiction, puzzle_of
from skyddsnat.disclosure.tables import HIDDEN, Release
from skyddsnat.disclosure.wording import Text

SMALL = Text(
    "{table}: {cell} visar ett tal under {threshold}.",
    "{table}: {cell} shows a number below {threshold}.",
)
KNOWN = Text(
    "{table}: {cell} är dolt men går att räkna ut exakt.",
    "{table}: {cell} is hidden but can be worked out exactly.",
)
NEAR = Text(
    "{table}: {cell} är dolt men går att räkna ut som {least} till {most}.",
    "{table}: {cell} is hidden but can be worked out as {least} to {most}.",
)
NOT_SHOWN = Text(
    "{table}: {cell}: det gick inte att visa att talet är skyddat.",
    "{table}: {cell}: it could not be shown that the number is protected.",
)
CONTRADICTS = Text(
    "{tables}: inga tal passar alla tabellerna. De gäller inte samma ärenden, eller en av dem är ändrad.",
    "{tables}: no numbers fit all the tables. They are not about the same cases, or one of them was changed.",
)
NO_PROBLEM = Text("Inget dolt tal går att räkna ut.", "No hidden number can be worked out.")


@dataclass(frozen=True)
class Audited:
    """What was looked at, of one population, and what is wrong with it."""

    population: str
    tables: list[str]
    hidden: int
    problems: list[Text] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "population": self.population,
            "tables": self.tables,
            "hidden": self.hidden,
            "problems": [{"sv": problem.sv, "en": problem.en} for problem in self.problems],
        }


def audit(releases: Sequence[Release], told: Told | None = None) -> list[Audited]:
    """Every population with its tables, checked together. Raises CannotRead when they are too large together."""
    found = []
    for population in sorted({release.population for release in releases}):
        mine = [release for release in releases if release.population == population]
        hidden = sum(int((release.shown == HIDDEN).sum()) for release in mine)
        names = [release.name for release in mine]
        found.append(Audited(population, names, hidden, [*_small(mine), *_worked_out(mine, told)]))
    return found


def _small(releases: Sequence[Release]) -> list[Text]:
    """Numbers that should have been hidden for what they are."""
    return [
        SMALL.filled(table=release.name, cell=release.grid.label(cell), threshold=release.threshold)
        for release in releases
        for cell, number in enumerate(release.shown.tolist())
        if 0 < number < release.threshold or (number == 0 and release.empty_hidden)
    ]


def _worked_out(releases: Sequence[Release], told: Told | None) -> list[Text]:
    try:
        return [said(releases, leak) for leak in leaks(puzzle_of(releases), told)]
    except Contradiction:
        return [CONTRADICTS.filled(tables=", ".join(release.name for release in releases))]


def said(releases: Sequence[Release], leak: Leak) -> Text:
    """A leak in words. What it says can be worked out from what is out."""
    release = releases[leak.question.release]
    named = {"table": release.name, "cell": release.grid.label(leak.question.cell)}
    if leak.least < 0:
        return NOT_SHOWN.filled(**named)
    if leak.least == leak.most:
        return KNOWN.filled(**named)
    return NEAR.filled(**named, least=leak.least, most=leak.most)
