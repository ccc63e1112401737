"""Forms for going through a decision that has been read: one form a kind of item, and the last page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused
from skyddsnat.mandate import rules
from skyddsnat.mandate.findings import CONDITIONS, RELATIONS
from skyddsnat.mandate.forms.fields import ActorField, DaysField, SumField, actor_named, day_field, text_area
from skyddsnat.mandate.models import HandledSentence, Obligation, ReadingItem

IN_ENGLISH = gettext_lazy("På engelska")


class ItemForm(forms.Form):
    """What an item becomes. `values()` is the JSON that is kept."""

    def values(self) -> dict[str, Any]:
        return {
            name: "" if value is None else value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
        }


class ClauseItemForm(ItemForm):
    number = forms.CharField(
        label=gettext_lazy("Nummer"), max_length=10, widget=forms.TextInput(attrs={"class": "w-3"})
    )
    heading = forms.CharField(
        label=gettext_lazy("Rubrik med egna ord"),
        max_length=200,
        help_text=gettext_lazy("Några ord som alla känner igen, till exempel ”Metoder till kommuner”."),
    )
    heading_en = forms.CharField(label=gettext_lazy("Rubrik på engelska"), max_length=200, required=False)
    wording = forms.CharField(label=gettext_lazy("Vad ska göras?"), widget=text_area(4), max_length=5000)
    wording_en = forms.CharField(label=IN_ENGLISH, widget=text_area(3), max_length=5000, required=False)


class RequirementItemForm(ItemForm):
    wording = forms.CharField(label=gettext_lazy("Hur ska det göras?"), widget=text_area(4), max_length=5000)
    wording_en = forms.CharField(label=IN_ENGLISH, widget=text_area(3), max_length=5000, required=False)
    clause = forms.CharField(
        label=gettext_lazy("Gäller deluppdrag nummer"), max_length=10, required=False,
        help_text=gettext_lazy("Lämna tomt om det gäller hela uppdraget."),
        widget=forms.TextInput(attrs={"class": "w-3"}),
    )  # fmt: skip


class ObligationItemForm(ItemForm):
    kind = forms.ChoiceField(label=gettext_lazy("Slag"), choices=Obligation.KINDS)
    what = forms.CharField(label=gettext_lazy("Vad ska lämnas?"), max_length=300)
    what_en = forms.CharField(label=IN_ENGLISH, max_length=300, required=False)
    recipient = ActorField(label=gettext_lazy("Till vem?"), required=False)
    due = day_field(
        label=gettext_lazy("Senast"),
        required=False,
        help_text=gettext_lazy("Lämna tomt om beslutet inte säger något datum."),
    )
    dates = DaysField(
        label=gettext_lazy("Alla datum, om den återkommer"),
        required=False,
        help_text=gettext_lazy(
            "Ett på varje rad, som 2026-03-01. Uppdraget får en skyldighet för varje datum."
        ),
    )
    rule = forms.CharField(
        label=gettext_lazy("Hur ofta, med ord"), max_length=200, required=False,
        help_text=gettext_lazy("Till exempel ”Varje år, den 1 mars”. Behövs när datumen inte är kända."),
    )  # fmt: skip
    clause = forms.CharField(
        label=gettext_lazy("Gäller deluppdrag nummer"), max_length=10, required=False,
        help_text=gettext_lazy("Lämna tomt om det gäller hela uppdraget."),
        widget=forms.TextInput(attrs={"class": "w-3"}),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        found = self.cleaned_data["recipient"]
        typed = " ".join(self.data.get("recipient", "").split())
        kept = {**self.cleaned_data, "recipient": typed, "recipient_code": found.code if found else ""}
        return {
            name: value.isoformat()
            if hasattr(value, "isoformat")
            else value or ([] if name == "dates" else "")
            for name, value in kept.items()
        }


class MoneyItemForm(ItemForm):
    amount_ore = SumField(label=gettext_lazy("Belopp"))
    year = forms.IntegerField(
        label=gettext_lazy("År"),
        min_value=1900,
        max_value=2200,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w-5"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Vad är beloppet?"),
        choices=[
            ("ceiling", gettext_lazy("Högsta belopp för uppdraget")),
            ("grant", gettext_lazy("Beviljat belopp")),
            ("other", gettext_lazy("En del av beloppet, eller annat")),
        ],
    )

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AppropriationItemForm(ItemForm):
    expenditure_area = forms.CharField(label=gettext_lazy("Utgiftsområde"), max_length=200, required=False)
    appropriation = forms.CharField(label=gettext_lazy("Anslag"), max_length=200)
    item = forms.CharField(label=gettext_lazy("Anslagspost"), max_length=200, required=False)


class ConditionItemForm(ItemForm):
    kind = forms.ChoiceField(label=gettext_lazy("Slag"), choices=list(CONDITIONS.items()))
    wording = forms.CharField(label=gettext_lazy("Villkoret"), widget=text_area(3), max_length=5000)
    wording_en = forms.CharField(label=IN_ENGLISH, widget=text_area(3), max_length=5000, required=False)


class ReferenceItemForm(ItemForm):
    dnr = forms.CharField(label=gettext_lazy("Beteckning"), max_length=60)
    relation = forms.ChoiceField(label=gettext_lazy("Hur hör det ihop?"), choices=list(RELATIONS.items()))
    what = forms.CharField(
        label=gettext_lazy("Vad är det?"), max_length=300, required=False,
        help_text=gettext_lazy("Med egna ord, till exempel ”Det tidigare samordningsuppdraget”."),
    )  # fmt: skip
    what_en = forms.CharField(label=IN_ENGLISH, max_length=300, required=False)


FORMS: Mapping[str, type[ItemForm]] = {
    "task": ClauseItemForm,
    "principle": ClauseItemForm,
    "requirement": RequirementItemForm,
    "obligation": ObligationItemForm,
    "money": MoneyItemForm,
    "appropriation": AppropriationItemForm,
    "condition": ConditionItemForm,
    "reference": ReferenceItemForm,
}


def starting_values(item: ReadingItem, kind: str) -> dict[str, Any]:
    """What the form of `kind` begins with: what was confirmed, else what was proposed, else the sentence itself."""
    if item.confirmed and item.confirmed.get("as", item.kind) == kind:
        return dict(item.confirmed)
    if kind == item.kind:
        return dict(item.proposed)
    sentence = item.proposed.get("text") or item.proposed.get("wording") or item.proposed.get("what", "")
    return {"wording": sentence, "what": sentence[:300]}


def as_typed(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a person would have typed them, so that "holds" goes through the same form as a change."""
    form = FORMS[kind]()
    return {
        name: field.prepare_value(values.get(name, ""))
        for name, field in form.fields.items()
        if name in values
    }


class RejectForm(forms.Form):
    """Why an item does not hold."""

    handling = forms.ChoiceField(
        label=gettext_lazy("Vad är meningen i stället?"),
        choices=HandledSentence.HANDLINGS,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=gettext_lazy("Varför gäller den inte?"), max_length=500, widget=text_area(2),
        help_text=gettext_lazy("Skrivs på uppdragets sida, så att alla ser att meningen är läst."),
    )  # fmt: skip


class HeadForm(forms.Form):
    """The last page: what the whole assignment is called, who has it, who pays, and how much."""

    title = forms.CharField(label=gettext_lazy("Uppdragets namn"), max_length=300)
    title_en = forms.CharField(label=gettext_lazy("Namn på engelska"), max_length=300, required=False)
    authority = ActorField(label=gettext_lazy("Myndighet som har uppdraget"))
    payer = ActorField(label=gettext_lazy("Myndighet som betalar ut pengarna"), required=False)
    decided_on = day_field(label=gettext_lazy("Beslutet fattades den"))
    dnr = forms.CharField(
        label=gettext_lazy("Beslutets diarienummer"), max_length=rules.DNR_LONGEST, required=False,
        help_text=gettext_lazy("Kan fyllas i senare. Inga handlingar kan skickas innan dess."),
    )  # fmt: skip
    ceiling_ore = SumField(label=gettext_lazy("Högsta belopp"))
    year = forms.IntegerField(
        label=gettext_lazy("Året pengarna gäller"), min_value=1900, max_value=2200,
        widget=forms.NumberInput(attrs={"class": "w-5"}),
    )  # fmt: skip

    def clean_dnr(self) -> str:
        dnr = self.cleaned_data["dnr"]
        try:
            return rules.check_dnr(dnr) if dnr else ""
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def head(self) -> dict[str, Any]:
        """What `create_from_reading` takes."""
        data = self.cleaned_data
        payer = data["payer"]
        return {**data, "authority": data["authority"].code, "payer": payer.code if payer else ""}


class AuthorityForm(forms.Form):
    """Which of the authorities that a decision addresses we are."""

    name = forms.ChoiceField(label=gettext_lazy("Vilken myndighet är ni?"), widget=forms.RadioSelect)

    def __init__(self, names: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["name"]).choices = [(name, name) for name in names]


def head_initial(draft: Mapping[str, Any], ceiling: int, ours: str = "") -> dict[str, Any]:
    """The last page as far as the decision itself says; nothing is made up."""

    def said(key: str, name: str) -> Any:
        return (draft.get(key) or {}).get(name) or ""

    payers = [row["payer"] for row in draft["conditions"] if row.get("payer")]
    payers += [
        row["recipient"] for row in draft["obligations"] if row["kind"] == "requisition" and row["recipient"]
    ]
    years = [row["year"] for row in draft["sums"] if row["year"]]
    authority = ours or said("authority", "name")
    payer = payers[0] if payers else ""
    return {
        "title": said("title", "text"),
        "authority": actor_named(authority) or authority,
        "payer": actor_named(payer) or payer,
        "decided_on": said("decided_on", "date") or None,
        "dnr": said("dnr", "number"),
        "ceiling_ore": ceiling or None,
        "year": years[0] if years else None,
    }


def unknown_authority(draft: Mapping[str, Any]) -> str:
    """A sentence for the page when the decision's authority is not in the register, else nothing."""
    name = (draft.get("authority") or {}).get("name") or ""
    if not name or actor_named(name):
        return ""
    return _("Beslutet nämner ”%(name)s”, som inte finns bland aktörerna.") % {"name": name}
