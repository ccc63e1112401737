"""When what visitors see has changed: every process asks before it shows a page that it has kept."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from skyddsnat.guidance.models import Publication, SharedValue


def generation() -> int:
    """How many times what visitors see has changed."""
    return Publication.objects.values_list("generation", flat=True).get()


def renew(**_kwargs: Any) -> None:
    """Let no process show a page that it kept before now."""
    Publication.objects.update(generation=F("generation") + 1)


def renew_when_published() -> None:
    """Renew at each publishing, moving and removing of a page, and at each change of a shared value."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(renew, dispatch_uid="guidance-renew")
    for signal in (post_save, post_delete):
        signal.connect(renew, sender=SharedValue, dispatch_uid=f"guidance-renew-value-{signal is post_save}")
