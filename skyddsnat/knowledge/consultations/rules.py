"""What may follow on what in a consultation, and when an answer is due. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.models import Consultation

State = Consultation.State
DAYS_TO_ANSWER = 5  # weekdays
LINK_DAYS = 90
A_DAY = 5  # questions from one address
SATURDAY = 5

NEXT: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.WORKING, State.ASKED, State.ANSWERED, State.CLOSED, State.WITHDRAWN}),
    State.WORKING: frozenset({State.WAITING, State.ASKED, State.ANSWERED, State.CLOSED, State.WITHDRAWN}),
    State.ASKED: frozenset({State.WORKING, State.ANSWERED, State.CLOSED, State.WITHDRAWN}),
    State.ANSWERED: frozenset({State.WAITING, State.WORKING, State.CLOSED, State.ANSWERED}),
    State.CLOSED: frozenset({State.WAITING, State.WORKING, State.ANSWERED}),  # opened again
    State.WITHDRAWN: frozenset({State.WAITING}),  # the one who asked has changed their mind
}


def check_next(state: str, wanted: State) -> None:
    """Raise Refused when the consultation cannot go there from where it is."""
    if wanted not in NEXT[State(state)]:
        raise Refused(
            _("Det går inte längre: frågan är nu ”%(state)s”. Läs den igen.") % {"state": State(state).label}
        )


def can_go(state: str, wanted: State) -> bool:
    return wanted in NEXT[State(state)]


def due_after(day: datetime.date, weekdays: int = DAYS_TO_ANSWER) -> datetime.date:
    """The day so many weekdays later; holidays in the middle of a week count as any other day."""
    left = weekdays
    while left:
        day += datetime.timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def last_day_of_link(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=LINK_DAYS)
