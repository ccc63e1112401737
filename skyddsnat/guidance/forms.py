"""The editor's form: when a translation is in step with its source again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from skyddsnat.guidance.fingerprints import fingerprint


class GuidancePageForm(WagtailAdminPageForm):
    in_step = forms.BooleanField(
        label=_("Texten säger det som källan säger nu"),
        required=False,
        help_text=_("Kryssa i när du har läst den svenska sidan och ändrat översättningen där det behövs."),
    )

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit=False)
        source = page.source
        if source is not None and self.cleaned_data.get("in_step"):
            page.follows = fingerprint(source)
        if commit:
            page.save()
        return page
