"""The form that says which assignment continues which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused
from skyddsnat.mandate import rules
from skyddsnat.mandate.models import Assignment, RelatedDecision


class _OurAssignment(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Labelled with number and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.dnr} {obj}".strip()


class RelationForm(forms.Form):
    """One of our own assignments, or another decision by number and words."""

    relation = forms.ChoiceField(
        label=gettext_lazy("Hur hör de ihop?"),
        choices=[
            (RelatedDecision.CONTINUES, gettext_lazy("Detta uppdrag fortsätter det andra")),
            (RelatedDecision.CONTINUED_BY, gettext_lazy("Det andra fortsätter detta uppdrag")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vilket som kommer först.")},
    )
    other = _OurAssignment(
        Assignment.objects.none(),
        label=gettext_lazy("Ett uppdrag som finns här"),
        required=False,
        empty_label=gettext_lazy("Inget av dem"),
    )
    dnr = forms.CharField(
        label=gettext_lazy("Eller det andra beslutets diarienummer"),
        help_text=gettext_lazy("Skriv det som på beslutet. Hitta aldrig på ett."),
        max_length=rules.DNR_LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-20", "autocomplete": "off"}),
    )
    what = forms.CharField(
        label=gettext_lazy("Vad är det andra beslutet?"),
        help_text=gettext_lazy("Några ord, till exempel vad det handlar om och när det ska redovisas."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, others: QuerySet[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = others

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("other"):
            data["dnr"] = ""
            return data
        try:
            data["dnr"] = rules.check_dnr(data.get("dnr", ""))
        except Refused as refusal:
            self.add_error("dnr", str(refusal))
        if not data.get("what", "").strip():
            self.add_error("what", _("Skriv vad det andra beslutet är, så att andra förstår."))
        return data
