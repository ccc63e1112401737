"""Forms for what a person adds to an assignment: its registration number and its text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused
from skyddsnat.mandate import rules
from skyddsnat.mandate.reading.document import MAX_BYTES


class DnrForm(forms.Form):
    """The decision's own registration number."""

    dnr = forms.CharField(
        label=gettext_lazy("Beslutets diarienummer"),
        max_length=rules.DNR_LONGEST,
        help_text=gettext_lazy(
            "Det står på beslutet. Fråga departementet om det saknas; hitta aldrig på ett."
        ),
        widget=forms.TextInput(attrs={"class": "w-20", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv beslutets diarienummer.")},
    )

    def clean_dnr(self) -> str:
        try:
            return rules.check_dnr(self.cleaned_data["dnr"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class DecisionFileForm(forms.Form):
    """A decision as a file. Only the size is judged here; the reader judges the content."""

    file = forms.FileField(
        label=gettext_lazy("Filen med beslutet"),
        help_text=gettext_lazy("PDF, Word (.docx) eller ren text (.txt), högst 20 MB."),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt,application/pdf,text/plain"}),
        error_messages={
            "required": gettext_lazy("Välj filen med beslutet."),
            "empty": gettext_lazy("Filen är tom. Välj filen med beslutet."),
        },
    )

    def clean_file(self) -> Any:
        chosen = self.cleaned_data["file"]
        if chosen.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Filen är för stor: gränsen är 20 MB. Spara beslutet utan bilagor, eller som text.")
            )
        return chosen
