"""Pure decisions about the plan: circles, broken order, moving days, and who approves."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.mandate.rules import State, state_of

SENT, APPROVED, RETURNED, WITHDRAWN = "sent", "approved", "returned", "withdrawn"
NEXT: Mapping[str, frozenset[str]] = {
    SENT: frozenset({APPROVED, RETURNED, WITHDRAWN}),
    APPROVED: frozenset(),
    RETURNED: frozenset(),
    WITHDRAWN: frozenset(),
}
WHY_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Times:
    """When something is planned, and when it was done."""

    starts: datetime.date
    ends: datetime.date
    started_on: datetime.date | None = None
    finished_on: datetime.date | None = None

    @property
    def state(self) -> State:
        return state_of(self.started_on, self.finished_on)

    @property
    def begin(self) -> datetime.date:
        """The day it began, or is planned to."""
        return self.started_on or self.starts

    @property
    def done(self) -> datetime.date:
        """The day it ended, or is planned to."""
        return self.finished_on or self.ends


def reaches(links: Iterable[tuple[int, int]], start: int, goal: int) -> bool:
    """Whether `goal` is found by following links (waits, after) from `start`."""
    after: dict[int, list[int]] = {}
    for waits, before in links:
        after.setdefault(waits, []).append(before)
    seen, left = set(), [start]
    while left:
        now = left.pop()
        if now == goal:
            return True
        if now not in seen:
            seen.add(now)
            left.extend(after.get(now, ()))
    return False


def check_no_circle(links: Iterable[tuple[int, int]], *, activity: int, after: int) -> None:
    """Raise Refused when `after` already waits, step by step, for `activity`."""
    if activity == after:
        raise Refused(_("En insats kan inte vänta på sig själv. Välj en annan insats."))
    if reaches(links, after, activity):
        raise Refused(
            _(
                "De två insatserna skulle vänta på varandra, direkt eller genom andra. Ta bort en koppling först."
            )
        )


def is_broken(activity: Times, after: Times) -> bool:
    """Whether something begins before what it waits for is done. What is finished is past mending, and not asked."""
    if activity.state is State.FINISHED:
        return False
    if activity.state is State.STARTED and after.state is not State.FINISHED:
        return True
    return activity.begin < after.done


def misses(activity: Times, due: datetime.date | None) -> bool:
    """Whether something is done only after the day that it is needed."""
    return due is not None and activity.state is not State.FINISHED and activity.done > due


def is_late(times: Times, *, today: datetime.date) -> bool:
    """Whether it should have begun, or ended, before today."""
    if times.state is State.PLANNED:
        return times.starts < today
    return times.state is State.STARTED and times.ends < today


def check_why(why: str, *, approved: bool) -> str:
    """The reason without stray spaces; Refused when the plan has been approved and nothing is said."""
    tidy = " ".join(why.split())
    if approved and not tidy:
        raise Refused(_("Planen är godkänd. Skriv varför den ändras."))
    if len(tidy) > WHY_LONGEST:
        raise Refused(_("Skriv skälet kortare, högst %(most)s tecken.") % {"most": WHY_LONGEST})
    return tidy


def check_move(now: str, wanted: str) -> None:
    """Raise Refused unless a version in the state `now` may become `wanted`."""
    if wanted in NEXT[now]:
        return
    if now == APPROVED:
        raise Refused(_("Versionen är godkänd och kan inte ändras. Skicka en ny version i stället."))
    raise Refused(_("Versionen väntar inte längre på godkännande. Ladda om sidan."))


def check_two_persons(by: int, *, sent_by: int, changed_by: Iterable[int]) -> None:
    """Raise Refused when the one who approves has sent the plan, or changed it since the last approved version."""
    if by == sent_by:
        raise Refused(_("Du har själv skickat planen. En annan person måste godkänna den."))
    if by in set(changed_by):
        raise Refused(
            _("Du har själv ändrat i planen sedan den godkändes sist. En annan person måste godkänna den.")
        )


def moved(day: datetime.date, *, first: datetime.date, to: datetime.date) -> datetime.date:
    """`day` moved as far as `first` is moved to reach `to`.

    Between the same days of two months whole months are counted, and the last day of a month stays the last; else
    days are counted.
    """
    if first.day != to.day:
        return day + (to - first)
    months = (to.year - first.year) * 12 + to.month - first.month
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return datetime.date(year, month + 1, last if is_last else min(day.day, last))
