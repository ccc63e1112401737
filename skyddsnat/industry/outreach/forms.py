"""What is chosen and filled in about workplaces to reach."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Place
from skyddsnat.core.models import User
from skyddsnat.industry.companies.rules import number_said
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Approach, Prospect
from skyddsnat.industry.outreach import access
from skyddsnat.industry.outreach.contacts import Contact
from skyddsnat.industry.outreach.listing import Change, Entered
from skyddsnat.industry.outreach.narrowing import JOINED
from skyddsnat.industry.outreach.rules import Reach, Status
from skyddsnat.mandate.api import ActivityField
from skyddsnat.mandate.models import Activity

PROCESS_ONLY = _("Bara om arbetet. Inga namn, och inget om gäster eller misstankar.")
KEEP = ("", _("Ändra inte"))
Choices = list[tuple[str, Any]]


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A date typed or picked as 2014-12-31."""
    return forms.DateField(
        label=label, help_text=help_text, required=required, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )  # fmt: skip


def colleague_choices(also: User | None = None) -> Choices:
    return [(str(one.pk), one.name or one.email) for one in access.colleagues(also)]


def place_choices(rows: Any) -> Choices:
    return [(one.code, one.name_shown) for one in rows.defer("geometry").alphabetical()]


class OutreachFilter(forms.Form):
    """How the list is narrowed; kept in the address."""

    q = forms.CharField(label=_("Namn eller nummer"), required=False, max_length=100)
    sector = forms.ChoiceField(
        label=_("Slag"), required=False, choices=[("", _("Alla slag")), *Sector.choices]
    )
    county = forms.ChoiceField(label=_("Län"), required=False)
    place = forms.ChoiceField(label=_("Kommun"), required=False)
    status = forms.ChoiceField(
        label=_("Läge"), required=False, choices=[("", _("Alla")), *Status.choices, (JOINED, _("Ansluten"))]
    )
    responsible = forms.ChoiceField(label=_("Ansvarig"), required=False)
    next = forms.ChoiceField(
        label=_("Nästa kontakt"), required=False,
        choices=[
            ("", _("Alla")), ("due", _("I dag eller tidigare")), ("soon", _("Inom sju dagar")),
            ("planned", _("Har en dag")), ("none", _("Ingen dag")),
        ],
    )  # fmt: skip
    reach = forms.ChoiceField(
        label=_("På kartan"), required=False, choices=[("", _("Alla")), *Reach.choices[1:]]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = access.places_for(user)
        counties = access.counties_for(user)
        self._choose("county", _("Alla län"), place_choices(counties))
        self._choose("place", _("Alla kommuner"), place_choices(places))
        self._choose("responsible", _("Alla"), [("none", _("Ingen")), *colleague_choices()])

    def _choose(self, name: str, every: Any, choices: Choices) -> None:
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What is chosen; what cannot be chosen narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_bound else {}


class CoverageFilter(forms.Form):
    """Whose map."""

    county = forms.ChoiceField(label=_("Län"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alla län")), *place_choices(access.counties_for(user))]
        self.fields["county"].choices = choices  # type: ignore[attr-defined]


class ProspectForm(forms.Form):
    """A workplace to reach, by hand."""

    number = forms.CharField(
        label=_("Organisationsnummer"), max_length=20,
        help_text=_("Tio siffror, till exempel 556000-0001. Enskilda firmor skrivs inte in."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-20"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Namn"),
        max_length=200,
        help_text=_("Företagets eller arbetsplatsens namn, aldrig en persons."),
    )
    sector = forms.ChoiceField(label=_("Slag"), choices=[("", _("Välj slag")), *Sector.choices])
    place = forms.ChoiceField(label=_("Kommun"))
    address = forms.CharField(
        label=_("Arbetsplatsens adress"), required=False, max_length=200,
        help_text=_("Skiljer ett företags arbetsplatser i samma kommun."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Företagets e-post"), required=False, help_text=_("Till företaget, inte till en person.")
    )
    phone = forms.CharField(
        label=_("Växelns telefon"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "w-20"}),
    )  # fmt: skip
    status = forms.ChoiceField(label=_("Läge"), choices=Status.choices)
    next_on = day_field(_("Nästa kontakt"), _("Dagen då ansvarig kollega påminns."))
    responsible = forms.ChoiceField(label=_("Ansvarig kollega"), required=False)
    notes = forms.CharField(
        label=_("Anteckningar"), required=False, max_length=2000, help_text=PROCESS_ONLY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, prospect: Prospect | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, Place] = {
            one.code: one for one in access.places_to_change(user).alphabetical()
        }
        self.people = {
            str(one.pk): one for one in access.colleagues(prospect.responsible if prospect else None)
        }
        names = [(code, one.name) for code, one in self.places.items()]
        self.fields["place"].choices = [("", _("Välj kommun")), *names]  # type: ignore[attr-defined]
        people = [(pk, one.name or one.email) for pk, one in self.people.items()]
        self.fields["responsible"].choices = [("", _("Ingen")), *people]  # type: ignore[attr-defined]
        if prospect is not None:
            self.initial = {**prospect_said(prospect), **self.initial}
        else:
            self.initial.setdefault("responsible", str(user.pk))

    def entered(self) -> Entered:
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        told["place"] = self.places[told["place"]]
        told["responsible"] = self.people.get(told["responsible"])
        return Entered(**told)


def prospect_said(prospect: Prospect) -> dict[str, Any]:
    """What the form shows of a workplace."""
    names = ("name", "sector", "address", "email", "phone", "status", "next_on", "notes", "version")
    found = {name: getattr(prospect, name) for name in names}
    return found | {
        "number": number_said(prospect.number), "place": prospect.place.code,
        "responsible": str(prospect.responsible_id or ""),
    }  # fmt: skip


class BulkForm(forms.Form):
    """What becomes different for many."""

    status = forms.ChoiceField(label=_("Läge"), required=False, choices=[KEEP, *Status.choices])
    next_on = day_field(_("Nästa kontakt"), _("Lämna tomt för att inte ändra."))
    no_next = forms.BooleanField(label=_("Ta bort den planerade dagen"), required=False)
    responsible = forms.ChoiceField(label=_("Ansvarig kollega"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in access.colleagues()}
        people = [(pk, one.name or one.email) for pk, one in self.people.items()]
        self.fields["responsible"].choices = [KEEP, *people]  # type: ignore[attr-defined]

    def change(self) -> Change:
        told = self.cleaned_data
        return Change(
            told["status"] or None, told["next_on"], told["no_next"], self.people.get(told["responsible"])
        )


class ContactForm(forms.Form):
    """A contact that was taken, with one workplace or many."""

    kind = forms.ChoiceField(
        label=_("Vad gjorde ni?"), choices=Approach.Kind.choices, widget=forms.RadioSelect
    )
    day = day_field(_("Vilken dag?"), required=True)
    agreed = forms.CharField(
        label=_("Vad kom ni överens om?"), required=False, max_length=2000, help_text=PROCESS_ONLY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    activity = ActivityField(
        Activity.objects.none(), label=_("Vilken insats?"), required=False, empty_label=_("Ingen insats än"),
        help_text=_("Ett besök, föredrag eller möte blir underlag på insatsen, en rad för varje arbetsplats."),
    )  # fmt: skip
    status = forms.ChoiceField(
        label=_("Läge efteråt"), required=False, choices=[("", _("Följer av kontakten")), *Status.choices[1:]]
    )
    next_on = day_field(
        _("Nästa kontakt"), _("Dagen då ansvarig kollega påminns. Lämna tomt om ingen behövs.")
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())
        activities = access.activities_of(user)
        if activities.exists():
            self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
        else:
            del self.fields["activity"]

    def contact(self) -> Contact:
        return Contact(**{name: value for name, value in self.cleaned_data.items() if name != "once"})


class ActivityForm(forms.Form):
    """Which activity a contact is evidence on."""

    activity = ActivityField(Activity.objects.none(), label=_("Vilken insats?"), empty_label=_("Välj insats"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = access.activities_of(user)  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """Why a contact is taken back."""

    why = forms.CharField(label=_("Varför?"), max_length=200, help_text=_("Skälet bevaras. Inga namn."))
