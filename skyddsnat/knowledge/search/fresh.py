"""The index of this process, and when it is to be made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models import F
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from skyddsnat.knowledge.models import SearchGeneration
from skyddsnat.knowledge.search.sources import entries
from skyddsnat.shared.grams.index import Index
from skyddsnat.shared.grams.living import Living, in_background


def generation() -> int:
    """How many times what can be searched has changed."""
    return SearchGeneration.objects.values_list("generation", flat=True).first() or 0


def renew(**_kwargs: Any) -> None:
    """Say that something has changed: called in the same transaction as the change."""
    SearchGeneration.objects.update(generation=F("generation") + 1)


def renew_when_published() -> None:
    """Renew at each publishing, moving and taking away of a page."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(renew, dispatch_uid="knowledge-search")


def _beside(work: Callable[[], None]) -> None:
    """In a thread that gives its connections back when it ends."""

    def whole() -> None:
        try:
            work()
        finally:
            connections.close_all()

    in_background(whole)


LIVING = Living(load=entries, spawn=_beside)


def current() -> Index:
    """The index to answer with now."""
    return LIVING.current(generation())
