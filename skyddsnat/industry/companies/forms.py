"""What a company fills in: to join, and on its own page."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.industry.companies.access import possible_places
from skyddsnat.industry.companies.enrolling import Contact, Workplace
from skyddsnat.industry.companies.rules import MOST_SITES, Wrong, check_number, fault_of
from skyddsnat.industry.jobs import JOBS_IN, Job, Sector
from skyddsnat.industry.models import Site
from skyddsnat.industry.models.joining import MOST_STAFF

FIRST_SITES, MORE_SITES = 1, 3
# Names go out again in letters to an address that nobody has confirmed: they may carry no link there.
NO_LINK = RegexValidator(
    r"(?i)://|www\.", _("Skriv bara namnet, ingen webbadress."), code="link", inverse_match=True
)
SECTORS = [("", _("Välj slag")), *Sector.choices]


def place_choices() -> list[tuple[str, Any]]:
    """The municipalities of the register by name; read once for a whole form."""
    return [("", _("Välj kommun")), *((one.code, one.name) for one in possible_places())]


def language_now() -> str:
    return "en" if get_language() == "en" else "sv"


def name_field(label: Any, longest: int, help_text: Any = "", **attrs: Any) -> forms.CharField:
    """A name that goes out in letters: no web address."""
    return forms.CharField(
        label=label, max_length=longest, help_text=help_text, validators=[NO_LINK],
        widget=forms.TextInput(attrs=attrs),
    )  # fmt: skip


def email_field(label: Any, help_text: Any = "") -> forms.EmailField:
    return forms.EmailField(
        label=label, help_text=help_text, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Språk i våra mejl"), choices=User.LANGUAGES, widget=forms.RadioSelect, initial=language_now
    )


class EnrolForm(forms.Form):
    """A company that wants to join. Without JavaScript: more workplaces come with a button."""

    number = forms.CharField(
        label=_("Organisationsnummer"), max_length=20,
        help_text=_("Tio siffror, till exempel 556000-0001. Har du enskild firma? Kontakta oss i stället."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-20"}),
    )  # fmt: skip
    name = name_field(_("Företagets namn"), 120, autocomplete="organization")
    contact_name = name_field(
        _("Ditt namn"), 100, _("Du blir företagets kontaktperson."), autocomplete="name"
    )
    contact_email = email_field(
        _("Din e-postadress"), _("Hit skickar vi en länk. Anslutningen gäller när du har följt den.")
    )
    language = language_field()
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: int = FIRST_SITES, by_staff: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = max(1, min(rows, MOST_SITES))
        self.initial.setdefault("once", uuid.uuid4())
        if by_staff:
            self._word_for_staff()
        places = place_choices()
        for n in range(self.rows):
            self.fields |= _site_fields(n, places, required=n == 0)

    def _word_for_staff(self) -> None:
        number = self.fields["number"]
        number.required = False
        number.help_text = _(
            "Lämna tomt för en enskild firma: dess nummer är ett personnummer och sparas inte."
        )
        self.fields["contact_name"].label, self.fields["contact_name"].help_text = (
            _("Kontaktpersonens namn"),
            "",
        )
        self.fields["contact_email"].label = _("Kontaktpersonens e-postadress")
        self.fields["contact_email"].help_text = _(
            "Hit går en länk. Företaget är anslutet när den har följts."
        )

    def head(self) -> list[forms.BoundField]:
        """The questions about the company and its contact."""
        return [field for field in self.visible_fields() if not field.name.startswith("row_")]

    def groups(self) -> list[dict[str, Any]]:
        """The workplaces."""
        return [
            {"number": n + 1, "fields": [self[f"row_{n}_{name}"] for name in ("name", "sector", "place")]}
            for n in range(self.rows)
        ]

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"]
        if not typed:
            return ""
        try:
            return check_number(typed)
        except Refused as refusal:
            if fault_of(typed) == Wrong.PERSON:
                self.data = {
                    **dict(self.data.items()),
                    "number": "",
                }  # it is not sent back to the page either
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        words = {
            "name": _("Skriv arbetsplatsens namn, eller töm raden."),
            "sector": _("Välj vad det är för slags arbetsplats."),
            "place": _("Välj kommunen i listan."),
        }
        for n in range(1, self.rows):
            row = {name: told.get(f"row_{n}_{name}") for name in words}
            if any(row.values()):
                for name, value in row.items():
                    if not value and f"row_{n}_{name}" not in self.errors:
                        self.add_error(f"row_{n}_{name}", words[name])
        return told

    def sites(self) -> list[Workplace]:
        told = self.cleaned_data
        return [
            Workplace(told[f"row_{n}_name"], told[f"row_{n}_sector"], told[f"row_{n}_place"])
            for n in range(self.rows)
            if told.get(f"row_{n}_name")
        ]

    def contact(self) -> Contact:
        told = self.cleaned_data
        return Contact(told["contact_name"], told["contact_email"], told["language"])


def _site_fields(n: int, places: list[tuple[str, Any]], *, required: bool) -> dict[str, forms.Field]:
    return {
        f"row_{n}_name": forms.CharField(
            label=_("Arbetsplatsens namn"), max_length=120, required=required, validators=[NO_LINK],
            help_text=_("Till exempel hotellets namn, eller taxistationen.") if n == 0 else "",
        ),
        f"row_{n}_sector": forms.ChoiceField(label=_("Slag"), choices=SECTORS, required=required),
        f"row_{n}_place": forms.ChoiceField(label=_("Kommun"), choices=places, required=required),
    }  # fmt: skip


def rows_in(posted: Any) -> int:
    """How many workplaces a form that was sent has."""
    return sum(f"row_{n}_name" in posted for n in range(MOST_SITES)) or FIRST_SITES


class LinkForm(forms.Form):
    """Where to send a link."""

    email = email_field(_("Din e-postadress"), _("Den som är anmäld som företagets kontaktperson."))


class SiteForm(forms.Form):
    """One more workplace."""

    name = name_field(_("Arbetsplatsens namn"), 120, _("Till exempel hotellets namn, eller taxistationen."))
    sector = forms.ChoiceField(label=_("Slag"), choices=SECTORS)
    place = forms.ChoiceField(label=_("Kommun"), choices=place_choices)

    def clean_place(self) -> Any:
        return possible_places().get(code=self.cleaned_data["place"])


class StaffForm(forms.Form):
    """How many do each job at a workplace."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for job in JOBS_IN[site.sector]:
            self.fields[job.value] = forms.IntegerField(
                label=Job(job).label, required=False, min_value=0, max_value=MOST_STAFF,
                widget=forms.NumberInput(attrs={"class": "w-10 figures", "inputmode": "numeric"}),
            )  # fmt: skip

    def numbers(self) -> dict[str, int | None]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ContactForm(forms.Form):
    """Who speaks for the company."""

    contact_name = name_field(_("Kontaktpersonens namn"), 100, autocomplete="name")
    contact_email = email_field(_("Kontaktpersonens e-postadress"))
    language = language_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def contact(self) -> Contact:
        told = self.cleaned_data
        return Contact(told["contact_name"], told["contact_email"], told["language"])
