"""What editors do in Wagtail stands in the house's log as well."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry

from skyddsnat.core.api import record, register_pages
from skyddsnat.guidance.models import GuidancePage, SharedValue

VALUE_ACTS = {
    "wagtail.create": "value.added",
    "wagtail.edit": "value.changed",
    "wagtail.revert": "value.changed",
    "wagtail.delete": "value.removed",
}


def tell_the_log() -> None:
    """Write a line in the house's log for each line in Wagtail's."""
    register_pages(GuidancePage)
    post_save.connect(_value_act, sender=ModelLogEntry, dispatch_uid="guidance-log-value")


def _value_act(instance: Any, created: bool, **_kwargs: Any) -> None:
    model = instance.content_type.model_class()
    if created and model is SharedValue and instance.action in VALUE_ACTS:
        record(instance.user, VALUE_ACTS[instance.action], SharedValue(pk=instance.object_id))
