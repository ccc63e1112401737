"""Which language a page that anybody may read is shown in, where nobody has signed in or chosen before."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header


def language_asked(request: HttpRequest, there: Collection[str], otherwise: str) -> str:
    """The language that the address asks for (`?sprak=`), else the browser, as long as there is something in it."""
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    asked = [request.GET.get("sprak", ""), *(code.partition("-")[0] for code, _weight in accepted)]
    return next((code for code in asked if code in there), otherwise)
