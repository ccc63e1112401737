"""The editor's form of an entry: when a new version must say what changed, and when a translation is in step again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from skyddsnat.knowledge.library.fingerprints import fingerprint

NOT_TOLD = _("Skriv vad som har ändrats. Den som läste förra versionen vill veta det.")


class LibraryPageForm(WagtailAdminPageForm):
    in_step = forms.BooleanField(
        label=_("Texten säger det som källan säger nu"),
        required=False,
        help_text=_("Kryssa i när du har läst den svenska sidan och ändrat översättningen där det behövs."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = False
        self.latest = self.instance.versions.first() if self.instance.pk else None
        if self.latest is not None and self.instance.change_note == self.latest.what_changed:
            self.initial["change_note"] = ""  # what was told then is not what changes now

    def defer_required_fields(self) -> None:
        """A draft may be saved half written."""
        super().defer_required_fields()
        self.is_draft = True

    def _post_clean(self) -> None:
        """Ask what changed once the page has the new words; a review that changes none need not say."""
        super()._post_clean()
        page, latest = self.instance, self.latest
        if self.is_draft or latest is None or page.change_note.strip() or "change_note" in self.errors:
            return
        if fingerprint(page) != latest.fingerprint:
            self.add_error("change_note", NOT_TOLD)

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit=False)
        source = page.source
        if source is not None and self.cleaned_data.get("in_step"):
            page.follows = fingerprint(source)
        if commit:
            page.save()
        return page
