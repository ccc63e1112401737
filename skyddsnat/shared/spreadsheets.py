"""Cells that a spreadsheet program must not run as formulas."""

from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def escaped(value: Any) -> Any:
    """Text that begins like a formula gets an apostrophe before it; numbers and other values stay as they are."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def unescaped(text: str) -> str:
    """The text as it was before `escaped`: what we have written out may come back."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
