"""What Wagtail's form for an entry shows beside its fields."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class BehindPanel(Panel):
    """Above a translation whose source has changed: that it has, and the way to it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "knowledge/library/behind_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.behind_source)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            source = self.instance.source
            latest = source.versions.first()
            return {
                **context,
                "source": source,
                "what_changed": latest.what_changed if latest else "",
                "source_url": reverse("wagtailadmin_pages:edit", args=[source.pk]),
            }
