"""The languages of the form: those that people who drive, host and serve read. More than the guide has."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

SOURCE = "sv"
# As each is written by those who speak it.
NAMES = {
    "sv": "Svenska",
    "en": "English",
    "ar": "العربية",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "pl": "Polski",
    "th": "ไทย",
}
BYTES_A_LETTER = {"ar": 2, "ti": 3, "th": 3}  # in UTF-8; one where nothing is said


def language_for(request: HttpRequest) -> str:
    """The language that the address asks for, else the browser."""
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    asked = [request.GET.get("sprak", ""), *(code.partition("-")[0] for code, _weight in accepted)]
    return next((code for code in asked if code in NAMES), SOURCE)


def letters(size: int, language: str) -> int:
    """About how many letters so many bytes are."""
    return size // BYTES_A_LETTER.get(language, 1)
