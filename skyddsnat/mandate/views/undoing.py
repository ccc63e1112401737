"""A way back after a change: offered once, on the next page, as a button."""

from __future__ import annotations

from typing import Any

from skyddsnat.core.api import AuthenticatedRequest

KEY = "mandate_undo"


def offer_undo(request: AuthenticatedRequest, words: str, url: str, **fields: Any) -> None:
    """Keep what was done, in words, and what to post where to take it back."""
    request.session[KEY] = {"words": words, "url": url, "fields": {k: str(v) for k, v in fields.items()}}


def undo_offered(request: AuthenticatedRequest) -> dict[str, Any] | None:
    """The way back that the last change left, once."""
    found: dict[str, Any] | None = request.session.pop(KEY, None)
    return found
