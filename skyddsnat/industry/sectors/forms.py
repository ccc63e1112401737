"""What staff fill in: a code and a month, and there is no room for more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.industry.models import Site
from skyddsnat.industry.sectors.access import site_noted


class ReceivedForm(forms.Form):
    """Where, and in which month."""

    code = forms.CharField(
        label=gettext_lazy("Arbetsplatsens kod"), max_length=12,
        help_text=gettext_lazy("Sex bokstäver och siffror."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "w-10"}
        ),
    )  # fmt: skip
    month = forms.DateField(
        label=gettext_lazy("Månad"), input_formats=["%Y-%m"],
        help_text=gettext_lazy("År och månad, till exempel 2026-11."),
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month", "class": "w-20"}),
        error_messages={"invalid": gettext_lazy("Skriv år och månad, till exempel 2026-11.")},
    )  # fmt: skip
    site: Site

    def clean_code(self) -> Any:
        found = site_noted(self.cleaned_data["code"])
        if found is None:
            raise forms.ValidationError(
                _("Ingen arbetsplats har koden. Läs den en gång till, eller fråga mottagaren.")
            )
        self.site = found
        return self.cleaned_data["code"]
