"""What Wagtail's editing rooms get from us: the shared values, and a mark on translations that are behind."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.signals import copy_for_translation_done
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from skyddsnat.guidance.fingerprints import fingerprint
from skyddsnat.guidance.models import GuidancePage, SharedValue


class SharedValues(SnippetViewSet):
    model = SharedValue
    icon = "tag"
    menu_label = gettext_lazy("Delade värden")
    menu_name = "values"
    menu_order = 300
    add_to_admin_menu = True
    list_display = ("key", "kind", "value", "source", "checked_on")
    list_filter = ("kind",)
    search_fields = ("key", "value", "label", "note")


register_snippet(SharedValues)


def _remember_source(sender: Any, source_obj: Any, target_obj: Any, **_kwargs: Any) -> None:
    if isinstance(target_obj, GuidancePage):
        target_obj.follows = fingerprint(source_obj)
        target_obj.checked_by, target_obj.checked_on = "", None
        target_obj.save(update_fields=["follows", "checked_by", "checked_on"])


copy_for_translation_done.connect(_remember_source, dispatch_uid="guidance-follows")


@hooks.register("construct_main_menu")
def only_what_is_used(request: Any, menu_items: list[Any]) -> None:
    """Leave out what belongs to our own pages: users, groups, sites and locales."""
    menu_items[:] = [item for item in menu_items if item.name not in {"settings", "reports", "help"}]
