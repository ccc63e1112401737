"""What an activity will have cost when its time is over: two simple ways, and which one to trust. Pure; sums in öre.

- By plan: what is used, and of the budget as large a part as is left of the activity's time.
- By pace: what is used, and the same again a day for the days that are left.

Neither knows of orders that are placed, or that costs come late. The pace says little early on, so the plan is shown
until a quarter of the time has passed and something has been used. A finished activity is what it cost; one that has
not begun is its budget; when its time is over without it being finished, what is used stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

ENOUGH = 4
"""The pace is trusted when one day in so many has passed."""
MUCH_LEFT = 10
"""Much is left when it is more than one part in so many of the ceiling."""


class Why(StrEnum):
    """Why the forecast is what it is."""

    FINISHED = "finished"
    NOT_BEGUN = "not_begun"
    OVER = "over"
    EARLY = "early"
    PACE = "pace"


@dataclass(frozen=True)
class Course:
    """An activity on a day: its plan and what it has used."""

    budget_ore: int
    used_ore: int
    starts: datetime.date
    ends: datetime.date
    finished: bool = False

    def days(self) -> int:
        return (self.ends - self.starts).days + 1

    def passed(self, on: datetime.date) -> int:
        """Days of the activity's time that have passed when the day `on` is over."""
        return min(max((on - self.starts).days + 1, 0), self.days())


@dataclass(frozen=True)
class Forecast:
    """`expected_ore` is the one of the two that is trusted."""

    by_plan_ore: int
    by_pace_ore: int
    expected_ore: int
    why: Why


def forecast(course: Course, on: datetime.date) -> Forecast:
    """The forecast on a day. Never below what is used."""
    used, passed, days = course.used_ore, course.passed(on), course.days()
    if course.finished:
        return Forecast(used, used, used, Why.FINISHED)
    plan = max(used, used + _part(course.budget_ore, days - passed, days))
    if not passed:
        plan = max(used, course.budget_ore)
        return Forecast(plan, plan, plan, Why.NOT_BEGUN)
    if passed == days:
        return Forecast(used, used, used, Why.OVER)
    pace = max(used, used + _part(used, days - passed, passed))
    if used <= 0 or passed * ENOUGH < days:
        return Forecast(plan, pace, plan, Why.EARLY)
    return Forecast(plan, pace, pace, Why.PACE)


def expected_by(course: Course, on: datetime.date, until: datetime.date) -> int:
    """What more is expected after `on`, up to and with `until`: the forecast, spread evenly over its days."""
    left = course.days() - course.passed(on)
    if course.finished or not left:
        return 0
    more = forecast(course, on).expected_ore - course.used_ore
    return _part(more, course.passed(until) - course.passed(on), left)


def planned_by(courses: Iterable[Course], on: datetime.date) -> int:
    """What was to have been used by a day if every budget were used evenly over its time."""
    return sum(_part(one.budget_ore, one.passed(on), one.days()) for one in courses)


def much_left(expected_ore: int, ceiling_ore: int) -> bool:
    """Whether so much is expected to be left that it is worth planning for."""
    return (ceiling_ore - expected_ore) * MUCH_LEFT > ceiling_ore


def _part(whole: int, part: int, of: int) -> int:
    """`whole` × part / of, to the nearest öre."""
    return (whole * part * 2 + of) // (of * 2)
