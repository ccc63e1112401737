"""Forms for the survey before or after a campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.guidance.campaigns.forms import day_field
from skyddsnat.guidance.models import SurveyWave


class WaveDaysForm(forms.Form):
    """The days of a survey. Cleaned to what `change_wave` takes."""

    opens = day_field(_("Öppnar"))
    closes = day_field(_("Stänger"), _("Sista dagen som någon kan svara."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class WaveForm(WaveDaysForm):
    """A new survey. Cleaned to what `add_wave` takes."""

    moment = forms.ChoiceField(
        label=_("När i kampanjen?"), choices=SurveyWave.MOMENTS, widget=forms.RadioSelect, initial="before"
    )
    field_order = ("moment", "opens", "closes")
