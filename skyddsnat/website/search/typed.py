"""What a person searched for, kept in the session and never in an address: an address ends up in logs and histories."""

from __future__ import annotations

import secrets

from skyddsnat.core.api import AuthenticatedRequest

KEY, KEPT = "searches", 20


def keep(request: AuthenticatedRequest, text: str) -> str:
    """Keep the words for as long as the person is signed in, and return the name that stands in the address."""
    searches: dict[str, str] = dict(request.session.get(KEY, {}))
    for name, kept in searches.items():
        if kept == text:
            return name
    name = secrets.token_urlsafe(6)
    latest = list(searches.items())[-(KEPT - 1) :]
    request.session[KEY] = dict([*latest, (name, text)])
    return name


def kept(request: AuthenticatedRequest, name: str) -> str | None:
    """The words behind a name; None when they are forgotten or were somebody else's."""
    found: str | None = request.session.get(KEY, {}).get(name)
    return found
