"""Decisions about steps and calls; no database, no request."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.models import Step
from skyddsnat.mandate.api import PERSONAL

ORDER = {step: place for place, step in enumerate(Step, start=1)}
STEPS = len(ORDER)
SILENT = "silent"
OLDEST = datetime.date(2000, 1, 1)  # an earlier day is a slip of the keyboard
# The map has at most five classes: those who follow up work in the new way too.
CLASSES: dict[str, tuple[Step, ...]] = {
    "reached": (Step.REACHED,),
    "opened": (Step.OPENED,),
    "assessed": (Step.ASSESSED,),
    "decided": (Step.DECIDED,),
    "practised": (Step.PRACTISED, Step.FOLLOWED_UP),
}
YEAR = 365
SHORTEST = 2  # characters: a reference shorter than that says nothing


def furthest(steps: Iterable[Step]) -> Step | None:
    """The highest step taken; None for silence."""
    return max(steps, key=ORDER.__getitem__, default=None)


def class_of(step: Step | None) -> str:
    """The class of the map that the step belongs to."""
    return next((name for name, steps in CLASSES.items() if step in steps), SILENT)


def check_step(*, step: Step, day: datetime.date, reference: str, today: datetime.date) -> None:
    """Raise Refused for a decision without its number, a day to come, or a reference that names a person."""
    if day > today:
        raise Refused(_("Dagen har inte kommit än. Skriv in steget när det är taget."))
    _check_year(day)
    if step == Step.DECIDED and len(reference.strip()) < SHORTEST:
        raise Refused(_("Skriv beslutets nummer, till exempel diarienummer eller paragraf."))
    check_impersonal(reference)


def _check_year(day: datetime.date) -> None:
    if day < OLDEST:
        raise Refused(_("Dagen ligger långt tillbaka. Se efter att årtalet stämmer."))


def check_impersonal(text: str) -> None:
    """Raise Refused when the text looks as if it names a person."""
    if PERSONAL.search(text):
        raise Refused(_("Texten ser ut att innehålla ett personnummer eller en e-postadress. Ta bort det."))


def check_call(*, day: datetime.date, next_on: datetime.date | None, note: str, today: datetime.date) -> None:
    """Raise Refused for a call to come, or a next one that is not later."""
    if day > today:
        raise Refused(_("Samtalet har inte varit än. Skriv in det när ni har pratat."))
    _check_year(day)
    if next_on is not None and next_on <= day:
        raise Refused(_("Nästa kontakt måste vara en dag efter samtalet."))
    check_impersonal(note)


def may_rest(steps: Collection[Step], last: datetime.date | None, *, today: datetime.date) -> bool:
    """Whether the organisation need not be called: it has followed up, within a year."""
    return Step.FOLLOWED_UP in steps and last is not None and (today - last).days <= YEAR


def call_order(
    *,
    steps: Collection[Step],
    last: datetime.date | None,
    next_on: datetime.date | None,
    today: datetime.date,
) -> tuple[int, int, int]:
    """Whom to call first: those whose day has come, then the furthest behind, then the longest silent."""
    far = ORDER[step] if (step := furthest(list(steps))) else 0
    silent = last.toordinal() if last else 0
    if next_on is not None:
        return (0, next_on.toordinal(), far) if next_on <= today else (2, next_on.toordinal(), far)
    return (1, far, silent)
