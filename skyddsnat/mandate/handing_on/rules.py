"""When such a yes may be given, confirmed and used. Nothing here knows the database."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

LONGEST = datetime.timedelta(days=365)


class Stage(StrEnum):
    """How a yes stands."""

    NONE = "none"
    GIVEN = "given"  # and not yet confirmed
    VALID = "valid"
    PAST = "past"  # its last day has been


@dataclass(frozen=True, slots=True)
class Said:
    """What decides how a yes stands: who gave it, until when, and whether another confirmed it."""

    given_by: int
    until: datetime.date
    is_confirmed: bool


def stage_of(said: Said | None, today: datetime.date) -> Stage:
    if said is None:
        return Stage.NONE
    if said.until < today:
        return Stage.PAST
    return Stage.VALID if said.is_confirmed else Stage.GIVEN


def check_until(until: datetime.date, today: datetime.date) -> None:
    """Raise Refused for a last day that has been, or that is further away than a year."""
    if until < today:
        raise Refused(_("Dagen har redan varit. Välj en dag som kommer."))
    if until > today + LONGEST:
        raise Refused(_("Ett ja gäller i högst ett år. Välj en tidigare dag."))


def check_give(said: Said | None, today: datetime.date) -> None:
    """Raise Refused while there is a yes already that has not run out."""
    if stage_of(said, today) in {Stage.GIVEN, Stage.VALID}:
        raise Refused(_("Det finns redan ett ja. Ta tillbaka det först."))


def check_confirm(said: Said | None, by: int, today: datetime.date) -> None:
    """Raise Refused unless there is a yes of somebody else's that waits for a second person."""
    stage = stage_of(said, today)
    if stage == Stage.VALID:
        raise Refused(_("Det är redan bekräftat. Du behöver inte göra något."))
    if stage != Stage.GIVEN or said is None:
        raise Refused(_("Det finns inget ja att bekräfta längre. Ladda om sidan."))
    if said.given_by == by:
        raise Refused(_("Du sa ja själv. En kollega måste bekräfta det."))
