"""What may follow on what for a common question, and when. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.cooperation.questions.kinds import Part, Reason, State
from skyddsnat.core.api import Refused

NEXT: Mapping[State, frozenset[State]] = {
    State.RAISED: frozenset({State.WORKING, State.CLOSED}),
    State.WORKING: frozenset({State.AGREED, State.CLOSED}),
    State.AGREED: frozenset({State.WORKING, State.SPREAD, State.CLOSED}),  # back: the words are written anew
    State.SPREAD: frozenset({State.WORKING, State.CLOSED}),
    State.CLOSED: frozenset({State.WORKING}),  # opened again
}
FROM: Mapping[Reason, frozenset[State]] = {
    Reason.DONE: frozenset({State.SPREAD}),
    Reason.NO_AGREEMENT: frozenset({State.WORKING}),
    Reason.ELSEWHERE: frozenset({State.RAISED, State.WORKING, State.AGREED}),
    Reason.NOT_COMMON: frozenset({State.RAISED, State.WORKING}),
}
LEAST = 2  # organisations, for something to be common
CONTRIBUTING = frozenset({Part.ASKS, Part.WORKS})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of a question: how many take part, have agreed and have been reached."""

    parties: int = 0
    consents: int = 0
    approved: bool = False
    reached: int = 0
    reason: str = ""


def check_next(state: str, wanted: State, facts: Facts) -> None:
    """Raise Refused when the question cannot go there from where it is, or when something is missing."""
    if wanted not in NEXT[State(state)]:
        raise Refused(
            _("Det går inte: frågan är nu ”%(state)s”. Läs den igen.") % {"state": State(state).label}
        )
    if wanted == State.WORKING and not facts.parties:
        raise Refused(_("Bjud först in någon att arbeta med frågan."))
    if wanted == State.AGREED:
        check_approvable(facts)
    if wanted == State.SPREAD and not facts.reached:
        raise Refused(_("Erfarenheten har inte nått någon än. Skicka minst ett av breven först."))
    if wanted == State.CLOSED:
        check_reason(state, facts.reason)


def can_go(state: str, wanted: State, facts: Facts) -> bool:
    try:
        check_next(state, wanted, facts)
    except Refused:
        return False
    return True


def check_approvable(facts: Facts) -> None:
    """Raise Refused when too few have agreed, or nobody has approved."""
    if facts.consents < LEAST:
        raise Refused(_("Minst två organisationer behöver vara överens innan arbetssättet kan godkännas."))
    if not facts.approved:
        raise Refused(_("Arbetssättet är inte godkänt än."))


def check_reason(state: str, reason: str) -> None:
    """Raise Refused for no reason, or one that does not fit where the question stands."""
    if reason not in Reason.values:
        raise Refused(_("Välj varför frågan avslutas."))
    if State(state) not in FROM[Reason(reason)]:
        raise Refused(
            _("Skälet ”%(reason)s” passar inte när frågan är ”%(state)s”. Välj ett annat.")
            % {"reason": Reason(reason).label, "state": State(state).label}
        )


def reasons_from(state: str) -> list[Reason]:
    """The reasons that a question may be closed for where it stands."""
    return [reason for reason in Reason if State(state) in FROM[reason]]


def check_writable(state: str) -> None:
    """Raise Refused for a question that is closed."""
    if state == State.CLOSED:
        raise Refused(_("Frågan är avslutad. Öppna den igen om arbetet ska fortsätta."))


def check_text_open(state: str) -> None:
    """Raise Refused unless the practice may be written: while the question is worked on or agreed on."""
    if state not in {State.WORKING, State.AGREED, State.SPREAD}:
        raise Refused(_("Arbetssättet skrivs när någon arbetar med frågan. Bjud in någon och börja arbetet."))


def check_agreed_day(day: datetime.date, *, written_on: datetime.date, today: datetime.date) -> None:
    """Raise Refused for a day to come, or one before there was a text to agree to."""
    if day > today:
        raise Refused(_("Dagen har inte varit än."))
    if day < written_on:
        raise Refused(_("Dagen är före den då texten skrevs. Ingen kan ha sagt ja till den då."))
