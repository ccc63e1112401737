"""What editors do with pages in Wagtail stands in the house's log as well."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_save
from wagtail.models import PageLogEntry

from skyddsnat.core.audit import record

# Wagtail's name of an act → ours; acts that change nothing a reader or an editor reads are left out.
PAGE_ACTS = {
    "wagtail.create": "page.created",
    "wagtail.edit": "page.edited",
    "wagtail.publish": "page.published",
    "wagtail.unpublish": "page.unpublished",
    "wagtail.delete": "page.deleted",
    "wagtail.move": "page.moved",
    "wagtail.revert": "page.reverted",
    "wagtail.copy_for_translation": "page.translated",
    "wagtail.workflow.start": "page.sent",
    "wagtail.workflow.approve": "page.approved",
    "wagtail.workflow.reject": "page.returned",
}
_pages: set[type[models.Model]] = set()


def register_pages(model: type[models.Model]) -> None:
    """Write a line in the house's log for each line in Wagtail's about pages of the kind."""
    _pages.add(model)
    post_save.connect(_page_act, sender=PageLogEntry, dispatch_uid="core-page-log")


def _page_act(instance: Any, created: bool, **_kwargs: Any) -> None:
    model = instance.content_type.model_class()
    if created and model in _pages and instance.action in PAGE_ACTS:
        record(instance.user, PAGE_ACTS[instance.action], model(pk=instance.page_id))
