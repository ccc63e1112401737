"""Forms for mailings: what is written, and to whom."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.urls import is_valid_path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.mailings.access import (
    counties,
    methods,
    municipalities,
    role_kinds,
    segments_for,
)
from skyddsnat.knowledge.mailings.rules import OWN_PAGE
from skyddsnat.knowledge.models import Group, Mailing, Method, Segment
from skyddsnat.mandate.api import ActivityField, activities_to_choose
from skyddsnat.mandate.models import Activity


def language() -> str:
    return "en" if get_language() == "en" else "sv"


class MailingForm(forms.Form):
    """Cleaned to what `add_mailing` and `change_mailing` take."""

    name = forms.CharField(
        label=_("Vad heter utskicket?"), max_length=120, help_text=_("Bara ni ser namnet.")
    )
    method = forms.ModelChoiceField(
        Method.objects.none(),
        label=_("Vilken metod sprider det?"),
        required=False,
        empty_label=_("Ingen metod"),
        help_text=_("Då syns på stegen vilka organisationer som har nåtts och öppnat."),
    )
    activity = ActivityField(
        Activity.objects.none(),
        label=_("Annars: vilken insats hör det till?"),
        required=False,
        empty_label=_("Metodens insats"),
        help_text=_("Att organisationerna nåddes blir underlag på insatsen."),
    )
    tells = forms.ChoiceField(
        label=_("Vad sprids när det inte är en metod?"), choices=Mailing.Tells.choices, required=False,
        initial=Mailing.Tells.GUIDANCE,
    )  # fmt: skip
    subject = forms.CharField(label=_("Ämnesrad på svenska"), max_length=150)
    body = forms.CharField(
        label=_("Text på svenska"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Tom rad mellan stycken. ## före en rubrik, - före en punkt i en lista, [ord](https://…) för en länk. "
            "{organisation} blir mottagarens organisation. Länken till sidan och vägen ut läggs till sist."
        ),
    )
    subject_en = forms.CharField(label=_("Ämnesrad på engelska"), max_length=150, required=False)
    body_en = forms.CharField(
        label=_("Text på engelska"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        required=False,
        help_text=_("Går till dem som vill ha brev på engelska. Utan den får de brevet på svenska."),
    )
    leads_to = forms.CharField(
        label=_("Vilken sida leder brevet till?"),
        max_length=300,
        initial="/kunskap/bibliotek/",
        help_text=_("En sida här, från det första snedstrecket."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].queryset = methods()  # type: ignore[attr-defined]
        self.fields["activity"].queryset = activities_to_choose(user)  # type: ignore[attr-defined]

    def clean_leads_to(self) -> str:
        """A page of ours; its whole address may be pasted."""
        wanted = str(self.cleaned_data["leads_to"]).removeprefix(settings.SITE_ADDRESS)
        path = re.split(r"[?#]", wanted)[0]
        if OWN_PAGE.fullmatch(wanted) and not (is_valid_path(path) or is_valid_path(f"{path}/")):
            raise forms.ValidationError(
                _("Det finns ingen sida med den adressen. Öppna sidan och kopiera adressen därifrån.")
            )
        return wanted

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["tells"] = data.get("tells") or Mailing.Tells.GUIDANCE
        if data.get("method") is not None:
            data["activity"] = None  # the method says which
        elif data.get("activity") is None and "activity" in data:
            self.add_error("method", _("Välj en metod, eller en insats nedanför."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SelectionForm(forms.Form):
    """Choices that together say which contacts are meant."""

    kinds = forms.MultipleChoiceField(
        label=_("Slag av organisation"),
        choices=[(kind.value, kind.label) for kind in Organisation.Kind],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=_("Organisationens roll"), widget=forms.CheckboxSelectMultiple, required=False
    )
    counties = forms.MultipleChoiceField(
        label=_("Län"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Länet självt och kommunerna i det."),
    )
    municipalities = forms.CharField(
        label=_("Kommuner"),
        max_length=4_000,
        required=False,
        help_text=_("Namn med komma mellan, till exempel Umeå, Robertsfors."),
    )
    words = forms.CharField(
        label=_("Ord i kontaktens funktion"),
        max_length=300,
        required=False,
        help_text=_("Med komma mellan, till exempel socialchef, rektor. Ett av orden räcker."),
    )
    group = forms.ChoiceField(
        label=_("Vilka är de?"),
        choices=Group.choices,
        initial=Group.STAFF,
        widget=forms.RadioSelect,
        help_text=_("Chefer följs för sig på stegen."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = language() == "en"
        self.fields["roles"].choices = [(one.code, str(one)) for one in role_kinds()]  # type: ignore[attr-defined]
        self.fields["counties"].choices = [  # type: ignore[attr-defined]
            (one.code, one.name_en if english else one.name) for one in counties()
        ]

    def clean_municipalities(self) -> list[str]:
        wanted = [
            name
            for part in self.cleaned_data["municipalities"].split(",")
            if (name := " ".join(part.split()))
        ]
        known = {name.casefold(): one.code for one in municipalities("sv") for name in (one.name, one.code)}
        unknown = [name for name in wanted if name.casefold() not in known]
        if unknown:
            raise forms.ValidationError(
                _("Det finns ingen kommun som heter %(name)s. Skriv namnet utan ”kommun”.")
                % {"name": unknown[0][:60]}
            )
        return [known[name.casefold()] for name in wanted]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RecipientsForm(SelectionForm):
    """Whom a mailing goes to."""

    field_order = ("segments",)

    segments = forms.ModelMultipleChoiceField(
        Segment.objects.none(),
        label=_("Egna urval"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Den som finns i något av urvalen får brevet, och den som passar in på valen nedanför."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["segments"].queryset = segments_for(user)  # type: ignore[attr-defined]


class SegmentForm(SelectionForm):
    """A selection with a name."""

    field_order = ("name", "name_en")

    name = forms.CharField(label=_("Vad heter urvalet?"), max_length=120)
    name_en = forms.CharField(label=_("Namn på engelska"), max_length=120, required=False)


def municipality_names(codes: list[str]) -> str:
    """The names of municipalities as they are typed."""
    names = {one.code: one.name for one in municipalities("sv")} if codes else {}
    return ", ".join(names.get(code, code) for code in codes)


class PasteForm(forms.Form):
    """A list of addresses, or the letters that came back as they are."""

    text = forms.CharField(
        label=_("Adresser som inte fungerar"),
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "En lista, eller hela de brev som kom tillbaka. Bara adresser som vi har skrivit till räknas."
        ),
        error_messages={"required": _("Klistra in minst en adress.")},
    )


class LiftForm(forms.Form):
    """An address that may have letters again."""

    address = forms.EmailField(
        label=_("E-postadress"),
        help_text=_("Adressen själv sparas inte här."),
        error_messages={
            "required": _("Skriv en e-postadress, som namn@example.org."),
            "invalid": _("Skriv en e-postadress, som namn@example.org."),
        },
    )
