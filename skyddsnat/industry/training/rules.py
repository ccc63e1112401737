"""What a lesson is made of, when the answers to it are whole, and what may be shown of many. No database."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

GOOD, FAIR, POOR = "good", "fair", "poor"
QUALITIES = [(GOOD, _("Bra")), (FAIR, _("Godtagbart")), (POOR, _("Dåligt"))]
LEARN, MEASURE = "learn", "measure"
USES = [(LEARN, _("Att lära av")), (MEASURE, _("Att mäta med: ställs före, efter och efter 90 dagar"))]
BEFORE, AFTER, RECHECK = "before", "after", "recheck"
MOMENTS = [(BEFORE, _("Före")), (AFTER, _("Efter")), (RECHECK, _("Efter 90 dagar"))]
CHOICES = 3  # of each scene
MEASURES = 2  # scenes of a lesson that are asked before and after
FEW = 5  # people; fewer are never shown
IN_FORCE_MONTHS = 12
RECHECK_AFTER = datetime.timedelta(days=90)
LET_GO = datetime.timedelta(
    days=400
)  # longer than a completion is in force; then it is forgotten where it was
POOLED_AFTER = datetime.timedelta(days=30)  # how long few wait for more; then they are counted with others

type Scenes = Mapping[str, "SceneKey"]


class SceneKey(NamedTuple):
    """What is needed of a scene to judge an answer: what it is for, and how good each choice is."""

    use: str
    choices: dict[str, str]


class Step(NamedTuple):
    """One question of the player: which scene, and at which moment ("" within the lesson itself)."""

    scene: str
    moment: str

    @property
    def is_answered(self) -> bool:
        """Whether what was chosen is told of at once: not before the lesson, where it would be measured no more."""
        return self.moment != BEFORE


def steps_of(
    scenes: Iterable[tuple[str, str]], *, recheck: bool = False, only: Collection[str] | None = None
) -> list[Step]:
    """The questions in order, from the scenes' (key, use): two before, the lesson, the same two after.

    Of a lesson that has changed since somebody took it, `only` the scenes that did, each once and told of at once.
    """
    rows = list(scenes)
    if only is not None:
        return [Step(key, "") for key, _use in rows if key in only]
    measured = [key for key, use in rows if use == MEASURE]
    if recheck:
        return [Step(key, RECHECK) for key in measured]
    learned = [Step(key, "") for key, use in rows if use == LEARN]
    return [*(Step(key, BEFORE) for key in measured), *learned, *(Step(key, AFTER) for key in measured)]


def judged(
    answers: Mapping[str, Mapping[str, str]], scenes: Scenes, *, recheck: bool
) -> list[tuple[str, str, str, str]] | None:
    """The answers as (moment, scene, choice, quality), from moment → scene → choice; None when they are not whole."""
    moments = [RECHECK] if recheck else [BEFORE, AFTER]
    measured = {key: scene.choices for key, scene in scenes.items() if scene.use == MEASURE}
    if set(answers) != set(moments):
        return None
    rows = []
    for moment in moments:
        picked = answers[moment]
        if set(picked) != set(measured):
            return None
        for scene, choice in picked.items():
            if choice not in measured[scene]:
                return None
            rows.append((moment, scene, choice, measured[scene][choice]))
    return rows


def are_choices(picks: Sequence[str], steps: Sequence[Step], choices: Mapping[str, Collection[str]]) -> bool:
    """Whether every step has got one of its scene's choices, from scene → choices."""
    return len(picks) == len(steps) and all(
        pick in choices[step.scene] for pick, step in zip(picks, steps, strict=True)
    )


def since_when_in_force(today: datetime.date) -> datetime.date:
    """The first day whose completions are in force: twelve months back."""
    year, month = today.year - 1, today.month
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(today.day, last))


class Span(NamedTuple):
    """Some days in a row and how many finished the course on them."""

    first: datetime.date
    last: datetime.date
    number: int


def spans(days: Sequence[tuple[datetime.date, int]]) -> list[Span]:
    """The days joined until each span holds FEW or more; a few days at the end with fewer wait, and are left out.

    So no row of the ledger tells of one person on one day.
    """
    found: list[Span] = []
    first: datetime.date | None = None
    number = 0
    for day, count in sorted(days):
        first = first or day
        number += count
        if number >= FEW:
            found.append(Span(first, day, number))
            first, number = None, 0
    return found


def whole_fives(number: int) -> int:
    """How many of so many answers are shown: five at a time, so that two looks at a page never differ by one person.

    `quality.SUMMED` counts the same in the database.
    """
    return number - number % FEW
