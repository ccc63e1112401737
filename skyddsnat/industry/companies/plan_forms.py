"""What a company fills in about its commitments, and the filters and choices of the staff's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.industry.companies.commitments import Step
from skyddsnat.industry.companies.forms import place_choices
from skyddsnat.industry.companies.rules import digits_of
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Commitment, Company, Criterion
from skyddsnat.mandate.api import ActivityField, ActorField, activities_to_choose
from skyddsnat.mandate.models import Activity

ANY_SECTOR = [("", _("Alla slag")), *Sector.choices]


class CommitmentForm(forms.Form):
    """How far the company has come with one of the six."""

    state = forms.ChoiceField(
        label=_("Hur långt har ni kommit?"), choices=Commitment.State.choices, widget=forms.RadioSelect
    )
    day = forms.DateField(
        label=_("Vilken dag?"), required=False, input_formats=["%Y-%m-%d"],
        help_text=_("Dagen då det infördes, eller när ni planerar det. Lämna tomt om det inte är påbörjat."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )  # fmt: skip
    shown_by = forms.CharField(
        label=_("Vad visar det?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Till exempel vad rutinen heter. Inga namn, och inget om gäster eller misstankar."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Länk"), required=False, max_length=300, assume_scheme="https",
        help_text=_("Om det finns på webben."), widget=forms.URLInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": _("Skriv hela webbadressen, till exempel https://example.com/policy.")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def step(self) -> Step:
        told = self.cleaned_data
        return Step(told["state"], told["day"], told["shown_by"], told["link"])


class ReportForm(forms.Form):
    """The year in the company's own words, drafted from its plan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Criterion:
            self.fields[one.value] = forms.CharField(
                label=one.label, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
            )
        self.fields["learnt"] = forms.CharField(
            label=_("Vad har ni lärt er under året?"), required=False, max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Inga namn, och inget om gäster eller misstankar."),
        )  # fmt: skip

    def answers(self) -> dict[str, str]:
        return {one.value: self.cleaned_data[one.value] for one in Criterion}


class ListFilter(forms.Form):
    """How the public list is narrowed."""

    sector = forms.ChoiceField(label=_("Slag"), required=False, choices=ANY_SECTOR)
    place = forms.ChoiceField(label=_("Kommun"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Alla kommuner")), *place_choices()[1:]]  # type: ignore[attr-defined]


class DeskFilter(ListFilter):
    """How the staff's list is narrowed."""

    field_order = ("q", "sector", "place", "standing")

    q = forms.CharField(label=_("Namn eller nummer"), required=False, max_length=100)
    standing = forms.ChoiceField(
        label=_("Läge"), required=False,
        choices=[
            ("", _("Alla")), ("pledged", _("Giltigt löfte")), ("unpledged", _("Inget giltigt löfte")),
            ("unchecked", _("Att kontrollera")), ("left", _("Har lämnat")),
        ],
    )  # fmt: skip


class ProofForm(forms.Form):
    """Which workplaces become evidence, on which activity."""

    activity = ActivityField(
        Activity.objects.none(), label=_("Vilken insats?"), empty_label=_("Välj insats"),
        help_text=_("Varje arbetsplats blir en rad i liggaren, nu eller när insatsen börjar."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities_to_choose(user)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a row is taken back."""

    reason = forms.CharField(
        label=_("Varför?"), max_length=200, help_text=_("Skälet står kvar i liggaren. Inga namn.")
    )


class BodyForm(forms.Form):
    """An organisation of the register that has companies as members."""

    organisation = ActorField(
        label=_("Organisation"),
        help_text=_("Ett branschorgan eller en kedja. Den ska finnas bland aktörerna."),
    )


class MemberForm(forms.Form):
    """A company to count, by number or name."""

    company = forms.CharField(label=_("Organisationsnummer eller namn"), max_length=200)

    def __init__(self, *args: Any, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.companies = companies

    def clean_company(self) -> Company:
        typed = " ".join(self.cleaned_data["company"].split())
        found = self.companies.filter(number=digits_of(typed)).first()
        named = list(self.companies.filter(organisation__name__iexact=typed)[:2])
        if found is None and len(named) == 1:
            found = named[0]
        if found is None:
            raise forms.ValidationError(
                _("Inget anslutet företag har det numret eller namnet. Sök i listan.")
            )
        company: Company = found
        return company
