"""Forms for a measurement, for withdrawing one, and for a target."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.insight.measurements.actions import Measured
from skyddsnat.insight.models import Indicator

MOST = 2_147_483_647


class MeasurementForm(forms.Form):
    """What a source says. Cleaned to a Measured."""

    measured_on = forms.DateField(
        label=gettext_lazy("När mättes det?"), input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("Sista dagen, om det mättes under en tid."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": gettext_lazy("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )  # fmt: skip
    part = forms.IntegerField(
        min_value=0, max_value=MOST, widget=forms.NumberInput(attrs={"class": "w-10 figures"})
    )
    whole = forms.IntegerField(
        label=gettext_lazy("Av hur många?"), min_value=1, max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "w-10 figures"}),
    )  # fmt: skip
    asked = forms.ChoiceField(
        label=gettext_lazy("Vilka räknades?"), widget=forms.RadioSelect,
        choices=[("sample", gettext_lazy("Ett urval av dem det gäller")), ("all", gettext_lazy("Alla som det gäller"))],
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Källa"), max_length=300,
        help_text=gettext_lazy("Vem som mätte och vad undersökningen heter. Inga uppgifter om enskilda personer."),
    )  # fmt: skip
    address = forms.CharField(
        label=gettext_lazy("Var finns den?"), max_length=500,
        help_text=gettext_lazy("Webbadress, filnamn eller diarienummer."),
    )  # fmt: skip

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = indicator.said("unit").capitalize()
        self.fields["part"].label = _("Hur många var det?") if indicator.is_share else unit
        if not indicator.is_share:
            del self.fields["whole"], self.fields["asked"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        part, whole = data.get("part"), data.get("whole")
        if part is not None and whole is not None and part > whole:
            self.add_error("part", _("Delen kan inte vara större än det hela."))
        return data

    def measured(self) -> Measured:
        data = self.cleaned_data
        return Measured(
            data["measured_on"], data["part"], data.get("whole"), data.get("asked") == "sample", data["source"],
            data["address"],
        )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a measurement should not be used."""

    why = forms.CharField(
        label=gettext_lazy("Varför återtas mätningen?"), max_length=500,
        help_text=gettext_lazy("Skälet står kvar vid mätningen. Skriv inga personuppgifter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class TargetForm(forms.Form):
    """What is to be reached, by when, and who decided so."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    target = forms.CharField(
        label=gettext_lazy("Målvärde"), max_length=40, required=False,
        help_text=gettext_lazy("Ett tal, räknat i indikatorns enhet. Tomt tar bort målvärdet."),
    )  # fmt: skip
    when = forms.CharField(
        label=gettext_lazy("När ska det vara nått?"), max_length=40, required=False,
        help_text=gettext_lazy("Behövs när det finns ett målvärde."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Vem har beslutat det, och var står det?"), max_length=300, required=False,
        help_text=gettext_lazy("Behövs när det finns ett målvärde."),
    )  # fmt: skip
