"""The articles of the Convention on the Rights of the Child at hand, in our own words (convention.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.shared.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its number, a short heading and what it says, in two languages."""

    code: str
    basic: bool
    words: dict[str, tuple[str, str]]

    @property
    def heading(self) -> str:
        return self.words[_language()][0]

    @property
    def text(self) -> str:
        return self.words[_language()][1]

    @property
    def name(self) -> str:
        """What it is called: "Artikel 12", or the protocol's own name."""
        return (
            _("Artikel %(number)s") % {"number": self.code} if self.code.isdigit() else _("Tilläggsprotokoll")
        )

    @property
    def label(self) -> str:
        return f"{self.name}: {self.heading}"


@cache
def _loaded() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml((Path(__file__).parent / "convention.yaml").read_text())
    return data


@cache
def articles() -> dict[str, Article]:
    """Code → article, in the Convention's order."""
    return {
        row["code"]: Article(
            row["code"],
            row.get("basic", False),
            {code: (row[code][0], row[code][1]) for code in ("sv", "en")},
        )
        for row in _loaded()["articles"]
    }


def source() -> str:
    """What the words rest on, in the reader's language."""
    said: str = _loaded()["source"][_language()]
    return said


def _language() -> str:
    return "en" if get_language() == "en" else "sv"
