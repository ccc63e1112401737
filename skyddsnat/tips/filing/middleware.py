"""The doors are answered before sessions, languages and pages: nothing there concerns a sender, and each takes time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve, reverse

type Handler = Callable[[HttpRequest], HttpResponse]

DOORS = ("tips:in", "tips:mailbox-collect", "tips:mailbox-add")


def doors(get_response: Handler) -> Handler:
    """Answer at the doors at once, after what makes the connection safe; let everything else pass."""

    def middleware(request: HttpRequest) -> HttpResponse:
        match = _doors().get(request.path_info)
        if match is None:
            return get_response(request)
        response: HttpResponse = match.func(request)
        return response

    return middleware


@cache
def _doors() -> dict[str, ResolverMatch]:
    return {address: resolve(address) for address in map(reverse, DOORS)}
