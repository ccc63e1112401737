"""What is known of a child's age. Somebody who may be a child is one until the contrary is shown."""

from __future__ import annotations

import datetime
from typing import Protocol

from django.utils.translation import gettext as _

from skyddsnat.cooperation.kinds import AgeBasis

ADULT, AGREES_FROM, OLDEST = 18, 15, 120


class Aged(Protocol):
    """What the rules ask of a child; a model's row has it."""

    born_on: datetime.date | None
    age_claimed: int | None
    age_from: int | None
    age_to: int | None
    age_assessed_on: datetime.date | None
    age_basis: str
    documents: str


def years(born_on: datetime.date, on: datetime.date) -> int:
    """Whole years on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _later(assessed_on: datetime.date, on: datetime.date) -> int:
    """Whole years since the assessment; nought for a day before it."""
    return max(0, years(assessed_on, on))


def youngest(child: Aged, on: datetime.date) -> int | None:
    """The lowest age that has been shown; None when none has. What is claimed or presumed shows nothing."""
    if child.age_basis == AgeBasis.DOCUMENTED and child.born_on is not None:
        return years(child.born_on, on)
    if (
        child.age_basis == AgeBasis.ASSESSED
        and child.age_from is not None
        and child.age_assessed_on is not None
    ):
        return child.age_from + _later(child.age_assessed_on, on)
    return None


def is_child(child: Aged, on: datetime.date) -> bool:
    """True unless it is shown that the person is eighteen or more."""
    shown = youngest(child, on)
    return shown is None or shown < ADULT


def may_be_fifteen(child: Aged, on: datetime.date) -> bool:
    """Whether the child is, or may be, fifteen: then it is asked itself. Unknown is a maybe."""
    if child.age_basis == AgeBasis.DOCUMENTED and child.born_on is not None:
        return years(child.born_on, on) >= AGREES_FROM
    if (
        child.age_basis == AgeBasis.ASSESSED
        and child.age_to is not None
        and child.age_assessed_on is not None
    ):
        return child.age_to + _later(child.age_assessed_on, on) + 1 > AGREES_FROM
    said = [one for one in (child.age_claimed, _from_birth(child, on)) if one is not None]
    return not said or max(said) >= AGREES_FROM


def _from_birth(child: Aged, on: datetime.date) -> int | None:
    return years(child.born_on, on) if child.born_on is not None else None


def faults(child: Aged, today: datetime.date) -> dict[str, str]:
    """Field → a sentence, for ages that contradict each other or lack what they rest on."""
    found: dict[str, str] = {}
    born, low, high = child.born_on, child.age_from, child.age_to
    if born is not None and born > today:
        found["born_on"] = _("Födelsedagen har inte varit än. Rätta datumet.")
    if (low is None) != (high is None):
        found["age_to" if high is None else "age_from"] = _("Skriv både lägsta och högsta bedömda ålder.")
    elif low is not None and high is not None and low > high:
        found["age_from"] = _("Den lägsta åldern är högre än den högsta. Byt plats på dem eller rätta.")
    if low is not None and child.age_assessed_on is None:
        found["age_assessed_on"] = _("Skriv dagen då åldern bedömdes.")
    elif low is None and high is None and child.age_assessed_on is not None:
        found["age_from"] = _("Skriv vilken ålder som bedömdes, eller ta bort dagen.")
    elif child.age_assessed_on is not None and child.age_assessed_on > today:
        found["age_assessed_on"] = _("Dagen har inte varit än. Skriv dagen då åldern bedömdes.")
    if not found:
        found |= _contradictions(child)
    return found | _without_ground(child, found)


def _contradictions(child: Aged) -> dict[str, str]:
    """The assessed age against the day of birth. A claim may differ from what is assessed: that is why one assesses."""
    if (
        child.born_on is None
        or child.age_from is None
        or child.age_to is None
        or child.age_assessed_on is None
    ):
        return {}
    if child.age_assessed_on < child.born_on:
        return {"age_assessed_on": _("Åldern kan inte ha bedömts före födelsedagen.")}
    then = years(child.born_on, child.age_assessed_on)
    if child.age_from <= then <= child.age_to:
        return {}
    said = _(
        "Enligt födelsedagen var barnet %(age)d år när åldern bedömdes till %(low)d–%(high)d år. "
        "Rätta det som är fel, eller ta bort det som inte gäller."
    ) % {"age": then, "low": child.age_from, "high": child.age_to}
    return {"age_from": said}


def _without_ground(child: Aged, found: dict[str, str]) -> dict[str, str]:
    basis = child.age_basis
    if basis == AgeBasis.DOCUMENTED and not child.documents.strip():
        return {"documents": _("Skriv vilken handling åldern står i.")}
    if basis == AgeBasis.DOCUMENTED and child.born_on is None:
        return {"born_on": _("Skriv födelsedagen som står i handlingen.")}
    if basis == AgeBasis.ASSESSED and child.age_from is None and "age_from" not in found:
        return {"age_from": _("Skriv vilken ålder som bedömdes.")}
    if basis == AgeBasis.CLAIMED and child.age_claimed is None and child.born_on is None:
        return {"age_claimed": _("Skriv åldern eller födelsedagen som är uppgiven.")}
    return {}
