"""Pure decisions about meetings and what was agreed at them: no database, no request."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.mandate.rules import check_day

PERSONAL = re.compile(r"\b(?:19|20)?\d{6}[-+ ]?\d{4}\b|[^\s@]+@[^\s@]+\.\w+")
# How a decision says that somebody is to be talked with.
DEMANDS_DIALOGUE = re.compile(
    r"\bdialog|\bsamråd|\bsamtal|\bsamverka\w* med\b|\bkontakter med\b|\bdras? (?:\w+ ){0,2}in\b",
    re.IGNORECASE,
)


class Deal(StrEnum):
    """Where an agreement is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


NEXT: Mapping[Deal, frozenset[Deal]] = {
    Deal.OPEN: frozenset({Deal.DONE, Deal.DROPPED}),
    Deal.DONE: frozenset({Deal.OPEN}),  # opened again, when it was settled by mistake
    Deal.DROPPED: frozenset({Deal.OPEN}),
}


def check_impersonal(*texts: str) -> None:
    """Raise Refused when a text looks as if it holds a personal identity number or an e-mail address."""
    if any(PERSONAL.search(text) for text in texts):
        raise Refused(
            _(
                "Texten ser ut att innehålla ett personnummer eller en e-postadress. Ta bort det innan du sparar."
            )
        )


def check_meeting_day(day: datetime.date, *, is_held: bool, today: datetime.date) -> None:
    """Raise Refused for a held meeting in the future."""
    if is_held:
        check_day(day, today=today)


def check_participants(organisations: list[int], *, persons: list[int | None]) -> None:
    """Raise Refused for a meeting with nobody, with somebody twice, or with fewer than one person from somebody."""
    if not organisations:
        raise Refused(_("Skriv minst en organisation som är med."))
    if len(set(organisations)) != len(organisations):
        raise Refused(_("Samma organisation står två gånger. Slå ihop raderna."))
    if any(number is not None and number < 1 for number in persons):
        raise Refused(_("Antalet personer måste vara minst 1. Lämna tomt om ni inte vet."))


def check_removable(*, sealed: bool) -> None:
    """Raise Refused once an issued document rests on the meeting."""
    if sealed:
        raise Refused(
            _("Mötet är underlag i en handling som är utfärdad och kan inte tas bort. Rätta det i stället.")
        )


def check_deal(now: Deal, wanted: Deal) -> None:
    """Raise Refused unless an agreement in the state `now` may go to `wanted`."""
    if wanted in NEXT[now]:
        return
    if now is wanted:
        raise Refused(_("Överenskommelsen står redan så. Någon annan kan ha hunnit före dig."))
    raise Refused(_("Överenskommelsen är avgjord. Öppna den igen först."))


def check_settling(
    wanted: Deal, *, on: datetime.date | None, note: str, made: datetime.date, today: datetime.date
) -> None:
    """Raise Refused for a settled agreement without a day, or one dropped without a reason."""
    if wanted is Deal.OPEN:
        return
    if on is None:
        raise Refused(_("Skriv vilken dag det blev så."))
    check_day(on, today=today)
    if on < made:
        raise Refused(_("Dagen ligger före mötet där ni kom överens. Skriv en senare dag."))
    if wanted is Deal.DROPPED and not note.strip():
        raise Refused(_("Skriv varför det inte längre är aktuellt."))
