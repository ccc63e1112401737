"""A page of statements to answer, made from data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from skyddsnat.knowledge.assessments.actions import Given, fingerprint
from skyddsnat.knowledge.assessments.statements import said
from skyddsnat.knowledge.ladder.forms import day_field
from skyddsnat.knowledge.models import Method, PracticeLevel

NOT_APPLICABLE = "na"
LEVELS = [
    *((str(value), label) for value, label in PracticeLevel.choices),
    (NOT_APPLICABLE, _("Gäller inte oss")),
]


class MethodFilter(forms.Form):
    """Of which method; every one when nothing is chosen."""

    method = forms.ModelChoiceField(
        Method.objects.none(), label=_("Metod"), to_field_name="code", empty_label=_("Alla metoder"), required=False
    )  # fmt: skip

    def __init__(self, *args: Any, methods: QuerySet[Method], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].queryset = methods  # type: ignore[attr-defined]


class StatementsForm(forms.Form):
    """Some statements: the level of each, and what is planned. Nothing is required until it is submitted."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, statements: Sequence[dict[str, Any]], saved: Mapping[str, Given]
    ) -> None:
        self.statements = statements
        super().__init__(data, initial=_initial(saved.values()))
        for one in statements:
            code = one["code"]
            self.fields[f"level_{code}"] = forms.ChoiceField(
                label=said(one), choices=LEVELS, widget=forms.RadioSelect, required=False
            )
            self.fields[f"plan_{code}"] = forms.CharField(
                label=_("Vad ska ni göra?"), max_length=500, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            self.fields[f"who_{code}"] = forms.CharField(
                label=_("Vem ansvarar?"), max_length=100, required=False,
                help_text=_("En funktion, till exempel enhetschef. Inga namn."),
            )  # fmt: skip
            self.fields[f"when_{code}"] = day_field(_("Klart senast"), required=False)

    def parts(self) -> list[dict[str, Any]]:
        """Each statement with its fields; the plan is open where something stands in it or is wrong."""
        return [
            {
                "code": one["code"],
                "level": self[f"level_{one['code']}"],
                "plan": [self[f"{name}_{one['code']}"] for name in ("plan", "who", "when")],
                "open": any(
                    self[f"{name}_{one['code']}"].value() or self[f"{name}_{one['code']}"].errors
                    for name in ("plan", "who", "when")
                ),
            }
            for one in self.statements
        ]

    def given(self) -> list[Given]:
        """What was answered, as `save_answers` takes it."""
        values = self.cleaned_data
        return [
            Given(
                code,
                int(level) if (level := values[f"level_{code}"]).isdigit() else None,
                level == NOT_APPLICABLE,
                values[f"plan_{code}"].strip(),
                values[f"who_{code}"].strip(),
                values[f"when_{code}"],
            )
            for code in (one["code"] for one in self.statements)
        ]


def _initial(saved: Iterable[Given]) -> dict[str, Any]:
    rows = list(saved)
    values: dict[str, Any] = {"seen": fingerprint(rows)}
    for one in rows:
        level = NOT_APPLICABLE if one.not_applicable else "" if one.level is None else str(one.level)
        values |= {
            f"level_{one.statement}": level, f"plan_{one.statement}": one.plan,
            f"who_{one.statement}": one.responsible, f"when_{one.statement}": one.by_when,
        }  # fmt: skip
    return values


class ReopenForm(forms.Form):
    """Why a submitted self-assessment is opened again."""

    reason = forms.CharField(
        label=_("Varför?"),
        max_length=200,
        help_text=_("Skälet står kvar i liggaren. Inga namn."),
        error_messages={"required": _("Skriv varför självskattningen öppnas igen.")},
    )
