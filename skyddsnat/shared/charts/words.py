"""The few words a chart says by itself, and its numbers, in both languages."""

from collections.abc import Sequence
from typing import Literal

from skyddsnat.shared.money import MINUS, NBSP, format_number

Language = Literal["sv", "en"]

WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "bar": "Stapeldiagram", "line": "Linjediagram", "stacked": "Delade staplar",
        "missing": "uppgift saknas", "empty": "Inga uppgifter att visa", "source": "Källa",
        "category": "Kategori", "value": "Värde", "date": "Datum", "interval": "Osäkerhet", "total": "Summa",
        "most": "störst", "least": "minst", "rows": "{n} rader, se tabellen",
    },
    "en": {
        "bar": "Bar chart", "line": "Line chart", "stacked": "Stacked bars",
        "missing": "no data", "empty": "Nothing to show", "source": "Source",
        "category": "Category", "value": "Value", "date": "Date", "interval": "Uncertainty", "total": "Total",
        "most": "largest", "least": "smallest", "rows": "{n} rows, see the table",
    },
}  # fmt: skip

MONTHS = {
    "sv": ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def shown(value: int | float | None, language: str) -> str:
    """Write a number as read: 12345.5 → "12 345,5" (sv), "12 345.5" (en); None → the words for no data."""
    if value is None:
        return WORDS[language]["missing"]
    if isinstance(value, int) or float(value).is_integer():
        return format_number(int(value))
    whole, _, decimals = f"{abs(value):.2f}".rstrip("0").partition(".")
    sign = MINUS if value < 0 else ""
    return f"{sign}{format_number(int(whole))}{',' if language == 'sv' else '.'}{decimals}"


def locale(language: str) -> dict[str, object]:
    """Vega's own locale for axis numbers and months, so that nothing depends on the machine's."""
    months = MONTHS[language]
    return {
        "number": {
            "decimal": "," if language == "sv" else ".", "thousands": NBSP, "grouping": [3],
            "currency": ["", f"{NBSP}kr"], "minus": MINUS,
        },
        "time": {
            "dateTime": "%Y-%m-%d %H:%M", "date": "%Y-%m-%d", "time": "%H:%M", "periods": ["", ""],
            "days": list("1234567"), "shortDays": list("1234567"), "months": months, "shortMonths": months,
        },
    }  # fmt: skip


def listed(kind: str, pairs: Sequence[tuple[str, int | float | None]], language: str) -> str:
    """The body of an alternative text: every row when few, else the extremes and a pointer to the table."""
    words = WORDS[language]
    if not pairs:
        return words["empty"]
    if len(pairs) <= 6:
        return f"{words[kind]}: " + "; ".join(f"{name} {shown(value, language)}" for name, value in pairs)
    known = [(name, value) for name, value in pairs if value is not None]
    parts = [words["rows"].format(n=len(pairs))]
    if known:
        most, least = max(known, key=lambda pair: pair[1]), min(known, key=lambda pair: pair[1])
        parts.append(f"{words['most']} {most[0]} {shown(most[1], language)}")
        parts.append(f"{words['least']} {least[0]} {shown(least[1], language)}")
    return f"{words[kind]}: " + "; ".join(parts)
