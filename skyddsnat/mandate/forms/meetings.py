"""Forms for meetings with actors and what was agreed at them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.models import User
from skyddsnat.mandate.access import possible_responsibles
from skyddsnat.mandate.actions.meetings import Party, parties_of
from skyddsnat.mandate.forms.activities import Named
from skyddsnat.mandate.forms.fields import ActorField, day_field, text_area
from skyddsnat.mandate.meeting_rules import PERSONAL
from skyddsnat.mandate.models import Activity, Agreement, Assignment, Clause, Meeting
from skyddsnat.shared.dates import today

BLANK_ROWS = 3
IMPERSONAL = gettext_lazy("Skriv funktioner, inte namn på personer utanför myndigheten.")


def impersonal(text: str) -> str:
    """The text, unless it looks as if it holds a personal identity number or an e-mail address."""
    if PERSONAL.search(text):
        raise forms.ValidationError(
            _("Det ser ut att stå ett personnummer eller en e-postadress här. Ta bort det.")
        )
    return text


class Colleagues(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Our own people, by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of our own people, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class MeetingForm(forms.Form):
    """A meeting without its participants. Cleaned to what `add_meeting` and `change_meeting` take."""

    about = forms.CharField(
        label=gettext_lazy("Vad gällde det?"),
        max_length=300,
        help_text=gettext_lazy("En mening. Skriv inga namn på enskilda personer."),
    )
    day = day_field(label=gettext_lazy("När?"))
    is_held = forms.TypedChoiceField(
        label=gettext_lazy("Har det hållits?"),
        choices=[("yes", gettext_lazy("Ja, det är hållet")), ("no", gettext_lazy("Nej, det är planerat"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(label=gettext_lazy("Hur?"), choices=Meeting.FORMS)
    activities = Named(Activity.objects.none(), label=gettext_lazy("Insatser"), required=False)
    clauses = Named(
        Clause.objects.none(),
        label=gettext_lazy("Meningar i beslutet"),
        help_text=gettext_lazy(
            "Insatsernas meningar räknas med ändå. Välj inget alls om det gällde hela uppdraget."
        ),
        required=False,
    )
    colleagues = Colleagues(User.objects.none(), label=gettext_lazy("Från oss"), required=False)
    said = forms.CharField(
        label=gettext_lazy("Vad sades, i korthet?"),
        widget=text_area(6),
        max_length=10_000,
        required=False,
        help_text=IMPERSONAL,
    )
    follow_up_on = day_field(label=gettext_lazy("Följ upp mötet den"), required=False)
    in_ledger = forms.BooleanField(
        label=gettext_lazy("Låt mötet bli underlag"),
        required=False,
        help_text=gettext_lazy(
            "En rad i liggaren för mötet, på den första av dess insatser som har börjat. Planerade möten ger inget."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "activities": assignment.activities.order_by("number"),
            "clauses": assignment.clauses.order_by("number"),
            "colleagues": possible_responsibles(),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean_about(self) -> str:
        return impersonal(self.cleaned_data["about"])

    def clean_said(self) -> str:
        return impersonal(self.cleaned_data["said"])

    def values(self) -> dict[str, Any]:
        """The meeting without what is hidden in the form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "once"}}


class PartyForm(forms.Form):
    """One organisation at the meeting."""

    organisation = ActorField(label=gettext_lazy("Organisation"), required=False)
    functions = forms.CharField(
        label=gettext_lazy("Funktioner"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Skriv funktioner, till exempel enhetschef, jurist. Inga namn."),
    )
    persons = forms.IntegerField(
        label=gettext_lazy("Antal personer"),
        min_value=1,
        max_value=10_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w-5 figures"}),
    )

    def clean_functions(self) -> str:
        return impersonal(self.cleaned_data["functions"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told = data.get("functions") or data.get("persons")
        if told and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Skriv vilken organisation det är."))
        return data


class Parties(forms.BaseFormSet):  # type: ignore[type-arg]  # not subscriptable when it runs
    """The organisations, each once and at least one."""

    def clean(self) -> None:
        chosen = [
            form.cleaned_data.get("organisation") for form in self.forms if hasattr(form, "cleaned_data")
        ]
        there = [organisation.pk for organisation in chosen if organisation]
        if not there and not any(self.errors):
            raise forms.ValidationError(_("Skriv minst en organisation som är med."))
        if len(set(there)) != len(there):
            raise forms.ValidationError(_("Samma organisation står två gånger. Slå ihop raderna."))


PartiesForm = forms.formset_factory(PartyForm, formset=Parties, extra=BLANK_ROWS, max_num=60)


def parties_in(rows: Any) -> list[Party]:
    """The rows of a valid PartiesForm that say somebody."""
    chosen = [form.cleaned_data for form in rows.forms if form.cleaned_data.get("organisation")]
    return [Party(row["organisation"], row["functions"], row["persons"]) for row in chosen]


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """What the form starts from."""
    plain = ("about", "day", "form", "said", "follow_up_on", "in_ledger", "version")
    linked = ("activities", "clauses", "colleagues")
    return (
        {name: getattr(meeting, name) for name in plain}
        | {name: list(getattr(meeting, name).all()) for name in linked}
        | {"is_held": "yes" if meeting.is_held else "no"}
    )


def parties_initial(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {"organisation": row.organisation, "functions": row.functions, "persons": row.persons}
        for row in parties_of(meeting)
    ]


class AgreementForm(forms.Form):
    """What was agreed, and who is to do it by when."""

    what = forms.CharField(label=gettext_lazy("Vad kom ni överens om?"), max_length=300, help_text=IMPERSONAL)
    organisation = ActorField(
        label=gettext_lazy("Organisation som ska göra det"),
        required=False,
        help_text=gettext_lazy("Lämna tomt om en kollega ska göra det."),
    )
    colleague = Colleague(
        User.objects.none(),
        label=gettext_lazy("Eller en kollega"),
        required=False,
        empty_label=gettext_lazy("Ingen kollega"),
    )
    due = day_field(label=gettext_lazy("Senast"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agreement: Agreement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also = agreement.colleague if agreement else None
        self.fields["colleague"].queryset = possible_responsibles(also)  # type: ignore[attr-defined]

    def clean_what(self) -> str:
        return impersonal(self.cleaned_data["what"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "organisation" not in self.errors and bool(data.get("organisation")) == bool(
            data.get("colleague")
        ):
            self.add_error("organisation", _("Välj en som ska göra det: en organisation eller en kollega."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class NotedDayForm(forms.Form):
    """A day and some words: what a follow-up showed, or how an agreement ended."""

    on = day_field(label=gettext_lazy("Datum"))
    note = forms.CharField(widget=text_area(3), max_length=500, required=False, help_text=IMPERSONAL)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, label: str, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].required = label, required
        self.fields["on"].initial = today()

    def clean_note(self) -> str:
        return impersonal(self.cleaned_data["note"])


class DialogueFilter(forms.Form):
    """What to show of the meetings."""

    actor = ActorField(label=gettext_lazy("Aktör"), required=False)
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label=gettext_lazy("Mening"), required=False, to_field_name="number",
        empty_label=gettext_lazy("Alla"),
    )  # fmt: skip
    since = day_field(label=gettext_lazy("Från"), required=False)
    until = day_field(label=gettext_lazy("Till"), required=False)
    open = forms.ChoiceField(
        label=gettext_lazy("Överenskommelser"),
        choices=[("", gettext_lazy("Alla")), ("on", gettext_lazy("Bara öppna"))],
        required=False,
    )

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clause"]
        field.queryset = assignment.clauses.order_by("number")  # type: ignore[attr-defined]
        field.label_from_instance = lambda clause: f"{clause.number} {clause.title}"  # type: ignore[attr-defined]
