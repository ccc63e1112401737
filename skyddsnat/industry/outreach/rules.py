"""What may stand about a workplace to reach, and what a contact does to its status. Pure."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused
from skyddsnat.industry.models import Approach, Prospect
from skyddsnat.mandate.api import PERSONAL

MET = frozenset({Approach.Kind.VISIT, Approach.Kind.TALK, Approach.Kind.MEETING})  # evidence on an activity
AT_THE_PLACE = frozenset({Approach.Kind.VISIT, Approach.Kind.TALK})
MOST_CHOSEN = 2_000  # workplaces that are changed, or met, at once
Status = Prospect.Status


class Reach(models.TextChoices):
    """How far the assignment has come with a workplace; each but the first is a part of the first."""

    KNOWN = "known", gettext_lazy("Kända")
    REACHED = "reached", gettext_lazy("Nådda")
    VISITED = "visited", gettext_lazy("Besökta")
    JOINED = "joined", gettext_lazy("Anslutna")


def tidy(text: str) -> str:
    """A name or an address on one line, without spaces that nobody sees."""
    return " ".join(text.split())


def key_of(number: str, place: int, address: str) -> tuple[str, int, str]:
    """What makes two workplaces the same: company, municipality and address."""
    return number, place, tidy(address).lower()


def check_process_only(*texts: str) -> None:
    """Raise Refused for a text that seems to hold a personal number or somebody's address."""
    if any(PERSONAL.search(text) for text in texts):
        raise Refused(
            _(
                "Texten ser ut att innehålla ett personnummer eller en e-postadress. Ta bort det innan du sparar."
            )
        )


def check_day(day: datetime.date, *, today: datetime.date) -> None:
    """Raise Refused for a contact that has not been."""
    if day > today:
        raise Refused(_("Dagen har inte varit än. Skriv den som nästa kontakt i stället."))


def check_next(next_on: datetime.date | None, *, after: datetime.date) -> None:
    """Raise Refused for a next contact before this one."""
    if next_on is not None and next_on < after:
        raise Refused(_("Nästa kontakt kan inte vara före den här."))


def check_proof(kind: str, day: datetime.date, started_on: datetime.date | None) -> None:
    """Raise Refused when the contact cannot be evidence on an activity that began `started_on`."""
    if kind not in MET:
        raise Refused(_("Ett telefonsamtal blir inte underlag. Välj ingen insats."))
    if started_on is None or day < started_on:
        raise Refused(_("Insatsen hade inte börjat den dagen. Välj en annan insats."))


def status_after(kind: str, before: str, said: str) -> str:
    """The status that a contact leaves behind: what was said, or what follows from the kind of contact."""
    if said:
        return said
    if kind in AT_THE_PLACE:
        return Status.VISITED
    return Status.CONTACTED if before == Status.NEW else before


def status_without(current: str, before: str, after: str) -> str:
    """The status when a contact is taken back: the one before it, unless somebody has changed it since."""
    return before if current == after else current
