"""Swedish alphabetical order, in Python and in the database (whose wheels come without ICU)."""

_FROM, _TO = "åäöæøéèüáà", "{|}|}eeyaa"
_TABLE = str.maketrans(_FROM, _TO)


def sort_key(text: str) -> str:
    """Key that sorts å, ä, ö last and in that order, ignoring case."""
    return text.lower().translate(_TABLE)


def sql_sort_key(column: str) -> str:
    """SQL for the same order; `column` is a column name from the code, never from input."""
    return f"translate(lower({column}), '{_FROM}', '{_TO}') COLLATE \"C\""
