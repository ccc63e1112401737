"""What Wagtail's editing rooms do for the library."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.signals import copy_for_translation_done

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.library.fingerprints import fingerprint
from skyddsnat.knowledge.models import LibraryPage


def _remember_source(sender: Any, source_obj: Any, target_obj: Any, **_kwargs: Any) -> None:
    if isinstance(target_obj, LibraryPage):
        target_obj.follows = fingerprint(source_obj)
        target_obj.change_note = ""
        target_obj.save(update_fields=["follows", "change_note"])


copy_for_translation_done.connect(_remember_source, dispatch_uid="knowledge-follows")


@hooks.register("before_bulk_action")
def publish_none_without_a_note(request: Any, action_type: str, objects: Any, action: Any) -> Any:
    """Stop at once, in words, when one of the pages that are to be published does not say what changed."""
    if action_type != "publish" or request.method != "POST":
        return None
    try:
        for one in objects:
            page = one.specific
            if isinstance(page, LibraryPage) and page.latest_revision is not None:
                page.check_publishable(page.latest_revision)
    except Refused as refusal:
        messages.error(request, f"{page}: {refusal}")
        return redirect(request.get_full_path())
    return None
