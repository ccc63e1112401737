"""Forms for the evidence ledger."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.mandate.actions.evidence import REFERENCE_LONGEST, Fact
from skyddsnat.mandate.forms.fields import ActorField, PlaceField, day_field
from skyddsnat.mandate.meeting_rules import PERSONAL
from skyddsnat.mandate.models import Activity, Assignment, EvidenceKind

MOST = 2_147_483_647


def _no_personal(text: str) -> str:
    if PERSONAL.search(text):
        raise forms.ValidationError(
            _("Det ser ut att stå ett personnummer eller en e-postadress här. Ta bort det.")
        )
    return text


class EvidenceForm(forms.Form):
    """One fact. Cleaned to a Fact on the activity."""

    kind = forms.ModelChoiceField(
        EvidenceKind.objects.all(), label=gettext_lazy("Vad har hänt?"), empty_label=gettext_lazy("Välj slag")
    )
    occurred_on = day_field(label=gettext_lazy("När?"))
    quantity = forms.IntegerField(
        label=gettext_lazy("Antal"),
        min_value=1,
        max_value=MOST,
        initial=1,
        help_text=gettext_lazy("Räknat i slagets enhet, till exempel deltagare eller möten."),
        widget=forms.NumberInput(attrs={"class": "w-5 figures"}),
    )
    organisation = ActorField(
        label=gettext_lazy("Aktör"), required=False, help_text=gettext_lazy("Vem gällde det?")
    )
    place = PlaceField(label=gettext_lazy("Län, kommun eller land"), required=False)
    reference = forms.CharField(
        label=gettext_lazy("Hänvisning"),
        max_length=REFERENCE_LONGEST,
        required=False,
        help_text=gettext_lazy(
            "Var handlingen finns, till exempel ett ärendenummer. Aldrig uppgifter om en person."
        ),
    )

    def clean_reference(self) -> str:
        return _no_personal(self.cleaned_data["reference"])

    def fact(self, activity: Activity) -> Fact:
        data = self.cleaned_data
        return Fact(
            kind=data["kind"].pk,
            activity=activity,
            occurred_on=data["occurred_on"],
            quantity=data["quantity"],
            organisation=data["organisation"],
            place=data["place"],
            reference=data["reference"],
        )


class NewEvidenceForm(EvidenceForm):
    """A fact with the mark of the form it was written in, so that a form sent twice counts once."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)


class CorrectionForm(EvidenceForm):
    """Why a row is wrong, and what is right instead (left out when nothing is)."""

    reason = forms.CharField(
        label=gettext_lazy("Varför är raden fel?"),
        max_length=REFERENCE_LONGEST,
        help_text=gettext_lazy("Skälet sparas i liggaren. Skriv inget om en enskild person."),
    )
    replace = forms.BooleanField(label=gettext_lazy("Lägg in en riktig rad i stället"), required=False)
    field_order = (
        "reason",
        "replace",
        "kind",
        "occurred_on",
        "quantity",
        "organisation",
        "place",
        "reference",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.data.get("replace"):
            for name in EvidenceForm.base_fields:
                self.fields[name].required = False

    def clean_reason(self) -> str:
        return _no_personal(self.cleaned_data["reason"])


class EvidenceFilter(forms.Form):
    """How the ledger is narrowed. Unknown values are ignored, so that an old link still shows something."""

    kind = forms.ModelChoiceField(
        EvidenceKind.objects.all(),
        label=gettext_lazy("Slag"),
        required=False,
        empty_label=gettext_lazy("Alla slag"),
    )
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=gettext_lazy("Insats"), required=False, to_field_name="number",
        empty_label=gettext_lazy("Alla insatser"),
    )  # fmt: skip
    actor = ActorField(label=gettext_lazy("Aktör"), required=False)
    month = forms.CharField(
        label=gettext_lazy("Månad"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"class": "w-5", "placeholder": "2014-05", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].widget.attrs["class"] = "w-10"
        self.fields["activity"].queryset = assignment.activities.order_by("number")  # type: ignore[attr-defined]

    def clean_month(self) -> datetime.date | None:
        text = self.cleaned_data["month"]
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(f"{text}-01")
        except ValueError as error:
            raise forms.ValidationError(_("Skriv månaden som år-månad, till exempel 2014-05.")) from error
