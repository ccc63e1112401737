"""The form that says on which activity tips are counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from skyddsnat.mandate.models import Activity


class ActivityForm(forms.Form):
    """Cleaned to what `choose_counting_activity` takes."""

    activity = forms.ModelChoiceField(
        label=_("Insats"), queryset=Activity.objects.none(), required=False, empty_label=_("Ingen insats än"),
        help_text=_("Varje natt förs antalet avslutade tips in som underlag, minst fem åt gången."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activities: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
