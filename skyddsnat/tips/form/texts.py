"""The words of the form in one language, with the numbers in their places."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from babel import UnknownLocaleError
from babel.dates import format_date
from django.db import Error
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from skyddsnat.core.api import shared_values
from skyddsnat.shared.wording import Words, read_words

FOLDER = Path(__file__).parent / "words"
NUMBERS = {"emergency": "112", "police": "114-14"}  # the hole in a text → the key of the shared value
HOLE = re.compile(r"\{(\w+)\}")

_KNOWN: dict[str, str] = {}


@functools.cache
def words_in(language: str) -> Words:
    return read_words(language, FOLDER)


def numbers() -> dict[str, str]:
    """The numbers by their holes. As they last were when the database does not answer: the page must still show."""
    try:
        values = shared_values(NUMBERS.values())
    except Error:
        return _KNOWN
    _KNOWN.update({name: values[key].replace(" ", "\u00a0") for name, key in NUMBERS.items()})
    return _KNOWN


def phones() -> dict[str, SafeString]:
    """The numbers as links that a phone can call, from left to right whatever stands around them."""
    return {name: _phone(number) for name, number in numbers().items()}


def said_in(language: str) -> dict[str, SafeString]:
    """All the words as HTML, with the numbers in them; a hole of another sort is left as it is."""
    links = phones()
    return {key: _with(text, links) for key, text in words_in(language).texts.items()}


def filled(language: str, key: str, **holes: Any) -> SafeString:
    """One text as HTML with its holes filled, whatever they are filled with."""
    return _with(words_in(language).texts[key], {name: escape(value) for name, value in holes.items()})


def day_in(language: str, day: Any) -> str:
    """The day in the words of the language, or as figures where the words are not known."""
    try:
        return format_date(day, "long", locale="en_GB" if language == "en" else language)
    except UnknownLocaleError:
        return str(day)


def checked(language: str) -> str:
    """Who has checked the words, or that nobody who speaks the language has."""
    said = words_in(language)
    return said("checked", who=said.checked_by, day=said.checked_on) if said.checked_by else said("unchecked")


def _with(text: str, holes: dict[str, SafeString]) -> SafeString:
    return mark_safe(HOLE.sub(lambda hole: holes.get(hole[1], hole[0]), escape(text)))  # noqa: S308 - escaped


def _phone(number: str) -> SafeString:
    called = "".join(number.replace("-", "").split())
    return format_html('<a class="phone" href="tel:{}" dir="ltr">{}</a>', called, number)
