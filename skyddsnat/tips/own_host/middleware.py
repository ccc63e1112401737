"""The form's own host answers for the form, the mailbox, the doors and proofs, and for nothing else.

It comes before everything that knows of sessions: on that host no cookie is read and none is set, and no other room's
page or script is there. On the main host the pages of the form lead there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import cast

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, resolve, reverse
from django.utils import translation
from django.utils.csp import CSP, build_policy

from skyddsnat.core.api import language_asked
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.wording import SOURCE
from skyddsnat.tips.form.elsewhere import ways_in
from skyddsnat.tips.form.frame import POLICY, page
from skyddsnat.tips.form.languages import language_for
from skyddsnat.tips.own_host.addresses import is_own_host, on_own_host, own_host

type Handler = Callable[[HttpRequest], HttpResponse]

PAGES = ("tips:form", "tips:receipt", "tips:box", "tips:proof")
DOORS = ("tips:in", "tips:mailbox-collect", "tips:mailbox-add", "tips:proof-keys")
START = "/"
INTERFACE = ("sv", "en")  # of the page that checks a proof, and of what a door says
READING = {"GET", "HEAD"}
FOUND = {200, 206, 304}
# The static files that the pages have, with or without the hash that production puts in their names.
FILES = re.compile(
    r"sealing/[\w.-]+|tips/form/[\w.-]+|tips/check[\w.]*\.css|guidance/exit[\w.]*\.js"
    r"|website/(?:tokens|base|components|desk)[\w.]*\.css|website/favicon[\w.]*\.svg"
)
# More than the form has elsewhere: no picture from data, only scripts that are named with their hash, and no text
# that becomes a script or a piece of a page.
STRICT: dict[str, list[str]] = POLICY | {
    "img-src": [CSP.SELF],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": [CSP.NONE],
}
HEADERS = {
    "Content-Security-Policy": build_policy(STRICT),
    "Integrity-Policy": "blocked-destinations=(script)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(
        f"{what}=()"
        for what in (
            "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "microphone",
            "payment", "publickey-credentials-get", "serial", "usb",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}  # fmt: skip


def form_host(get_response: Handler) -> Handler:
    """Answer on the form's host, lead there from the main one; without such a host let everything pass."""
    guarded = convert_exception_to_response(lambda request: _answer(request, get_response))
    own = cast("Handler", guarded)

    def middleware(request: HttpRequest) -> HttpResponse:
        if not own_host():
            return get_response(request)
        if not is_own_host(request):
            return _onward(request) or get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.is_public = True  # type: ignore[attr-defined]
        response = own(request)
        response.cookies.clear()
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return middleware


def _onward(request: HttpRequest) -> HttpResponse | None:
    """The form's host instead of the same page here. What somebody sends from a page opened before is taken here."""
    if request.method not in READING or request.path_info not in _addresses(PAGES):
        return None
    response = HttpResponseRedirect(on_own_host(request.get_full_path()))
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: HttpRequest, get_response: Handler) -> HttpResponse:
    path = request.path_info
    if path.startswith(settings.STATIC_URL):
        if FILES.fullmatch(path.removeprefix(settings.STATIC_URL)):
            response = get_response(request)
            if response.status_code in FOUND:
                return response
        return _not_here(request)
    if path == START:
        return HttpResponseRedirect(reverse("tips:form"))
    match = _addresses(PAGES + DOORS).get(path) or _ways_out().get(path)
    if match is None:
        return _not_here(request)
    request.resolver_match = match
    with translation.override(language_asked(request, INTERFACE, SOURCE)):
        answer: HttpResponse = match.func(request)
    return answer


def _not_here(request: HttpRequest) -> HttpResponse:
    return page(request, "not_here", language_for(request), {}, status=404)


@cache
def _addresses(names: Iterable[str]) -> dict[str, ResolverMatch]:
    return {address: resolve(address) for address in map(reverse, names)}


@cache
def _ways_out() -> dict[str, ResolverMatch]:
    """Away from here at once, without asking another host first."""
    found = {}
    for leave in {ways_in(language).leave for language in AT_WORK} - {""}:
        with translation.override(translation.get_language_from_path(leave) or SOURCE):
            found[leave] = resolve(leave)
    return found
