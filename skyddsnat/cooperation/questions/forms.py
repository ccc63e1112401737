"""What is filled in about a common question. No text may reach or point out a person."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Party, Question
from skyddsnat.cooperation.questions.access import activities, clauses_to_choose, speaks_for
from skyddsnat.cooperation.questions.impersonal import ImpersonalForm
from skyddsnat.cooperation.questions.kinds import Part
from skyddsnat.cooperation.questions.rules import reasons_from
from skyddsnat.core.models import User
from skyddsnat.mandate.api import ActivityField, ActorField
from skyddsnat.mandate.models import Activity, Clause, Meeting
from skyddsnat.shared.dates import today

IMPERSONAL = _(
    "Skriv inget som kan peka ut ett barn eller någon annan: inga namn, nummer, adresser eller exakta dagar."
)
INTO_ENGLISH = _("För dem i andra länder. Fyll i både rubrik och text, eller ingetdera.")


def area(rows: int = 8) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day(label: Any) -> forms.DateField:
    """A day that has been, typed or picked."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"})
    invalid = _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d"], error_messages={"invalid": invalid}
    )


class ClauseField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A sentence of a decision, by its number and the assignment it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} {obj.title} ({obj.assignment.dnr or obj.assignment})"


class QuestionForm(ImpersonalForm):
    """A question as it is raised or changed."""

    anonymous: ClassVar = ("title", "description", "title_en", "description_en")

    title = forms.CharField(
        label=_("Frågan"),
        max_length=150,
        help_text=_("Till exempel: Skolgång för barn vars föräldrar tigger."),
    )
    description = forms.CharField(
        label=_("Vad gäller den?"), max_length=10_000, widget=area(), help_text=IMPERSONAL
    )
    title_en = forms.CharField(
        label=_("Frågan på engelska"), max_length=150, required=False, help_text=INTO_ENGLISH
    )
    description_en = forms.CharField(
        label=_("Vad gäller den, på engelska"), max_length=10_000, widget=area(5), required=False
    )
    clause = ClauseField(
        Clause.objects.none(), label=_("Vilken mening i beslutet hör frågan till?"),
        empty_label=_("Välj en mening"),
    )  # fmt: skip
    activity = ActivityField(
        Activity.objects.none(), label=_("Insats"), required=False, empty_label=_("Ingen insats än"),
        help_text=_("På insatsen räknas det ni kommer fram till, och vilka erfarenheten når."),
    )  # fmt: skip
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].queryset = clauses_to_choose(user)  # type: ignore[attr-defined]
        self.fields["activity"].queryset = activities(user)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The question without what is hidden in the form."""
        return {name: self.cleaned_data[name] for name in (*self.anonymous, "clause", "activity")}


class InviteForm(forms.Form):
    """An organisation to work with."""

    organisation = ActorField(
        label=_("Organisation"), help_text=_("Börja skriva namnet. Även i andra länder.")
    )
    part = forms.ChoiceField(
        label=_("Vad gör den?"), choices=Part, initial=Part.WORKS, widget=forms.RadioSelect,
        help_text=_("Den som följer arbetet läser, men skriver inte."),
    )  # fmt: skip


class PartForm(forms.Form):
    """What an organisation does from now on."""

    part = forms.ChoiceField(label=_("Vad gör den?"), choices=Part, widget=forms.RadioSelect)


class SpeakingForm(ImpersonalForm):
    """Something that is said for an organisation, or for the assignment by those who lead it."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("För vilken organisation skriver du?"),
        required=False,
        empty_label=None,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, user: User, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = own = speaks_for(user, question)
        count = own.count()
        if not count:
            field.widget = forms.HiddenInput()
        elif user.may(WRITE):
            field.empty_label = _("Uppdraget")
        elif count == 1:
            field.widget = forms.HiddenInput()
            self.initial["organisation"] = own.get().pk


class CommentForm(SpeakingForm):
    """A comment on the question."""

    text = forms.CharField(label=_("Inlägg"), max_length=10_000, widget=area(5), help_text=IMPERSONAL)
    field_order = ("organisation", "text", "once")


class FindingForm(SpeakingForm):
    """What the work has shown, and what it rests on."""

    references: ClassVar = ("source",)

    text = forms.CharField(
        label=_("Vad har visat sig?"), max_length=10_000, widget=area(), help_text=IMPERSONAL
    )
    source = forms.CharField(
        label=_("Källa"), max_length=300, help_text=_("Till exempel en rapport, ett möte eller en funktion.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    field_order = ("organisation", "text", "source", "once", "version")


class PracticeForm(ImpersonalForm):
    """What is agreed to be done."""

    anonymous: ClassVar = ("text", "text_en")

    text = forms.CharField(
        label=_("Så arbetar vi"), max_length=10_000, widget=area(10),
        help_text=_("Vad var och en gör, i vilken ordning. Så att en ny kollega kan göra likadant."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("På engelska"), max_length=10_000, widget=area(6), required=False,
        help_text=_("Behövs för brev på engelska."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class PartiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Those who take part, by name."""

    widget = forms.CheckboxSelectMultiple


class AgreeForm(ImpersonalForm):
    """Which organisation agrees, from which day, and where it stands."""

    anonymous: ClassVar = ()
    references: ClassVar = ("reference",)

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Vilken organisation är överens?"),
        empty_label=_("Välj organisation"),
    )
    agreed_on = day(_("Från vilken dag?"))
    reference = forms.CharField(
        label=_("Var står det?"), max_length=200, required=False,
        help_text=_("Ett diarienummer eller ett protokoll. Behövs när du skriver för någon annan."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.initial.setdefault("agreed_on", today())


class MeetingForm(ImpersonalForm):
    """A meeting with some of those who take part."""

    anonymous: ClassVar = ("about", "said")

    about = forms.CharField(label=_("Vad gällde det?"), max_length=300, help_text=IMPERSONAL)
    day = day(_("När?"))
    is_held = forms.TypedChoiceField(
        label=_("Har det hållits?"), choices=[("yes", _("Ja, det är hållet")), ("no", _("Nej, det är planerat"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Hur?"), choices=Meeting.FORMS)
    parties = PartiesField(Party.objects.none(), label=_("Vilka var med?"))
    said = forms.CharField(
        label=_("Vad sades, i korthet?"),
        max_length=10_000,
        widget=area(5),
        required=False,
        help_text=IMPERSONAL,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = question.parties.filter(left_on=None).select_related("organisation")
        self.fields["parties"].queryset = found  # type: ignore[attr-defined]


class CloseForm(ImpersonalForm):
    """Why the work ends."""

    anonymous: ClassVar = ("note",)

    reason = forms.ChoiceField(label=_("Varför?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Säg mer"), max_length=500, required=False, widget=area(3), help_text=IMPERSONAL
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(reason.value, reason.label) for reason in reasons_from(question.state)]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """Words to look for in the list."""

    q = forms.CharField(label=_("Sök bland frågorna"), required=False, max_length=100)
    lage = forms.CharField(widget=forms.HiddenInput, required=False)
