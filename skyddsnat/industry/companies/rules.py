"""Organisation numbers, when a pledge can be made and how long it holds, and which sums may be shown. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.industry.models import Commitment, Criterion
from skyddsnat.shared.identifying import luhn_holds

NUMBER_LENGTH = 10
OF_PERSONS = {"0", "1"}  # the third digit, where a month stands in a personal number
MOST_SITES = 40  # in one form; more are added on the company's own page
A_DAY = 5  # letters to one address
CONFIRM_DAYS, SIGN_IN_DAYS, REMINDER_LINK_DAYS = 14, 2, 30
REMIND = (90, 60, 30, 7)  # days before a pledge ends
RENEW_FROM = REMIND[0]  # days before a pledge ends, when the next may be made
FEW = 5  # totals of fewer companies are not shown


class Wrong(StrEnum):
    """Why a number is not a company's."""

    SHAPE = "shape"
    CHECK = "check"
    PERSON = "person"


def digits_of(text: str) -> str:
    """The digits of a number as it may be typed: with a hyphen, with spaces, with the 16 of the tax agency."""
    plain = re.sub(r"[\s‐-―-]", "", text)
    return plain[2:] if re.fullmatch(r"16\d{10}", plain) else plain


def fault_of(text: str) -> Wrong | None:
    """What is wrong with an organisation number; None when it is one."""
    digits = digits_of(text)
    if re.fullmatch(r"(19|20)\d{10}", digits):
        digits = digits[2:]
        return Wrong.PERSON if digits[2] in OF_PERSONS else Wrong.SHAPE
    if not re.fullmatch(rf"[0-9]{{{NUMBER_LENGTH}}}", digits):
        return Wrong.SHAPE
    if digits[2] in OF_PERSONS:
        return Wrong.PERSON
    return None if luhn_holds(digits) else Wrong.CHECK


def check_number(text: str) -> str:
    """The ten digits of an organisation number. Raises Refused with what to do otherwise."""
    wrong = fault_of(text)
    if wrong is None:
        return digits_of(text)
    raise Refused(WORDS[wrong]())


WORDS = {
    Wrong.SHAPE: lambda: _("Skriv organisationsnumret med tio siffror, till exempel 556000-0001."),
    Wrong.CHECK: lambda: _("Numret stämmer inte. Kontrollera siffrorna, särskilt den sista."),
    Wrong.PERSON: lambda: _(
        "Det ser ut som ett personnummer, och det sparar vi inte. Har du enskild firma? Kontakta oss, "
        "så ansluter vi dig."
    ),
}


def number_said(number: str | None) -> str:
    """The number as people write it: 556000-0001. A sole trader's is not kept."""
    return f"{number[:6]}-{number[6:]}" if number else "–"


# --- the pledge ---


def year_after(first: datetime.date) -> datetime.date:
    """The last day of the year that begins on `first`: 1 March to the last of February."""
    try:
        same = first.replace(year=first.year + 1)
    except ValueError:  # 29 February
        same = first.replace(year=first.year + 1, month=3, day=1)
    return same - datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a pledge depends on: the day the latest one ends, and whether its report is in."""

    until: datetime.date | None = None
    is_reported: bool = False


def missing(commitments: Iterable[Commitment]) -> list[Criterion]:
    """The commitments that have not begun."""
    begun = {one.criterion for one in commitments if one.state != Commitment.State.NOT_BEGUN}
    return [criterion for criterion in Criterion if criterion.value not in begun]


def check_pledge(commitments: Collection[Commitment], standing: Standing, today: datetime.date) -> None:
    """Raise Refused when no pledge can be made now."""
    if lacking := missing(commitments):
        names = ", ".join(str(criterion.label) for criterion in lacking)
        raise Refused(
            _("Skriv först vad ni gör eller planerar för varje åtagande. Saknas: %(names)s.")
            % {"names": names}
        )
    if not any(one.state == Commitment.State.IN_PLACE for one in commitments):
        raise Refused(_("Minst ett av åtagandena ska vara infört innan ni kan lova."))
    if standing.until is None:
        return
    if today < opens_on(standing.until):
        raise Refused(_("Ert löfte gäller. Det går att förnya när det är 90 dagar kvar."))
    if not standing.is_reported:
        raise Refused(_("Lämna årsrapporten först. Sedan kan ni förnya löftet."))


def can_pledge(commitments: Collection[Commitment], standing: Standing, today: datetime.date) -> bool:
    try:
        check_pledge(commitments, standing, today)
    except Refused:
        return False
    return True


def opens_on(until: datetime.date) -> datetime.date:
    """From when a pledge's report is taken and the next pledge can be made."""
    return until - datetime.timedelta(days=RENEW_FROM)


def check_report(until: datetime.date, today: datetime.date) -> None:
    """Raise Refused when most of the year that the report is about has not been."""
    if today < opens_on(until):
        raise Refused(_("Årsrapporten lämnas när det är högst 90 dagar kvar av löftet."))


def first_day(until: datetime.date | None, today: datetime.date) -> datetime.date:
    """When the next pledge begins: the day after the one that holds, or today."""
    return today if until is None or until < today else until + datetime.timedelta(days=1)


def distance_reached(until: datetime.date, today: datetime.date) -> int | None:
    """The nearest of the distances that has been reached: one that was missed is said the day after."""
    left = (until - today).days
    return min((days for days in REMIND if 0 <= left <= days), default=None)


# --- totals ---


def shown(number: int, among: int) -> int | None:
    """A count of companies among a body's, where neither those in it nor those outside are few; None when hidden."""
    return number if number >= FEW and among - number >= FEW else None
