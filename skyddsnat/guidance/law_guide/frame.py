"""What surrounds the guide: the page in its own language, the guide in Swedish or English."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from skyddsnat.guidance.frame import frame
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.law_guide.words import guide_language, said
from skyddsnat.guidance.models import GuidancePage
from skyddsnat.shared.wording import Words, read_words

LANGUAGES = Path(__file__).parent / "languages"
CRIME = translation_key("crime")


def around(guide: str) -> dict[str, Any]:
    """The frame, the guide's words, and what a page in another language says about the guide's language."""
    language = get_language() or "sv"
    speaks = guide_language(language)
    return {
        **frame(None, guide=guide),
        "speaks": speaks,
        "say": said(speaks),
        "other": None if speaks == language else other_words(language).texts,
        "crime_page": crime_page(language),
    }


def crime_page(language: str) -> GuidancePage | None:
    """The page on what is a crime in that language, when it is published there."""
    pages = GuidancePage.objects.live().filter(translation_key=CRIME, locale__language_code=language)
    found: GuidancePage | None = pages.first()
    return found


@functools.cache
def other_words(language: str) -> Words:
    """What a page in that language says about the guide's."""
    return read_words(language, LANGUAGES)
