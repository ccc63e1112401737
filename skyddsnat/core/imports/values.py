"""From a cell to a value: text, day, sum in öre, whole number. Pure, and quick enough for a hundred thousand rows."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from skyddsnat.core.imports.sheets import ERRORS, ErrorCell
from skyddsnat.shared.dates import MONTHS
from skyddsnat.shared.spreadsheets import unescaped

LARGEST_ORE = 10**15
EXACT_ORE = 1e12  # up to here the binary numbers lie closer than öre
LARGEST_NUMBER = 2_147_483_647
FIRST_SERIAL = datetime.date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # 1954 to 2118
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SUM = re.compile(
    r"([-+\u2212]?)(\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d{1,15})(?:[,.:](\d{1,2}))?([-\u2212]?)", re.ASCII
)
ENGLISH_SUM = re.compile(r"([-+\u2212]?)(\d{1,3}(?:,\d{3})+)\.(\d{2})", re.ASCII)
POINTED_SUM = re.compile(r"([-+\u2212]?)(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?", re.ASCII)
LONGEST_EMAIL = 254
QUICK_EMAIL = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)  # nearly all
UNTIDY = frozenset({"", " ", "'", "#"})
CURRENCY = re.compile(r"(?i)\s*(?:kr|kronor|sek)\.?$")
WHOLE = re.compile(r"\+?(\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d{1,12})(?:[,.]0+)?", re.ASCII)
ISO_DAY = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?", re.ASCII
)
SHORT_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
WORDED_DAY = re.compile(r"(?:den )?(\d{1,2})[. ] ?([a-zåäö]+)\.? (\d{4})")
MONTH = {
    name: number
    for names in MONTHS.values()
    for number, name in enumerate((n.lower() for n in names), start=1)
}
MONTH |= {name[:3]: number for name, number in MONTH.items()}
MONTH["sept"] = 9


class Wrong(ValueError):
    """A cell that does not hold what it should; the message says what is wrong and what to do."""


def text_of(cell: Any) -> str:
    """A cell as text: spaces tidied, whole numbers without ".0", the apostrophe of our own exports taken away."""
    if isinstance(cell, str):
        if cell.isprintable() and cell[:1] not in UNTIDY and cell[-1] != " ":
            return cell  # nearly all: nothing to tidy, nothing to refuse
        tidy = cell.strip()
        if not tidy:
            return ""
        if tidy[0] == "'":
            tidy = unescaped(tidy)
        elif tidy[0] == "#" and tidy in ERRORS:
            raise Wrong(_error(tidy))
        if CONTROL.search(tidy):
            raise Wrong(_("Cellen innehåller tecken som inte är text. Skriv om den."))
        return tidy
    if cell is None:
        return ""
    if isinstance(cell, ErrorCell):
        raise Wrong(_error(cell.shown))
    return _plain(cell)


def _plain(cell: Any) -> str:
    if isinstance(cell, bool):
        return _("ja") if cell else _("nej")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)


def text_reader(longest: int) -> Callable[[Any], str]:
    def read(cell: Any) -> str:
        found = text_of(cell)
        if len(found) > longest:
            raise Wrong(
                _("Texten har %(length)s tecken. Den får ha högst %(most)s.")
                % {"length": len(found), "most": longest}
            )
        return found

    return read


def email_of(cell: Any) -> str:
    """An e-mail address, or "" when empty."""
    text = text_of(cell)
    if not text or (len(text) <= LONGEST_EMAIL and QUICK_EMAIL.fullmatch(text)):
        return text
    try:
        if len(text) > LONGEST_EMAIL:
            raise ValidationError("too long")
        validate_email(text)
    except ValidationError as error:
        raise Wrong(
            _("”%(text)s” är inte en e-postadress. Skriv som namn@example.org.") % {"text": text[:40]}
        ) from error
    return text


def day_of(cell: Any) -> datetime.date | None:
    """2014-05-06, 20140506, "6 maj 2014", a date cell or a spreadsheet's own number of days; None when empty."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in SERIALS:
            return FIRST_SERIAL + datetime.timedelta(days=int(cell))
        found = _day(str(int(cell)))
    else:
        text = text_of(cell)
        if not text:
            return None
        found = _day(text)
    if found is None:
        raise Wrong(_("”%(found)s” är inte ett datum. Skriv som 2014-05-06.") % {"found": _cut(cell)})
    return found


@lru_cache(maxsize=8192)
def _day(text: str) -> datetime.date | None:
    tidy = SPACES.sub(" ", text).lower()
    if found := ISO_DAY.fullmatch(tidy) or SHORT_DAY.fullmatch(tidy):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := WORDED_DAY.fullmatch(tidy):
        year, month, day = int(found[3]), MONTH.get(found[2], 0), int(found[1])
    elif tidy.isdecimal() and int(tidy) in SERIALS:
        return FIRST_SERIAL + datetime.timedelta(days=int(tidy))
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def ore_of(cell: Any) -> int | None:
    """A sum in kronor as whole öre: 1 234,50 or 1234.5 or 1,234.50; None when empty. Never rounded by guessing."""
    if isinstance(cell, bool):
        raise Wrong(_not_sum(cell))
    if isinstance(cell, int):
        ore = cell * 100
    elif isinstance(cell, float):
        ore = _ore_of_float(cell)
    else:
        text = text_of(cell)
        if not text:
            return None
        ore = _ore(text)
    if abs(ore) > LARGEST_ORE:
        raise Wrong(_("Summan är större än tio tusen miljarder kronor. Kontrollera den."))
    return ore


def _ore_of_float(cell: float) -> int:
    """A spreadsheet computes in binary: 0.1 + 0.2 is 0.30000000000000004 and means thirty öre."""
    if not math.isfinite(cell):
        raise Wrong(_not_sum(cell))
    if abs(cell) < EXACT_ORE and (near := round(cell * 100)) / 100 == cell:
        return near  # the number of the cell is the one nearest to whole öre: nearly all are
    exact = Decimal(repr(cell)) * 100
    ore = exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN) if abs(exact) < 10**18 else Decimal(10**18)
    if abs(exact - ore) > Decimal("0.001"):
        raise Wrong(_("Summan har fler än två decimaler. Avrunda den till hela ören i kalkylbladet."))
    return int(ore)


@lru_cache(maxsize=8192)
def _ore(text: str) -> int:
    tidy = CURRENCY.sub("", text)
    if tidy.endswith((",-", ":-")):
        tidy = tidy[:-2]
    found = SUM.fullmatch(tidy) or ENGLISH_SUM.fullmatch(tidy) or POINTED_SUM.fullmatch(tidy)
    if found is None:
        raise Wrong(_not_sum(text))
    sign, kronor, decimals = found[1], re.sub(r"\D", "", found[2]), found[3] or "0"
    behind = found[4] if found.re is SUM else ""
    if sign and behind:
        raise Wrong(_not_sum(text))
    ore = int(kronor) * 100 + int(decimals.ljust(2, "0"))
    return -ore if (sign or behind) in {"-", "\u2212"} else ore


def whole_of(cell: Any) -> int | None:
    """A whole number that is not negative; None when empty."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        number = cell
    else:
        text = text_of(cell)
        if not text:
            return None
        found = WHOLE.fullmatch(text)
        if found is None:
            raise Wrong(_not_whole(cell))
        number = int(re.sub(r"\D", "", found[1]))
    if not 0 <= number <= LARGEST_NUMBER:
        raise Wrong(_not_whole(cell))
    return number


def choice_reader(choices: dict[str, Any], listed: str) -> Callable[[Any], Any]:
    """Reads one of the choices, whose keys are in small letters; `listed` tells a person which there are."""

    def read(cell: Any) -> Any:
        text = text_of(cell)
        if not text:
            return None
        found = choices.get(text) or choices.get(SPACES.sub(" ", text).casefold())
        if found is None:
            raise Wrong(
                _("”%(found)s” finns inte att välja. Skriv något av: %(listed)s.")
                % {"found": _cut(text), "listed": listed}
            )
        return found

    return read


def folded(text: str) -> str:
    """Text as it is compared: small letters, single spaces."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text.casefold()  # nearly all: a printable text has no other spaces than these
    return SPACES.sub(" ", text).strip().casefold()


def _cut(cell: Any) -> str:
    shown = str(cell).strip()
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _not_sum(cell: Any) -> str:
    return _("”%(found)s” är inte en summa. Skriv i kronor, till exempel 1 234,50.") % {"found": _cut(cell)}


def _not_whole(cell: Any) -> str:
    return _("”%(found)s” är inte ett helt tal. Skriv till exempel 25.") % {"found": _cut(cell)}


def _error(shown: str) -> str:
    return _("Cellen visar felet %(shown)s. Rätta formeln, eller skriv värdet.") % {"shown": shown[:20]}
