"""What people fill in on the room's pages."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.actors.population import LARGEST_FILE
from skyddsnat.shared.dates import today


def day_field(*, label: Any, help_text: Any = "", required: bool = True) -> forms.DateField:
    """A date typed or picked as 2014-12-31."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )


def county_choices() -> list[tuple[str, Any]]:
    language = get_language() or "sv"
    counties = Place.objects.counties().defer("geometry").alphabetical(language)
    return [
        ("", _("Alla län")),
        *((county.code, county.name_en if language == "en" else county.name) for county in counties),
    ]


class OrganisationFilter(forms.Form):
    """How the list of organisations is narrowed."""

    q = forms.CharField(label=_("Sök på namn"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Slag"), required=False, choices=[("", _("Alla slag")), *Organisation.Kind.choices]
    )
    county = forms.ChoiceField(label=_("Län"), required=False, choices=county_choices)
    on = day_field(label=_("Som det var den"), required=False)


class ContactFilter(forms.Form):
    """How the list of contacts is narrowed."""

    q = forms.CharField(label=_("Sök på organisation, funktion eller namn"), required=False, max_length=100)


class DayForm(forms.Form):
    """One day, to see how things were then."""

    on = day_field(label=_("Som det var den"), required=False)


class ContactForm(forms.Form):
    """A contact: function, source and day checked are always needed, the person's name is not."""

    function = forms.CharField(
        label=_("Funktion"), max_length=150, help_text=_("Till exempel ”Samordnare mot människohandel”.")
    )
    name = forms.CharField(
        label=_("Personens namn"),
        max_length=150,
        required=False,
        help_text=_("Skriv bara ett namn om det behövs för att nå rätt person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-post"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.RegexField(
        r"^\+?[0-9][0-9 ()/-]{1,38}$",
        label=_("Telefon"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "class": "w-20"}),
        error_messages={"invalid": _("Skriv numret med siffror, till exempel 010-223 10 00.")},
    )
    source = forms.CharField(
        label=_("Källa"),
        max_length=300,
        help_text=_("Var uppgiften finns: en webbadress, ett brev eller ett samtal."),
    )
    checked_on = day_field(label=_("Kontrollerad den"))


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """A place, by its name in the language of the page."""

    def label_from_instance(self, obj: Place) -> str:
        return obj.name_shown


class OrganisationForm(forms.Form):
    """An organisation that the shipped registers do not hold."""

    name = forms.CharField(label=_("Namn"), max_length=200)
    name_en = forms.CharField(label=_("Namn på engelska"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Slag"), choices=[("", _("Välj slag")), *Organisation.Kind.choices])
    place = PlaceField(
        Place.objects.none(),
        label=_("Län eller land"),
        required=False,
        empty_label=_("Inget"),
        help_text=_("För en myndighet i ett annat land väljer du landet."),
    )
    valid_from = day_field(
        label=_("Namnet gäller från"), required=False, help_text=_("Lämna tomt om dagen inte är känd.")
    )
    source = forms.CharField(label=_("Källa"), max_length=300, help_text=_("Var uppgiften finns."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = (
            Place.objects.exclude(kind=Place.Kind.MUNICIPALITY).defer("geometry").order_by("kind", "code")
        )
        self.fields["place"].queryset = places  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """A new name for an organisation."""

    name = forms.CharField(label=_("Nytt namn"), max_length=200)
    name_en = forms.CharField(label=_("Nytt namn på engelska"), max_length=200, required=False)
    valid_from = day_field(
        label=_("Namnet gäller från"), help_text=_("Det gamla namnet slutar gälla dagen innan.")
    )


class HolderForm(forms.Form):
    """Which organisation holds a role in a state."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("Inte känd"),
        help_text=_(
            "Här finns landets organisationer i registret. Saknas den du söker, lägg till den först."
        ),
    )
    source = forms.CharField(label=_("Källa"), max_length=300, help_text=_("Var uppgiften finns."))
    checked_on = day_field(label=_("Kontrollerad den"))

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.filter(place=place).alphabetical()
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class PopulationForm(forms.Form):
    """A table of population by municipality."""

    table = forms.FileField(
        label=_("Tabell"),
        help_text=_("CSV med rubrikerna kod och folkmängd, en rad för varje kommun. Högst 200 kB."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    counted_on = day_field(label=_("Folkmängden den"), help_text=_("Till exempel 2014-12-31."))

    def clean_table(self) -> bytes:
        table = self.cleaned_data["table"]
        if table.size > LARGEST_FILE:
            raise forms.ValidationError(_("Filen är för stor. Den får vara högst 200 kB."))
        content: bytes = table.read()
        return content

    def clean_counted_on(self) -> Any:
        day = self.cleaned_data["counted_on"]
        if day > today():
            raise forms.ValidationError(_("Dagen ligger i framtiden. Ange dagen då folkmängden räknades."))
        return day
