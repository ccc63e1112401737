"""What surrounds every page of the form: its language, the numbers, the way out. No cookie, and nothing is kept."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP

from skyddsnat.shared.languages import AT_WORK, direction
from skyddsnat.tips.form.elsewhere import ways_in
from skyddsnat.tips.form.texts import checked, phones, said_in
from skyddsnat.tips.own_host.addresses import lasting, on_main_host

POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}


class Language(NamedTuple):
    """A language that the page can be read in."""

    code: str
    name: str
    direction: str
    url: str
    current: bool


def page(
    request: HttpRequest, template: str, language: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page that asks nobody who they are and that no browser, cache or search engine gets to keep."""
    request.is_public = True  # type: ignore[attr-defined]
    ways = ways_in(language)
    around = {
        "language": language,
        "direction": direction(language),
        "languages": [
            Language(code, name, direction(code), f"{request.path}?sprak={code}", code == language)
            for code, name in AT_WORK.items()
        ],
        "say": said_in(language),
        "numbers": phones(),
        "checked": checked(language),
        "ways": ways._replace(where=on_main_host(ways.where)),
        "box_address": lasting(request, "tips:box"),
    }
    response = render(request, f"tips/form/{template}.html", around | context, status=status)
    response["Content-Language"] = language
    return kept_by_nobody(response)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
