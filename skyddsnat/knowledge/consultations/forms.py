"""What is filled in: a question, an answer, what was learnt."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.anonymity import AnonymousForm
from skyddsnat.knowledge.consultations.access import asks_for, methods
from skyddsnat.knowledge.models import Method
from skyddsnat.mandate.api import ActorField


def area(rows: int = 8) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ChosenField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One of a few rows, by its name."""


class AskersOrganisation(ActorField):
    unknown = _("Skriv namnet på kommunen, regionen, myndigheten eller föreningen.")


class AskForm(AnonymousForm):
    """A question, from somebody who has signed in or from anybody else."""

    anonymous: ClassVar = ("subject", "text")

    organisation = ChosenField(
        Organisation.objects.none(), label=_("För vilken organisation frågar du?"), empty_label=None
    )
    method = ChosenField(
        Method.objects.none(),
        label=_("Gäller det en viss metod?"),
        required=False,
        empty_label=_("Nej, eller vet inte"),
    )
    subject = forms.CharField(label=_("Vad gäller frågan?"), max_length=150, help_text=_("En kort rubrik."))
    text = forms.CharField(
        label=_("Din fråga"), max_length=10_000, widget=area(),
        help_text=_("Skriv inget som kan peka ut ett barn: inga namn, nummer, adresser eller exakta dagar. "
                    "Skriv till exempel ”en flicka, 14 år”."),
    )  # fmt: skip
    name = forms.CharField(label=_("Ditt namn"), max_length=150)
    email = forms.EmailField(label=_("Din e-postadress"), help_text=_("Dit skickar vi en länk till svaret."))
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].queryset = methods()  # type: ignore[attr-defined]
        if user is None:
            label = self.fields["organisation"].label
            self.fields["organisation"] = AskersOrganisation(label=label, help_text=_("Börja skriva namnet."))
            return
        del self.fields["name"], self.fields["email"]
        own = asks_for(user)
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        if own.count() == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = own.get().pk


class SayForm(AnonymousForm):
    """An answer or a question back. Which of them is the button that was pressed."""

    text = forms.CharField(
        label=_("Svar eller motfråga"), max_length=10_000, widget=area(),
        help_text=_("Skriv inget som kan peka ut ett barn."),
    )  # fmt: skip
    method = ChosenField(
        Method.objects.none(), label=_("Vilken metod gäller svaret?"), required=False, empty_label=_("Ingen metod"),
        help_text=_("Svaret blir underlag på metodens insats."),
    )  # fmt: skip
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].queryset = methods()  # type: ignore[attr-defined]


class ReplyForm(AnonymousForm):
    """More from the one who asked."""

    text = forms.CharField(
        label=_("Skriv mer"),
        max_length=10_000,
        widget=area(5),
        help_text=_("Skriv inget som kan peka ut ett barn."),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class RetractForm(forms.Form):
    """Why an answer is taken back."""

    reason = forms.CharField(
        label=_("Varför?"), max_length=200, help_text=_("Skälet står kvar i liggaren. Inga namn.")
    )


class LessonForm(AnonymousForm):
    """What was learnt."""

    anonymous: ClassVar = ("title", "situation", "text")

    title = forms.CharField(label=_("Rubrik"), max_length=150)
    situation = forms.CharField(
        label=_("Situationen"), max_length=300, widget=area(4),
        help_text=_("Så allmänt att ingen känner igen organisationen eller barnet."),
    )  # fmt: skip
    text = forms.CharField(label=_("Vad vi lärde oss"), max_length=10_000, widget=area())
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
