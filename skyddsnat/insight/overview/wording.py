"""What the page's parts have in common: its language, and what tasks and aims are called in a narrow place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from skyddsnat.insight.overview.standing import Part
from skyddsnat.mandate.models import Clause


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def lacks(item: Any, field: str) -> bool:
    """Whether the words are Swedish on an English page."""
    return language() == "en" and not getattr(item, field)


def named(part: Part) -> str:
    """What a task or an aim is called in a narrow place."""
    return (
        f"{part.of.number} {part.of.title}"
        if isinstance(part.of, Clause)
        else f"{part.of.letter}) {part.of.said}"
    )
