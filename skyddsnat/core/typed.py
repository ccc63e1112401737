"""What a person searched for, kept in the session and never in an address: an address ends up in logs and histories."""

from __future__ import annotations

import secrets

from django.http import HttpRequest

KEPT = 20


def keep_typed(request: HttpRequest, text: str, *, key: str) -> str:
    """Keep the words as long as the session lasts, and return the name that stands in the address.

    `key` tells one search from another.
    """
    searches: dict[str, str] = dict(request.session.get(key, {}))
    for name, kept in searches.items():
        if kept == text:
            return name
    name = secrets.token_urlsafe(6)
    latest = list(searches.items())[-(KEPT - 1) :]
    request.session[key] = dict([*latest, (name, text)])
    return name


def typed(request: HttpRequest, name: str, *, key: str) -> str | None:
    """The words behind a name; None when they are forgotten or were somebody else's."""
    found: str | None = request.session.get(key, {}).get(name)
    return found
