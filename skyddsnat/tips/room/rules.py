"""Decisions of the room, without database or request: hours, times, turns, and where a tip may go next."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.tips.kinds import Reason, State

NEXT: dict[str, set[str]] = {
    State.NEW: {State.OWNED, State.CLOSED},
    State.OWNED: {State.NEW, State.OWNED, State.CLOSED},
    State.CLOSED: {State.OWNED},
}
FEWEST = 2  # members who can open a team's key before the receiver is switched on
TRIED_EVERY = datetime.timedelta(days=365)  # a team's own goal; nothing prescribes it
LONGEST_WALK = 400  # days that are looked through for office hours
GROUPS, GROUP = 6, 4  # of a fingerprint: 96 bits

type Moment = datetime.datetime
type Piece = tuple[Moment, Moment]
type Pause = tuple[Moment, Moment | None]
type Hours = Sequence[Sequence[object]]


# --- office hours ---


def open_pieces(hours: Hours, start: Moment) -> Iterator[Piece]:
    """When somebody is there, from `start` on. No hours at all means round the clock."""
    local = start.astimezone(STOCKHOLM)
    for days in range(LONGEST_WALK):
        day = local.date() + datetime.timedelta(days=days)
        for first, last in _of_day(hours, day):
            if last > start:
                yield max(first, start), last


def _of_day(hours: Hours, day: datetime.date) -> list[Piece]:
    midnight = datetime.datetime.combine(day, datetime.time(), tzinfo=STOCKHOLM)
    if not hours:
        following = datetime.datetime.combine(
            day + datetime.timedelta(days=1), datetime.time(), tzinfo=STOCKHOLM
        )
        return [(midnight.astimezone(datetime.UTC), following.astimezone(datetime.UTC))]
    found = []
    for weekday, first, last in hours:
        if weekday == day.weekday():
            times = [datetime.time.fromisoformat(str(one)) for one in (first, last)]
            begins, ends = (datetime.datetime.combine(day, one, tzinfo=STOCKHOLM) for one in times)
            found.append((begins.astimezone(datetime.UTC), ends.astimezone(datetime.UTC)))
    return sorted(found)


def is_open(hours: Hours, moment: Moment) -> bool:
    """Whether it is office hours."""
    return next(open_pieces(hours, moment), (None, None))[0] == moment


def due_after(hours: Hours, start: Moment, count: float, pauses: Iterable[Pause] = ()) -> Moment | None:
    """When so many office hours have passed, the pauses left out. None while a pause without an end holds it."""
    left = datetime.timedelta(hours=count)
    rests = sorted(pauses, key=lambda pause: pause[0])
    for first, last in open_pieces(hours, start):
        for begins, ends in _without(first, last, rests):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
    return None


def _without(first: Moment, last: Moment, rests: Sequence[Pause]) -> Iterator[Piece]:
    at = first
    for begins, ends in rests:
        if begins > at:
            yield at, min(begins, last)
        if begins >= last:
            return
        if ends is None:
            return
        at = max(at, ends)
        if at >= last:
            return
    if at < last:
        yield at, last


def check_hours(hours: Hours) -> None:
    """Raise Refused for hours that end before they begin."""
    for _weekday, first, last in hours:
        if datetime.time.fromisoformat(str(first)) >= datetime.time.fromisoformat(str(last)):
            raise Refused(_("Tiden slutar innan den börjar. Ändra den ena."))


# --- the turn ---


def turns[M](waiting: Sequence[object], queue: Sequence[M]) -> dict[object, M]:
    """Who is next for each tip that waits: the oldest tip goes to the one whose turn was longest ago, and so on."""
    return {tip: queue[place % len(queue)] for place, tip in enumerate(waiting)} if queue else {}


# --- what may be done ---


def check_next(state: str, to: str) -> None:
    """Raise Refused when a tip may not go there."""
    if to not in NEXT[state]:
        raise Refused(
            _("Tipset är avslutat. Öppna det igen först.")
            if state == State.CLOSED
            else _("Tipset är öppet redan.")
        )


def check_owned_by(owner: int | None, user: int, name: str) -> None:
    """Raise Refused unless the tip is the user's own to act on."""
    if owner is None:
        raise Refused(_("Tipset har ingen ägare än. Ta det först."))
    if owner != user:
        raise Refused(
            _("%(name)s äger tipset. Ta över det först, eller skriv en anteckning.") % {"name": name}
        )


def check_reason(reason: str) -> None:
    if reason not in Reason.values:
        raise Refused(_("Välj varför tipset avslutas."))


def check_place(kind: str | None) -> None:
    """Raise Refused for a place that tips are not counted by."""
    if kind not in {None, "municipality", "county"}:
        raise Refused(_("Välj en kommun eller ett län, eller lämna platsen tom."))


def switch_on_faults(*, openers: int, has_key: bool, has_recovery: bool, kinds: int) -> list[str]:
    """What is missing before a receiver may be switched on, each with what to do. Nothing is missing: empty."""
    faults = []
    if not kinds:
        faults.append(_("Välj minst ett slag av tips som mottagaren tar emot."))
    if not has_key:
        faults.append(_("Laget har ingen nyckel än. En medlem gör den på sidan Lag och nycklar."))
    elif openers < FEWEST:
        faults.append(
            _(
                "Minst två medlemmar måste kunna öppna lagets nyckel. Lägg till en medlem, och låt en kollega dela."
            )
        )
    if has_key and not has_recovery:
        faults.append(_("Lagets nyckel saknar återställning. En medlem gör en ny nyckel."))
    return faults


def should_try_sheets(proven: Moment | None, now: Moment) -> bool:
    """Whether the recovery sheets have never been tried, or not for a year."""
    return proven is None or now - proven > TRIED_EVERY


def fingerprint(recipient: str) -> str:
    """A key as people compare it, aloud or side by side: six groups of four. The browser makes the same."""
    digest = hashlib.sha256(recipient.encode()).hexdigest()
    return " ".join(digest[n * GROUP : (n + 1) * GROUP] for n in range(GROUPS))
