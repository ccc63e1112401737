"""What is chosen and filled in on the ladder's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.knowledge.access import READ
from skyddsnat.knowledge.ladder.access import counties_for, methods_for
from skyddsnat.knowledge.ladder.standing import TARGETS
from skyddsnat.knowledge.models import Group, Method, Outcome, Step


class MethodField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A method by its name, chosen by its code."""


class LadderFilter(forms.Form):
    """Which method, whose steps, and where."""

    method = MethodField(Method.objects.none(), label=_("Metod"), to_field_name="code", empty_label=None)
    kind = forms.ChoiceField(label=_("Vilka"), required=False)
    county = forms.ChoiceField(label=_("Län"), required=False)

    def __init__(self, *args: Any, user: User, kinds: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = get_language() == "en"
        self.fields["method"].queryset = methods_for(user)  # type: ignore[attr-defined]
        counties = counties_for(user).defer("geometry").alphabetical("en" if english else "sv")  # type: ignore[attr-defined]
        found = [(one.code, one.name_en if english else one.name) for one in counties]
        everywhere = [("", _("Hela landet"))] if user.may(READ) else []
        self.fields["county"].choices = [*everywhere, *found]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in TARGETS]  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["kind"]


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A date typed or picked as 2014-12-31."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )


class StepForm(forms.Form):
    """A step that somebody tells of."""

    step = forms.ChoiceField(label=_("Vilket steg?"), choices=Step.choices)
    group = forms.ChoiceField(label=_("Vilka har tagit det?"), choices=Group.choices)
    day = day_field(_("Vilken dag?"), _("Dagen då det hände, inte dagen då du fick veta det."))
    reference = forms.CharField(
        label=_("Vad visar det?"),
        max_length=200,
        required=False,
        help_text=_("För ett beslut: dess nummer, till exempel diarienummer eller paragraf. Inga namn."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        missing = values.get("step") == Step.DECIDED and not values.get("reference", "").strip()
        if missing and "reference" not in self.errors:
            self.add_error(
                "reference", _("Skriv beslutets nummer, till exempel diarienummer eller paragraf.")
            )
        return values


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Varför?"),
        max_length=200,
        help_text=_("Skälet står kvar i liggaren. Inga namn."),
        error_messages={"required": _("Skriv varför steget tas tillbaka.")},
    )


class CallForm(forms.Form):
    """A call to an organisation."""

    outcome = forms.ChoiceField(label=_("Hur gick det?"), choices=Outcome.choices, widget=forms.RadioSelect)
    day = day_field(_("När ringde du?"))
    note = forms.CharField(
        label=_("Anteckning"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad ni kom överens om. Skriv funktioner, inte namn."),
    )
    next_on = day_field(
        _("När hörs ni igen?"), _("Den dagen står organisationen överst i listan."), required=False
    )
