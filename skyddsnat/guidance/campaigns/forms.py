"""Forms for campaigns and their batches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Place
from skyddsnat.core.models import User
from skyddsnat.guidance.campaigns.access import possible_pages
from skyddsnat.guidance.models import Batch, GuidancePage
from skyddsnat.mandate.api import ActivityField, activities_to_choose
from skyddsnat.mandate.models import Activity


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A date typed or picked as 2014-12-31."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A municipality by its name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_en if get_language() == "en" else obj.name)


class PageField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A public page by its title, in English for those who read English when there is one."""

    def label_from_instance(self, obj: Any) -> str:
        english = None
        if get_language() == "en":
            english = obj.get_translations().filter(locale__language_code="en").first()
        return str((english or obj).title)


class CampaignForm(forms.Form):
    """Cleaned to what `add_campaign` and `change_campaign` take."""

    name = forms.CharField(
        label=_("Vad heter kampanjen?"), max_length=120, help_text=_("Bara ni ser namnet.")
    )
    name_en = forms.CharField(label=_("Namn på engelska"), max_length=120, required=False)
    activity = ActivityField(
        Activity.objects.none(),
        label=_("Vilken insats hör den till?"),
        empty_label=_("Välj insats"),
        help_text=_("Läsningar av koderna blir underlag på insatsen."),
    )
    page = PageField(
        GuidancePage.objects.none(),
        label=_("Vart leder koderna?"),
        required=False,
        empty_label=_("Startsidan"),
        help_text=_("Besökaren får sidan på sitt eget språk när den finns, annars på engelska."),
    )
    starts = day_field(_("Börjar"))
    ends = day_field(_("Slutar"), _("Koderna leder rätt också efter den dagen."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities_to_choose(user)  # type: ignore[attr-defined]
        self.fields["page"].queryset = possible_pages()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class BatchForm(forms.Form):
    """Cleaned to what `add_batch` and `change_batch` take."""

    form = forms.ChoiceField(label=_("Vad är det?"), choices=Batch.FORMS)
    where = forms.CharField(
        label=_("Var ska det finnas?"),
        max_length=120,
        help_text=_("En plats, till exempel Arlanda eller Hotell Exempel. Inga namn på personer."),
    )
    place = PlaceField(
        Place.objects.none(),
        label=_("Kommun"),
        required=False,
        empty_label=_("Ingen kommun"),
        help_text=_("Då räknas läsningarna på kommunen i underlaget."),
    )
    copies = forms.IntegerField(
        label=_("Hur många?"),
        min_value=1,
        max_value=100_000_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w-10 figures"}),
        help_text=_("Lämna tomt om det inte går att räkna, till exempel en skärm."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = "en" if get_language() == "en" else "sv"
        places = Place.objects.defer("geometry").municipalities().alphabetical(language)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
