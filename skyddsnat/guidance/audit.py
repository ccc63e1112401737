"""What editors do in Wagtail stands in the house's log as well."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

from skyddsnat.core.api import record
from skyddsnat.guidance.models import GuidancePage, SharedValue

# Wagtail's name of an act → ours; acts that change nothing a visitor or an editor reads are left out.
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
VALUE_ACTS = {
    "wagtail.create": "value.added",
    "wagtail.edit": "value.changed",
    "wagtail.revert": "value.changed",
    "wagtail.delete": "value.removed",
}


def tell_the_log() -> None:
    """Write a line in the house's log for each line in Wagtail's."""
    post_save.connect(_page_act, sender=PageLogEntry, dispatch_uid="guidance-log-page")
    post_save.connect(_value_act, sender=ModelLogEntry, dispatch_uid="guidance-log-value")


def _page_act(instance: Any, created: bool, **_kwargs: Any) -> None:
    if created and instance.action in PAGE_ACTS:
        record(instance.user, PAGE_ACTS[instance.action], GuidancePage(pk=instance.page_id))


def _value_act(instance: Any, created: bool, **_kwargs: Any) -> None:
    model = instance.content_type.model_class()
    if created and model is SharedValue and instance.action in VALUE_ACTS:
        record(instance.user, VALUE_ACTS[instance.action], SharedValue(pk=instance.object_id))
