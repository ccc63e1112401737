"""What Wagtail's form for a page shows beside its fields."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from skyddsnat.guidance.differences import difference


class SourcePanel(Panel):
    """Above a translation whose source has changed: what the source said, and what it says now."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "guidance/desk/panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.behind_source)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "difference": difference(self.instance)}
