"""What is filled in: questions, answers, additions, reasons."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.anonymity import AnonymousForm
from skyddsnat.knowledge.exchange.access import last_function_of, methods, writes_for
from skyddsnat.knowledge.exchange.actions import Author
from skyddsnat.knowledge.exchange.subjects import subject_name, subjects
from skyddsnat.knowledge.models import Method

NOBODY = _("Skriv inget som kan peka ut ett barn: inga namn, nummer, adresser eller exakta dagar.")


class ChosenField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One of a few rows, by its name."""


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PostForm(AnonymousForm):
    """An answer; the ground of a question."""

    text = forms.CharField(label=_("Ditt svar"), max_length=10_000, widget=area(6), help_text=NOBODY)
    function = forms.CharField(
        label=_("Din funktion"),
        max_length=100,
        help_text=_("Till exempel socialsekreterare. Andra ser den, inte ditt namn."),
    )
    organisation = ChosenField(Organisation.objects.none(), label=_("Organisation"), empty_label=None)
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = writes_for(user)
        field = self.fields["organisation"]
        field.queryset = own  # type: ignore[attr-defined]
        if user.may(WRITE):
            field.required = False
            field.empty_label = _("Vi som leder uppdraget")  # type: ignore[attr-defined]
        count = own.count()
        if not count:
            field.widget = forms.HiddenInput()
        elif count == 1 and not user.may(WRITE):
            field.widget = forms.HiddenInput()
            self.initial["organisation"] = own.get().pk
        self.initial.setdefault("function", last_function_of(user))

    @property
    def author(self) -> Author:
        """In whose name it is written."""
        values = self.cleaned_data
        language = "en" if get_language() == "en" else "sv"
        return Author(values["function"], values["organisation"], language)


class QuestionForm(PostForm):
    """A question to the others."""

    anonymous: ClassVar = ("title", "text")
    field_order = ("subject", "title", "text", "method", "function", "organisation")

    subject = forms.ChoiceField(label=_("Ämne"))
    title = forms.CharField(label=_("Rubrik"), max_length=150)
    method = ChosenField(
        Method.objects.none(),
        label=_("Gäller det en viss metod?"),
        required=False,
        empty_label=_("Nej, eller vet inte"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Din fråga")
        self.fields["method"].queryset = methods()  # type: ignore[attr-defined]
        self.fields["subject"].choices = [(code, subject_name(code)) for code in subjects()]  # type: ignore[attr-defined]


class ChangeForm(AnonymousForm):
    """One's own post, within half an hour."""

    anonymous: ClassVar = ("title", "text")

    title = forms.CharField(label=_("Rubrik"), max_length=150)
    text = forms.CharField(label=_("Texten"), max_length=10_000, widget=area(8), help_text=NOBODY)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_question: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_question:
            del self.fields["title"]


class AddForm(AnonymousForm):
    """More below one's own post."""

    text = forms.CharField(label=_("Tillägg"), max_length=2000, widget=area(5), help_text=NOBODY)
    version = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(AnonymousForm):
    """Why a post is hidden, or should be looked at."""

    text = forms.CharField(
        label=_("Varför?"), max_length=300, help_text=_("Upprepa inte det som pekar ut någon.")
    )
