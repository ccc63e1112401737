"""What is filled in openly: the frame of a receiver, why a tip is closed, how the list is narrowed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.api import counties
from skyddsnat.actors.models import Place
from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.mandate.api import ActorField, PlaceField
from skyddsnat.tips.kinds import Kind, Reason, State
from skyddsnat.tips.models import Member, Receiver, TimerPause
from skyddsnat.tips.room.actions.frame import Frame
from skyddsnat.tips.room.rules import check_place

DAYS = [_("Måndag"), _("Tisdag"), _("Onsdag"), _("Torsdag"), _("Fredag"), _("Lördag"), _("Söndag")]
PHONE = RegexValidator(r"^[0-9 +()-]*$", _("Skriv numret med siffror, till exempel 010-223 10 00."))


class PlacesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """Counties, in the language of the page."""

    def label_from_instance(self, obj: Place) -> str:
        return obj.name_shown


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """Somebody, by name; the address tells two of the same name apart."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})"


class ReceiverForm(forms.Form):
    """The frame of a receiver."""

    organisation = ActorField(label=_("Myndighet"), help_text=_("Den ska finnas bland aktörerna."))
    name = forms.CharField(
        label=_("Lagets namn"), max_length=120, help_text=_("Så som den som tipsar ser det.")
    )
    name_en = forms.CharField(label=_("Lagets namn på engelska"), max_length=120, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Vad tar laget emot?"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    places = PlacesField(
        Place.objects.none(), label=_("Vilka län?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Inget val betyder hela landet."),
    )  # fmt: skip
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False, validators=[PHONE])
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].queryset = counties().defer("geometry")  # type: ignore[attr-defined]
        for number, day in enumerate(DAYS):
            for end, label in (("from", _("%(day)s från")), ("to", _("%(day)s till"))):
                self.fields[f"{end}_{number}"] = forms.TimeField(
                    label=label % {"day": day}, required=False,
                    widget=forms.TimeInput(attrs={"type": "time", "class": "w-10"}, format="%H:%M"),
                )  # fmt: skip

    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("organisation", "name", "name_en", "kinds", "places", "phone")]

    def days(self) -> Iterator[tuple[Any, forms.BoundField, forms.BoundField]]:
        """The office hours, a day at a time."""
        for number, day in enumerate(DAYS):
            yield day, self[f"from_{number}"], self[f"to_{number}"]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for number in range(len(DAYS)):
            begins, ends = (told.get(f"{end}_{number}") for end in ("from", "to"))
            if (begins is None) != (ends is None):
                self.add_error(f"to_{number}", _("Skriv båda tiderna, eller töm båda."))
            elif begins and begins >= ends:
                self.add_error(f"to_{number}", _("Tiden slutar innan den börjar. Ändra den ena."))
        return told

    def frame(self, receiver: Receiver | None = None) -> Frame:
        """What was filled in; places that are no counties are kept as they were."""
        told = self.cleaned_data
        kept = receiver.places.exclude(kind=Place.Kind.COUNTY) if receiver else []
        return Frame(
            organisation=told["organisation"], name=told["name"], name_en=told["name_en"], kinds=told["kinds"],
            places=[*told["places"], *kept], hours=self._hours(), phone=told["phone"],
        )  # fmt: skip

    def _hours(self) -> list[tuple[int, str, str]]:
        told = self.cleaned_data
        return [
            (n, told[f"from_{n}"].strftime("%H:%M"), told[f"to_{n}"].strftime("%H:%M"))
            for n in range(len(DAYS))
            if told.get(f"from_{n}")
        ]


def frame_of(receiver: Receiver) -> dict[str, Any]:
    """A receiver as the form shows it."""
    hours = {
        f"{end}_{day}": datetime.time.fromisoformat(at)
        for day, first, last in receiver.hours
        for end, at in (("from", first), ("to", last))
    }
    return hours | {
        "organisation": receiver.organisation, "name": receiver.name, "name_en": receiver.name_en,
        "kinds": receiver.kinds, "places": list(receiver.places.all()), "phone": receiver.phone,
        "version": receiver.version,
    }  # fmt: skip


class MemberForm(forms.Form):
    """Somebody to let into a team."""

    user = PersonField(User.objects.none(), label=_("Person"), empty_label=_("Välj person"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class GiveForm(forms.Form):
    """A colleague to give a tip to."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Kollega"), empty_label=_("Välj kollega"))
    stamp = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(pk__in=members.values("user")).order_by("name", "pk")
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class VenueForm(forms.Form):
    """Which workplace is told that a tip from it was received."""

    code = forms.CharField(
        label=_("Arbetsplatsens kod"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Står koden i tipset fylls den i när du har låst upp."),
    )  # fmt: skip


class CloseForm(forms.Form):
    """Why a tip is closed."""

    reason = forms.ChoiceField(
        label=_("Varför avslutas tipset?"), choices=Reason.choices, widget=forms.RadioSelect
    )
    place = PlaceField(
        label=_("Kommun eller län"), required=False,
        help_text=_(
            "För statistiken, som visar minst fem tips åt gången. Platsen lämnar förseglingen: den som sköter systemet "
            "kan se den tills tipset förstörs. Lämna tomt om den kan peka ut någon."
        ),
    )  # fmt: skip
    stamp = forms.CharField(widget=forms.HiddenInput)

    def clean_place(self) -> Place | None:
        place: Place | None = self.cleaned_data["place"]
        try:
            check_place(place.kind if place else None)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return place


class PauseForm(forms.Form):
    """Why a time stands still."""

    reason = forms.ChoiceField(
        label=_("Varför pausas tiden?"), choices=TimerPause.Reason.choices, widget=forms.RadioSelect,
        help_text=_("Skälet väljs ur en lista, eftersom det inte är förseglat."),
    )  # fmt: skip


OPEN, ALL = "open", "all"


class InboxFilter(forms.Form):
    """How the list of tips is narrowed."""

    state = forms.ChoiceField(
        label=_("Läge"), required=False,
        choices=[("", _("Öppna")), *State.choices, (ALL, _("Alla"))],
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[("", _("Alla slag")), *Kind.choices])
    order = forms.ChoiceField(
        label=_("Ordning"),
        required=False,
        choices=[("", _("Äldst först")), ("new", _("Nyast först")), ("kind", _("Slag"))],
    )
    mine = forms.BooleanField(label=_("Bara mina"), required=False)
