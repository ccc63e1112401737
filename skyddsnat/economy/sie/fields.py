"""The parts of a SIE line: label, quoted fields, object lists, amounts and dates."""

import datetime
import re
from functools import lru_cache

_PART = re.compile(
    r"""[ \t]*(?:"((?:[^"\\]|\\"|\\(?!"))*+)"(?=[ \t{}]|$)   # a quoted field; \" is the only escape
        | ([{}])
        | ([^ \t"{}]+)(?=[ \t{}]|$)
    )""",
    re.VERBOSE,
)
_AMOUNT = re.compile(r"(-?)(\d{1,13})(?:[.,](\d{1,2}))?", re.ASCII)
_ACCOUNT = re.compile(r"\d{1,10}", re.ASCII)
_DATE = re.compile(r"\d{8}", re.ASCII)

type Objects = tuple[tuple[str, str], ...]


class Malformed(ValueError):
    """`args` is the error's code and then its values as a mapping."""


def split(line: str) -> list[str | Objects]:
    """A line's fields without their quotes; a list in braces becomes pairs.

    Raises Malformed for quotes or braces that do not meet.
    """
    found: list[str | Objects] = []
    inside: list[str] | None = None
    position, end = 0, len(line)
    while position < end:
        part = _PART.match(line, position)
        if part is None:
            raise Malformed("quote", {})
        position = part.end()
        quoted, brace, bare = part.groups()
        if brace is None:
            value = bare if quoted is None else quoted.replace('\\"', '"')
            (found if inside is None else inside).append(value)
        elif (brace == "{") == (inside is not None):
            raise Malformed("objects", {})
        elif brace == "{":
            inside = []
        else:
            found.append(_pairs(inside or []))
            inside = None
    if inside is not None:
        raise Malformed("objects", {})
    return found


def _pairs(values: list[str]) -> Objects:
    if len(values) % 2:
        raise Malformed("objects", {})
    return tuple(zip(values[::2], values[1::2], strict=True))


def amount_ore(text: str) -> int:
    """ "-1234.50" → -123450. Point or comma, at most two decimals; raises Malformed for anything else."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise Malformed("amount", {"found": text[:40]})
    sign, kronor, decimals = match.groups()
    ore = int(kronor) * 100 + (int(decimals.ljust(2, "0")) if decimals else 0)
    return -ore if sign else ore


@lru_cache(maxsize=4096)
def day(text: str) -> datetime.date:
    """ "20140331" → the date; raises Malformed for anything else."""
    if _DATE.fullmatch(text) is None:
        raise Malformed("date", {"found": text[:40]})
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as error:
        raise Malformed("date", {"found": text}) from error


def account_number(text: str) -> str:
    if _ACCOUNT.fullmatch(text) is None:
        raise Malformed("account", {"found": text[:40]})
    return text


def short(text: str, most: int) -> str:
    """The text as it is; raises Malformed when it is longer than `most`."""
    if len(text) > most:
        raise Malformed("too-long", {"found": text[:20], "most": most})
    return text
