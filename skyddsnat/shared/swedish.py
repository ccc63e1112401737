"""Swedish alphabetical order, in Python and in the database (whose wheels come without ICU)."""

import re

_FROM, _TO = "åäöæøéèüáà", "{|}|}eeyaa"
_TABLE = str.maketrans(_FROM, _TO)


def sort_key(text: str) -> str:
    """Key that sorts å, ä, ö last and in that order, ignoring case."""
    return text.lower().translate(_TABLE)


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """The same, with the numbers in the text in their own order: 7–12 comes before 13–15."""
    parts = re.split(r"(\d{1,18})", sort_key(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def sql_sort_key(column: str) -> str:
    """SQL for the same order; `column` is a column name from the code, never from input."""
    return f"translate(lower({column}), '{_FROM}', '{_TO}') COLLATE \"C\""
