"""Words for a reader that remember what they say, so that a list written to a file has numbers and dates."""

from typing import Any, Self


class Said(str):
    """A text as it is shown; `raw` is the value behind it."""

    raw: Any

    def __new__(cls, text: str, raw: Any) -> Self:
        said = super().__new__(cls, text)
        said.raw = raw
        return said


class Ore(int):
    """A sum in whole öre, told apart from other numbers where it is written to a file."""
