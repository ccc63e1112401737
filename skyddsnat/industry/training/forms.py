"""The form that says which activity the course is a part of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from skyddsnat.mandate.models import Activity


class ActivityForm(forms.Form):
    """Cleaned to what `choose_training_activity` takes."""

    activity = forms.ModelChoiceField(
        label=_("Insats"), queryset=Activity.objects.none(), required=False, empty_label=_("Ingen insats än"),
        help_text=_("Varje natt förs antalet som har gått utbildningen in som underlag på insatsen."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activities: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
