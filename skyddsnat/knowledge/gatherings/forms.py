"""Forms of gatherings: for those who arrange them, those who register, and those who answer afterwards."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.gatherings.access import possible_methods
from skyddsnat.knowledge.gatherings.evaluation_words import ANSWER_WORDS, QUESTION_WORDS
from skyddsnat.knowledge.gatherings.questions import LEVELS
from skyddsnat.knowledge.gatherings.registering import Person, Sender
from skyddsnat.knowledge.gatherings.rules import MOST_PEOPLE, default_keep_until
from skyddsnat.knowledge.models import Gathering, Group, Method
from skyddsnat.mandate.api import ActivityField, activities_to_choose
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import STOCKHOLM

FIRST_ROWS, MORE_ROWS = 3, 5
# Names go out again in letters to an address that nobody has confirmed: they may carry no link there.
NO_LINK = RegexValidator(
    r"(?i)://|www\.", _("Skriv bara namnet, ingen webbadress."), code="link", inverse_match=True
)
ORGANISATIONS = "organisationer"  # the id of the list of names that the field offers


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A date typed or picked as 2014-12-31."""
    return forms.DateField(
        label=label, help_text=help_text, required=required, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )  # fmt: skip


def clock_field(label: Any) -> forms.TimeField:
    """A time of the day typed or picked as 09:30."""
    return forms.TimeField(
        label=label, input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "w-10"}),
        error_messages={"invalid": _("Skriv klockslaget som timme och minut, till exempel 09:30.")},
    )  # fmt: skip


class GatheringForm(forms.Form):
    """Cleaned to what `add_gathering` and `change_gathering` take."""

    kind = forms.ChoiceField(label=_("Vad är det?"), choices=Gathering.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Rubrik"), max_length=120)
    title_en = forms.CharField(label=_("Rubrik på engelska"), max_length=120, required=False)
    about = forms.CharField(
        label=_("Vad ska träffen ge?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    about_en = forms.CharField(
        label=_("Samma sak på engelska"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    group = forms.ChoiceField(label=_("Vilka är den för?"), choices=Group.choices, widget=forms.RadioSelect)
    start_day = day_field(_("Börjar, dag"))
    start_time = clock_field(_("Börjar, klockan"))
    end_day = day_field(_("Slutar, dag"), _("Lämna tomt om träffen slutar samma dag."), required=False)
    end_time = clock_field(_("Slutar, klockan"))
    where = forms.CharField(
        label=_("Var?"), max_length=200, help_text=_("En plats, eller hur man ansluter till ett webbinarium.")
    )
    where_en = forms.CharField(label=_("Var, på engelska"), max_length=200, required=False)
    capacity = forms.IntegerField(
        label=_("Antal platser"), required=False, min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "w-10 figures"}),
        help_text=_("Lämna tomt om alla får plats. Är det fullt hamnar nya på en väntelista."),
    )  # fmt: skip
    closes_on = day_field(_("Sista dag att anmäla sig"))
    activity = ActivityField(
        Activity.objects.none(), label=_("Vilken insats hör den till?"), empty_label=_("Välj insats"),
        help_text=_("Närvaron blir underlag på insatsen."),
    )  # fmt: skip
    method = forms.ModelChoiceField(
        Method.objects.none(), label=_("Vilken metod handlar den om?"), required=False,
        empty_label=_("Ingen särskild"),
    )  # fmt: skip
    keep_until = day_field(
        _("Hur länge behövs uppgifterna om deltagarna?"),
        _("Sedan tas de bort, och bara antalet står kvar. Lämna tomt för 120 dagar efter träffen."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities_to_choose(user)  # type: ignore[attr-defined]
        self.fields["method"].queryset = possible_methods(user)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told.pop("version")
        first, last = told.pop("start_day"), told.pop("end_day")
        last = last or first
        told["starts"] = _moment(first, told.pop("start_time"))
        told["ends"] = _moment(last, told.pop("end_time"))
        told["keep_until"] = told["keep_until"] or default_keep_until(last)
        return told


def initial_of(gathering: Gathering) -> dict[str, Any]:
    """What the form shows of a gathering."""
    names = (
        "kind", "title", "title_en", "about", "about_en", "group", "where", "where_en", "capacity", "closes_on",
        "activity", "method", "keep_until", "version",
    )  # fmt: skip
    starts, ends = gathering.starts.astimezone(STOCKHOLM), gathering.ends.astimezone(STOCKHOLM)
    same_day = starts.date() == ends.date()
    return {name: getattr(gathering, name) for name in names} | {
        "start_day": starts.date(), "start_time": starts.time(), "end_time": ends.time(),
        "end_day": None if same_day else ends.date(),
    }  # fmt: skip


def _moment(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, clock, tzinfo=STOCKHOLM)


class RegistrationForm(forms.Form):
    """Who registers, and the rows of those who come. Without JavaScript: more rows come with a button."""

    organisation = forms.CharField(
        label=_("Vilken organisation kommer ni från?"), max_length=200, validators=[NO_LINK],
        help_text=_("Välj ur listan när den finns där, till exempel Umeå kommun."),
        widget=forms.TextInput(attrs={"list": ORGANISATIONS, "autocomplete": "organization"}),
    )  # fmt: skip
    contact_name = forms.CharField(
        label=_("Ditt namn"), max_length=120, validators=[NO_LINK],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Kommer du själv? Skriv dig bland dem som kommer också."),
    )  # fmt: skip
    contact_email = forms.EmailField(
        label=_("Din e-postadress"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Hit går bekräftelsen, med en länk för att ändra eller avboka."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Språk i våra mejl"), choices=User.LANGUAGES, widget=forms.RadioSelect
    )
    together = forms.ChoiceField(
        label=_("Om alla inte får plats?"), widget=forms.RadioSelect, initial="split",
        choices=[
            ("split", _("De som får plats kommer, de andra står på väntelistan")),
            ("together", _("Alla står på väntelistan tills alla får plats")),
        ],
    )  # fmt: skip
    once = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: int, has_limit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = max(1, min(rows, MOST_PEOPLE))
        self.initial.setdefault("once", uuid.uuid4())
        self.initial.setdefault("language", "en" if get_language() == "en" else "sv")
        if not has_limit:
            del self.fields["together"]
        for n in range(self.rows):
            self.fields |= _row_fields(n)

    def head(self) -> list[forms.BoundField]:
        """The questions about who registers."""
        return [field for field in self.visible_fields() if not field.name.startswith("row_")]

    def groups(self) -> list[dict[str, Any]]:
        """The rows of those who come."""
        return [
            {"number": n + 1, "fields": [self[f"row_{n}_{name}"] for name in ("name", "email", "function")]}
            for n in range(self.rows)
        ]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for n in range(self.rows):
            more = told.get(f"row_{n}_email") or told.get(f"row_{n}_function")
            if more and not told.get(f"row_{n}_name"):
                self.add_error(f"row_{n}_name", _("Skriv namnet, eller töm raden."))
        return told

    def people(self) -> list[Person]:
        told = self.cleaned_data
        return [
            Person(
                name=told[f"row_{n}_name"], email=told[f"row_{n}_email"], function=told[f"row_{n}_function"],
                key=told[f"row_{n}_key"],
            )
            for n in range(self.rows)
            if told.get(f"row_{n}_name")
        ]  # fmt: skip

    def sender(self) -> Sender:
        told = self.cleaned_data
        return Sender(
            organisation=told["organisation"], name=told["contact_name"], email=told["contact_email"],
            language=told["language"], together=told.get("together") == "together",
        )  # fmt: skip


def _row_fields(n: int) -> dict[str, forms.Field]:
    return {
        f"row_{n}_name": forms.CharField(
            label=_("Namn"), max_length=120, required=False, validators=[NO_LINK]
        ),
        f"row_{n}_email": forms.EmailField(label=_("E-post"), required=False),
        f"row_{n}_function": forms.CharField(label=_("Befattning"), max_length=120, required=False),
        f"row_{n}_key": forms.IntegerField(widget=forms.HiddenInput, required=False),
    }


def rows_in(posted: Any) -> int:
    """How many rows a form that was sent has."""
    return sum(f"row_{n}_name" in posted for n in range(MOST_PEOPLE)) or FIRST_ROWS


class EvaluationForm(forms.Form):
    """The questions of one moment, and after it a word of one's own."""

    def __init__(self, *args: Any, moment: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in LEVELS[moment]:
            self.fields[question] = forms.ChoiceField(
                label=QUESTION_WORDS[question], choices=list(ANSWER_WORDS.items()), widget=forms.RadioSelect,
                error_messages={"required": _("Välj det svar som ligger närmast.")},
            )  # fmt: skip
        if moment == "after":
            self.fields["comment"] = forms.CharField(
                label=_("Vad vill du säga med egna ord?"), required=False, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("Skriv inga namn och inget som kan peka ut ett barn eller någon annan."),
            )  # fmt: skip

    def clean_comment(self) -> str:
        return _without_number(self.cleaned_data["comment"])


class ResultsForm(forms.Form):
    """What the gathering led to."""

    text = forms.CharField(
        label=_("Vad har träffen lett till?"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Till exempel fler anmälningar, en ny rutin eller ett beslut. Inga uppgifter om personer."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> str:
        return _without_number(self.cleaned_data["text"])


def _without_number(text: str) -> str:
    try:
        check_no_number(text)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    return text
