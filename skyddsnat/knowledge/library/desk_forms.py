"""Forms of those who write, review and contribute to the library."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.api import organisations_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.anonymity import AnonymousForm
from skyddsnat.knowledge.library.contributing import Told
from skyddsnat.knowledge.models import Audience, Kind
from skyddsnat.mandate.api import ActivityField, activities_for
from skyddsnat.shared.dates import today


class OnceForm(forms.Form):
    """A form with a mark of its own, so that it counts once when it is sent twice."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class LinkForm(OnceForm):
    """A link for a reader outside the house."""

    purpose = forms.CharField(
        label=_("Vem ska läsa, och varför?"), max_length=150,
        help_text=_("Bara ni ser det. Skriv verksamheten, till exempel ”Barnahus läser rutinen”."),
    )  # fmt: skip
    expires_on = forms.DateField(
        label=_("Öppen till och med"), input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )  # fmt: skip


class CommentForm(AnonymousForm, OnceForm):
    """What a reviewer says."""

    text = forms.CharField(
        label=_("Vad vill du säga om texten?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Skriv gärna vilken rubrik det gäller. Skriv inget om enskilda personer."),
    )  # fmt: skip
    name = forms.CharField(label=_("Ditt namn eller din verksamhet"), max_length=100, required=False)


class MethodForm(forms.Form):
    """To which activity the evidence of a method belongs."""

    activity = ActivityField(
        queryset=None, label=_("Insats"), required=False, empty_label=_("Ingen insats än"),

        help_text=_(
            "Nya versioner blir underlag på insatsen. Underlag som redan finns på en annan insats står kvar där."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["activity"]
        field.queryset = activities_for(user).order_by("assignment__slug", "number")


class DeclineForm(forms.Form):
    """Why a contribution is not published."""

    answer = forms.CharField(
        label=_("Svar till dem som skrev"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Säg vad som fattas, eller var texten passar bättre."),
    )  # fmt: skip


class ContributionForm(AnonymousForm, OnceForm):
    """An organisation's own method or experience."""

    anonymous: ClassVar = ("title", "situation", "did", "came")

    KINDS = ((Kind.EXPERIENCE, _("En erfarenhet")), (Kind.METHOD, _("En metod")))

    kind = forms.ChoiceField(
        label=_("Vad berättar ni om?"), choices=KINDS, widget=forms.RadioSelect, initial=Kind.EXPERIENCE
    )
    title = forms.CharField(label=_("Rubrik"), max_length=150)
    situation = forms.CharField(
        label=_("I vilken situation?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Beskriv situationen, aldrig ett enskilt barn eller en familj."),
    )  # fmt: skip
    did = forms.CharField(
        label=_("Vad gjorde ni?"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    came = forms.CharField(
        label=_("Vad ledde det till?"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Berätta också om det som inte fungerade."),
    )  # fmt: skip
    audiences = forms.MultipleChoiceField(
        label=_("För vem?"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    organisation: Any = forms.ModelChoiceField(
        queryset=None, label=_("För vilken organisation?"), empty_label=None
    )

    def __init__(self, *args: Any, user: User, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = organisations_of(user, today())
        if changing:
            del self.fields["organisation"]
        elif field.queryset.count() == 1:
            field.initial, field.widget = field.queryset.get(), forms.HiddenInput()

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            data["kind"], data["title"], data["audiences"], data["situation"], data["did"], data["came"]
        )
