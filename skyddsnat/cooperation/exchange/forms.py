"""Forms of the exchange: what is shared, what a link asks, a code, an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.exchange.asking import Question
from skyddsnat.cooperation.exchange.choosing import Choice, FilledField
from skyddsnat.cooperation.exchange.kinds import Asked, SharedFor
from skyddsnat.cooperation.exchange.rules import DAYS
from skyddsnat.cooperation.models import Consent
from skyddsnat.cooperation.referrals.kinds import Answer, Handling, InfoCode, SourceCode

PURPOSES = [("", _("Välj")), *SharedFor.choices]


class ChooseForm(forms.Form):
    """A row a field, none chosen beforehand. What a row says beside an unchosen field is not looked at."""

    def __init__(
        self, *args: Any, fields: Sequence[FilledField], consents: Sequence[Consent], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filled, self.consents = list(fields), list(consents)
        rests = [(str(one.pk), f"{one.get_kind_display()}, {one.said_on.isoformat()}") for one in consents]
        rests = rests if len(rests) == 1 else [("", str(_("Välj"))), *rests]
        for one in self.filled:
            code = one.field.code
            self.fields[code] = forms.BooleanField(label=one.field.label, required=False)
            self.fields[f"{code}-purpose"] = _choice(_("Till vad"), PURPOSES)
            self.fields[f"{code}-handling"] = _choice(_("Hantering"), Handling.choices, one.field.handling)
            self.fields[f"{code}-source_code"] = _choice(_("Källa"), SourceCode.choices, SourceCode.X)
            self.fields[f"{code}-info_code"] = _choice(_("Uppgift"), InfoCode.choices, InfoCode.UNKNOWN)
            self.fields[f"{code}-consent"] = _choice(_("Vilar på"), rests)

    def rows(self) -> list[dict[str, Any]]:
        """For the page: a field with its text and what belongs to it."""
        parts = ("purpose", "handling", "source_code", "info_code", "consent")
        return [
            {
                "filled": one, "chosen": self[one.field.code], "group": one.field.group,
                "parts": [self[f"{one.field.code}-{part}"] for part in parts],
            }
            for one in self.filled
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        chosen = [one.field.code for one in self.filled if values.get(one.field.code)]
        if not chosen:
            raise forms.ValidationError(_("Välj minst en uppgift."))
        for code in chosen:
            for part, said in (("purpose", _("Välj till vad.")), ("consent", _("Välj vad det vilar på."))):
                if not values.get(f"{code}-{part}") and f"{code}-{part}" not in self.errors:
                    self.add_error(f"{code}-{part}", said)
        return values

    def choices(self) -> list[Choice]:
        values = self.cleaned_data
        return [
            Choice(
                code, values[f"{code}-purpose"], values[f"{code}-handling"], values[f"{code}-source_code"],
                values[f"{code}-info_code"], int(values[f"{code}-consent"]),
            )
            for code in (one.field.code for one in self.filled)
            if values[code]
        ]  # fmt: skip


def _choice(label: Any, choices: Sequence[tuple[str, Any]], initial: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), initial=initial, required=False)


class LinkForm(forms.Form):
    """What a link asks of whom, and for how long."""

    question = forms.ChoiceField(label=_("Vad ska de svara på?"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("Hur länge ska länken gälla?"), coerce=int, initial=3,
        help_text=_("Välj så kort tid som möjligt. Du kan stänga länken när som helst."),
    )  # fmt: skip
    mark = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {one.code: one for one in questions}
        choices = [(one.code, f"{one.asked.label}: {one.organisation!s}") for one in questions]
        self.fields["question"].choices = choices  # type: ignore[attr-defined]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (day, gettext("%(days)d dygn") % {"days": day}) for day in DAYS
        ]

    def question_asked(self) -> Question:
        return self.questions[self.cleaned_data["question"]]


class CodeForm(forms.Form):
    """The code that was told another way."""

    code = forms.CharField(
        label=_("Koden"), max_length=20,
        help_text=_("Åtta siffror. Du har fått dem på annat sätt än länken, till exempel i telefon."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The one answer that a link is for."""

    answer = forms.ChoiceField(label=_("Ert svar"), choices=Answer.choices, widget=forms.RadioSelect)
    who = forms.CharField(
        label=_("Vem svarar?"),
        max_length=150,
        help_text=_("Ditt namn eller din funktion, och telefonnummer."),
    )
    reason = forms.CharField(
        label=_("Skäl"), max_length=3_000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Behövs vid nej. Skriv inte mer om barnet än vad som behövs."),
    )  # fmt: skip

    def __init__(self, *args: Any, asked: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked == Asked.ACKNOWLEDGE:
            del self.fields["answer"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("answer") == Answer.NO and not values.get("reason", "").strip():
            self.add_error("reason", _("Skriv skälet till nejet."))
        return values


class ConfirmForm(forms.Form):
    """The answer as the owner writes it into the case, from what was opened."""

    who = forms.CharField(label=_("Vem svarade?"), max_length=150)
    reason = forms.CharField(
        label=_("Skäl"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
