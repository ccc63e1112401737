"""Decisions about gatherings: who gets a place, who moves up, and what may be done when. No database, no request."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

MOST_PEOPLE = 20  # of one registration
KEPT_DAYS = 120  # names are kept so long after a gathering; rule "gathering" in core/retention.yaml
LATER_DAYS = 90  # until those who came are asked what they do differently
FEW = 5  # fewer answers are not shown


class Waiting(NamedTuple):
    """Those of one registration who wait. `together`: they come when there is room for them all."""

    key: int
    people: int
    together: bool


def placed(people: int, free: int | None, *, together: bool) -> int:
    """How many of them get a place; `free` is None where everybody does."""
    if free is None or people <= free:
        return people
    return 0 if together else max(0, free)


def moved_up(queue: Sequence[Waiting], free: int | None) -> dict[int, int]:
    """Who get the free places: registration → how many. First come, first served.

    Those who want to come together are passed while there is no room for them all: an empty seat helps nobody.
    """
    left, found = free, {}
    for one in queue:
        given = placed(one.people, left, together=one.together)
        if given:
            found[one.key] = given
            left = None if left is None else left - given
    return found


def default_keep_until(ends: datetime.date) -> datetime.date:
    return ends + datetime.timedelta(days=KEPT_DAYS)


def later_day(ends: datetime.date) -> datetime.date:
    """The day that those who came are asked again."""
    return ends + datetime.timedelta(days=LATER_DAYS)


def check_gathering(
    *, starts: datetime.datetime, ends: datetime.datetime, closes_on: datetime.date, keep_until: datetime.date
) -> None:
    """Raise Refused when the moments cannot follow each other."""
    if ends <= starts:
        raise Refused(_("Träffen slutar innan den börjar. Skriv en senare sluttid."))
    if closes_on > ends.date():
        raise Refused(_("Anmälan stänger efter träffen. Skriv en tidigare sista dag."))
    if keep_until <= later_day(ends.date()):
        raise Refused(
            _("Uppgifterna behövs tills uppföljningen efter 90 dagar är gjord. Skriv en dag efter %(day)s.")
            % {"day": later_day(ends.date()).isoformat()}
        )
    if keep_until > ends.date() + datetime.timedelta(days=3 * KEPT_DAYS):
        raise Refused(_("Så länge behövs uppgifterna inte. Skriv en dag inom ett år från träffen."))


def check_capacity(*, capacity: int | None, seated: int) -> None:
    """Raise Refused when more people than that have been given a place."""
    if capacity is not None and capacity < seated:
        raise Refused(
            _("%(seated)s personer har redan fått plats. Skriv minst så många platser.") % {"seated": seated}
        )


def is_open(
    *, starts: datetime.datetime, closes_on: datetime.date, cancelled: bool, now: datetime.datetime,
    today: datetime.date,
) -> bool:  # fmt: skip
    """Whether people can still register."""
    return not cancelled and now < starts and today <= closes_on


def check_people(count: int) -> None:
    """Raise Refused for nobody, or for more people than one registration holds."""
    if count < 1:
        raise Refused(_("Skriv namnet på minst en som kommer."))
    if count > MOST_PEOPLE:
        raise Refused(
            _("En anmälan har plats för %(most)s personer. Gör en till för de andra.") % {"most": MOST_PEOPLE}
        )
