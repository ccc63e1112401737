"""Forms for copying activities from another plan."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from skyddsnat.mandate.forms.fields import day_field
from skyddsnat.mandate.forms.plan import WhyForm
from skyddsnat.mandate.models import Assignment


class _AssignmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.year} {obj}"


class SourceForm(forms.Form):
    """From which plan, and when the first of it is to begin."""

    source = _AssignmentChoice(
        Assignment.objects.none(),
        label=gettext_lazy("Från vilken plan?"),
        to_field_name="slug",
        empty_label=gettext_lazy("Välj ett uppdrag"),
    )
    start = day_field(
        label=gettext_lazy("Vilken dag ska den första insatsen börja?"),
        help_text=gettext_lazy("De andra flyttas lika långt."),
    )

    def __init__(self, *args: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]


class CopyForm(WhyForm):
    """How the chosen activities are copied."""

    responsible = forms.ChoiceField(
        label=gettext_lazy("Vem ansvarar?"),
        choices=[
            ("same", gettext_lazy("Samma person som förut")),
            ("me", gettext_lazy("Jag, tills någon annan väljs")),
        ],
        widget=forms.RadioSelect,
        initial="same",
    )
    assessments = forms.BooleanField(
        label=gettext_lazy("Kopiera prövningarna av barnets bästa som utkast"),
        help_text=gettext_lazy("De måste läsas igenom, skickas och beslutas på nytt."),
        required=False,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
