"""A lesson's texts as they are shown: with the phone numbers in their places, in one language."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import UnknownLocaleError
from babel.dates import format_date
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from skyddsnat.core.api import shared_values
from skyddsnat.shared.wording import Words, read_words

FOLDER = Path(__file__).parent / "words"
NUMBERS = {"emergency": "112", "police": "114-14"}  # the hole in a text → the key of the shared value
HOLE = re.compile(r"\{(\w+)\}")


@functools.cache
def words_in(language: str) -> Words:
    """The words of the pages around the lessons."""
    return read_words(language, FOLDER)


def plain_numbers() -> dict[str, str]:
    """The numbers that texts name, in words that stay on one line."""
    values = shared_values(NUMBERS.values())
    return {name: values[key].replace(" ", "\u00a0") for name, key in NUMBERS.items()}


def as_links(numbers: Mapping[str, str]) -> dict[str, SafeString]:
    """The numbers as links that a phone can call, from left to right whatever stands around them."""
    return {name: _phone(number) for name, number in numbers.items()}


def shown(text: Any, numbers: dict[str, SafeString]) -> SafeString:
    """A text as HTML; a hole that nobody fills is left as it is."""
    return mark_safe(HOLE.sub(lambda hole: numbers.get(hole[1], hole[0]), escape(text)))  # noqa: S308 - escaped


def day_in(language: str, day: Any) -> str:
    """The day in the words of the language, or as figures where the words are not known."""
    try:
        return format_date(day, "long", locale="en_GB" if language == "en" else language)
    except UnknownLocaleError:
        return str(day)


def _phone(number: str) -> SafeString:
    called = "".join(number.replace("-", "").split())
    return format_html('<a class="phone" href="tel:{}" dir="ltr">{}</a>', called, number)
