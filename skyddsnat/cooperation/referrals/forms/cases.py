"""Forms for the case itself: the child, the frame, the lock, the steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation.kinds import AgeBasis, Form, Sex
from skyddsnat.cooperation.models import Child, Referral
from skyddsnat.cooperation.referrals import ages
from skyddsnat.cooperation.referrals.actions.cases import CHILD_FIELDS
from skyddsnat.cooperation.referrals.forms.fields import (
    AuthorityField,
    Countries,
    Languages,
    OnceForm,
    choice_field,
    day_field,
    line_field,
    text_field,
)
from skyddsnat.cooperation.referrals.kinds import CloseReason
from skyddsnat.cooperation.referrals.transitions import LAST, Step
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today

BIG_AGE = 120


class People(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class Lands(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_en if get_language() == "en" else obj.name)


def _age(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=BIG_AGE,
        widget=forms.NumberInput(attrs={"class": "w-5 figures"}),
    )  # fmt: skip


class ChildForm(OnceForm):
    """What is known of the child. Nothing here must be known before a case is opened."""

    signs = text_field(
        gettext_lazy("Vilka tecken har någon sett eller hört?"),
        gettext_lazy("Skriv vad som setts eller sagts, av vem och när. Tecken bevisar aldrig något."),
        rows=5, longest=8_000, required=False,
    )  # fmt: skip
    given_name = line_field(gettext_lazy("Förnamn"), longest=150, required=False)
    family_name = line_field(gettext_lazy("Efternamn"), longest=150, required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Kön"), choices=Sex.choices, initial=Sex.UNKNOWN)
    nationalities = Countries(
        label=gettext_lazy("Medborgarskap"), help_text=gettext_lazy("Flera skiljs åt med komma.")
    )
    languages = Languages(
        label=gettext_lazy("Språk som barnet talar"), help_text=gettext_lazy("Flera skiljs åt med komma.")
    )
    documents = text_field(
        gettext_lazy("Handlingar som barnet har"), gettext_lazy("Till exempel pass eller födelsebevis, och numret."),
        rows=2, longest=2_000, required=False,
    )  # fmt: skip
    age_basis = choice_field(
        gettext_lazy("Vad vilar åldern på?"), AgeBasis.choices,
        gettext_lazy("Den som kan vara ett barn är ett barn, till dess något annat är visat."),
    )  # fmt: skip
    born_on = day_field(gettext_lazy("Födelsedag"), required=False)
    age_claimed = _age(gettext_lazy("Uppgiven ålder"), gettext_lazy("Hela år."))
    age_from = _age(gettext_lazy("Bedömd ålder, lägst"), gettext_lazy("Hela år."))
    age_to = _age(gettext_lazy("Bedömd ålder, högst"), gettext_lazy("Hela år."))
    age_assessed_on = day_field(gettext_lazy("Dagen då åldern bedömdes"), required=False)
    forms = forms.MultipleChoiceField(  # the last: it hides the module from what comes after
        label=gettext_lazy("Vad är någon orolig för?"), choices=Form.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Det är en oro, inget konstaterande."),
    )  # fmt: skip

    field_order = ("forms", "signs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.fields["age_basis"].initial:
            self.fields["age_basis"].initial = AgeBasis.PRESUMED

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if self.errors:
            return told
        for name, said in ages.faults(Child(**self.child()), today()).items():
            self.add_error(name, said)
        return told

    def child(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in CHILD_FIELDS}


class OpenForm(ChildForm):
    """A new case: whose it is, and what is known of the child."""

    owner = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Er organisation"))
    origin = Lands(Place.objects.none(), label=gettext_lazy("Landet som barnet kommer från"), required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners, lands = self.fields["owner"], self.fields["origin"]
        owners.queryset, lands.queryset = organisations, Place.objects.states().alphabetical()  # type: ignore[attr-defined]
        only = organisations[:2]
        if len(only) == 1:
            owners.initial, owners.widget = only[0], forms.HiddenInput()
        self.order_fields(["owner", "forms", "signs", "origin"])


class VersionForm(forms.Form):
    """A form that knows which version of the case it changes."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeChildForm(ChildForm, VersionForm):
    """The same for a case that is open."""


class BasicsForm(VersionForm):
    """The frame of a case."""

    receiver = AuthorityField(
        label=gettext_lazy("Mottagare i det andra landet"),
        required=False,
        help_text=gettext_lazy("Myndigheten som ska frågas. Skriv början av namnet."),
    )
    origin = Lands(Place.objects.none(), label=gettext_lazy("Landet som barnet kommer från"), required=False)
    dnr = forms.CharField(
        label=gettext_lazy("Diarienummer"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Som det står i ert diarium. Skriv inget här som säger vem barnet är."),
    )
    responsible = People(
        User.objects.none(), label=gettext_lazy("Ansvarig handläggare"), required=False
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].queryset = Place.objects.states().alphabetical()  # type: ignore[attr-defined]
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class LockForm(VersionForm):
    """Why no contact may be taken with the child's country."""

    reason = line_field(
        gettext_lazy("Varför får ingen kontakt tas?"), gettext_lazy("Till exempel att en asylansökan prövas."),
        longest=500,
    )  # fmt: skip


class StepForm(OnceForm):
    """A step: what the person sees before it is taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.becomes == LAST:
            self.fields["close_reason"] = choice_field(_("Varför avslutas ärendet?"), CloseReason.choices)
        if step.asks_why:
            self.fields["reason"] = text_field(
                _("Varför?") if step.back else _("Vill du skriva något mer om det?"), rows=3, longest=500,
                required=step.back,
            )  # fmt: skip


def child_initial(referral: Referral) -> dict[str, Any]:
    """What is known already, as the form shows it."""
    child = Child.objects.filter(referral=referral).first() or Child()
    return {name: getattr(child, name) for name in CHILD_FIELDS} | {"version": referral.version}
