"""The pages that visitors read."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.views import serve

from skyddsnat.core.api import public
from skyddsnat.guidance.frame import frame, starts
from skyddsnat.shared.languages import NAMES

# A page that says nothing about where one comes from. Fetched only when somebody leaves.
ELSEWHERE = "https://www.smhi.se/"


@public
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A published page, found by its address within its language."""
    response: HttpResponse = serve(request, path)
    return response


@public
def leave(request: HttpRequest) -> HttpResponse:
    """Go elsewhere, and let the browser forget what it has kept of these pages."""
    response = HttpResponse(status=302, headers={"Location": ELSEWHERE, "Cache-Control": "no-store"})
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    return response


def no_public_page(request: HttpRequest) -> HttpResponse:
    """What a visitor gets at an address where nothing is published: a way on, and no cookie."""
    first, _slash, rest = request.path_info[1:].partition("/")
    meant = first.lower().partition("-")[0]
    if first not in NAMES and meant in NAMES:  # /SV/, /en-GB/
        return HttpResponse(status=302, headers={"Location": f"/{meant}/{quote(rest)}"})
    around = {**frame(None), "translations": starts(), "unknown_language": first not in NAMES}
    return render(request, "guidance/not_found.html", around, status=404)
