"""Forms for the report's prose and for preparing a version."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TextForm(forms.Form):
    """The prose of one section."""

    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Skriv i vanlig text. En tom rad börjar ett nytt stycke, ”- ” börjar en punkt. En siffra skriver du som "
            "{{ kod }}, med en kod ur listan. Då följer underlaget med."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PrepareForm(forms.Form):
    """The date of the report, and the reason when it corrects one that has been issued."""

    dated = forms.DateField(
        label=_("Rapportens datum"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=_("Varför behövs en ny version?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, correction: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if correction:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
