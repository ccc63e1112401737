"""A field in the reader's language, for lists outside the room's own pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def worded(row: Any, name: str) -> tuple[str, bool]:
    """(the words, whether they are Swedish on an English page)."""
    english_page = (get_language() or "sv").startswith("en")
    english = getattr(row, f"{name}_en", "")
    return (english, False) if english_page and english else (getattr(row, name), english_page)
