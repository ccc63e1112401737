"""Sums of money: whole öre in, plain Swedish out.

Every amount in the product is an `int` of öre (1 krona = 100 öre), so that nothing is ever rounded by accident.
"""

import re

from skyddsnat.shared.said import Ore, Said

NBSP = "\u00a0"
MINUS = "\u2212"
POINT = {"sv": ",", "en": "."}
_SUM = re.compile(r"^([-\u2212]?)(\d{1,3}(?:[ \u00a0\u202f.]?\d{3})*|\d+)(?:[,:.](\d{1,2})|[,:]-)?$")


def format_number(value: int) -> str:
    """Group thousands with no-break spaces: 3000000 → "3 000 000"."""
    sign = MINUS if value < 0 else ""
    return Said(sign + f"{abs(value):,}".replace(",", NBSP), value)


def format_kr(ore: int, language: str = "sv") -> str:
    """Show öre as kronor: 300000000 → "3 000 000 kr", 123450 → "1 234,50 kr", in English "1 234.50 kr"."""
    sign = MINUS if ore < 0 else ""
    kronor, rest = divmod(abs(ore), 100)
    decimals = f"{POINT[language]}{rest:02d}" if rest else ""
    return Said(f"{sign}{format_number(kronor)}{decimals}{NBSP}kr", Ore(ore))


def parse_kr(text: str) -> int:
    """Read a sum a person typed ("3 000 000 kr", "1 234,50", "1 234.50", "12:50") and return öre.

    Raises ValueError when the text is not one sum; nothing is guessed.
    """
    cleaned = re.sub(r"(?i)\s*(kr|kronor|sek)\.?$", "", text.strip())
    match = _SUM.match(cleaned)
    if match is None:
        raise ValueError(text)
    sign, kronor, decimals = match.groups()
    ore = int(re.sub(r"\D", "", kronor)) * 100 + int((decimals or "0").ljust(2, "0"))
    return -ore if sign else ore
