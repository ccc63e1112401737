"""The language that the form is shown in, and how much a letter of it takes."""

from __future__ import annotations

from django.http import HttpRequest

from skyddsnat.core.api import language_asked
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.wording import SOURCE

BYTES_A_LETTER = {"ar": 2, "ti": 3, "th": 3}  # in UTF-8; one where nothing is said


def language_for(request: HttpRequest) -> str:
    return language_asked(request, AT_WORK, SOURCE)


def letters(size: int, language: str) -> int:
    """About how many letters so many bytes are."""
    return size // BYTES_A_LETTER.get(language, 1)
