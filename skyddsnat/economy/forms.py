"""What people type about money."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skyddsnat.economy import rules
from skyddsnat.economy.cost_types import cost_types
from skyddsnat.economy.models import Account, ProjectMapping
from skyddsnat.economy.sie import LARGEST
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.money import format_kr, parse_kr

PARTS = 4
"""How many activities a row can be split over at a time; the rest can be split again."""


def said_kr(ore: int) -> str:
    """A sum as the page's language writes it."""
    return format_kr(ore, "en" if (get_language() or "sv").startswith("en") else "sv")


class KrField(forms.CharField):
    """A sum typed in kronor, cleaned to whole öre."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "w-10 figures", "inputmode": "decimal", "data-suffix": "kr", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_kr(text)
        except ValueError as error:
            raise forms.ValidationError(_("Skriv beloppet i kronor, till exempel 1 234,50.")) from error


class InTheBooks(forms.Select):
    """A choice among names from the accounts, which are Swedish whatever the page speaks."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if value:
            option["attrs"]["lang"] = "sv"
        return option


class ActivityField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """An activity of the assignment, with its number."""

    def __init__(self, activities: Any, **options: Any) -> None:
        super().__init__(queryset=activities, empty_label=_("Välj insats"), **options)

    def label_from_instance(self, obj: Activity) -> str:
        return f"{obj.number}. {obj}"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("SIE-fil"),
        help_text=gettext_lazy(
            "Exportera SIE 4 ur ekonomisystemet, med bara det här uppdragets projekt. Högst 20 MB. "
            "Du får se vad filen innehåller innan något läses in."
        ),
        error_messages={
            "required": gettext_lazy("Välj en fil."),
            "empty": gettext_lazy("Filen är tom. Exportera den på nytt ur ekonomisystemet."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Filen är större än 20 MB. Ta ut en kortare period eller ett projekt i taget.")
            )
        return file


class FilterForm(forms.Form):
    """What to show of the cost rows."""

    allotted = forms.ChoiceField(
        label=gettext_lazy("Fördelning"),
        required=False,
        choices=[
            ("", gettext_lazy("Alla")),
            ("no", gettext_lazy("Inte fördelade")),
            ("yes", gettext_lazy("Fördelade, helt eller delvis")),
            ("explained", gettext_lazy("Förklarade som inte våra")),
        ],
    )
    papers = forms.ChoiceField(
        label=gettext_lazy("Underlag"),
        required=False,
        choices=[("", gettext_lazy("Alla")), ("none", gettext_lazy("Saknar underlag"))],
    )
    cost_type = forms.ChoiceField(label=gettext_lazy("Kostnadsslag"), required=False)
    activity = forms.ModelChoiceField(
        label=gettext_lazy("Insats"),
        required=False,
        queryset=Activity.objects.none(),
        to_field_name="number",
        empty_label=gettext_lazy("Alla"),
    )
    account = forms.ModelChoiceField(
        label=gettext_lazy("Konto"),
        required=False,
        queryset=Account.objects.none(),
        widget=InTheBooks,
        to_field_name="number",
        empty_label=gettext_lazy("Alla"),
    )
    project = forms.ModelChoiceField(
        label=gettext_lazy("Projektnummer"),
        required=False,
        queryset=ProjectMapping.objects.none(),
        widget=InTheBooks,
        to_field_name="project",
        empty_label=gettext_lazy("Alla"),
    )
    q = forms.CharField(label=gettext_lazy("Text eller verifikation"), required=False, max_length=100)

    def __init__(self, data: Any, *, activities: Any, accounts: Any, projects: Any) -> None:
        super().__init__(data)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        self.fields["cost_type"].choices = [  # type: ignore[attr-defined]
            ("", _("Alla")), *((one.code, str(one)) for one in cost_types()),
        ]  # fmt: skip
        if not projects:
            del self.fields["project"]


class PartsForm(forms.Form):
    """A row split over activities; the first part is the whole rest unless something else is typed."""

    def __init__(self, *args: Any, rest_ore: int, activities: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=rest_ore)
        for n in range(1, PARTS + 1):
            first = n == 1
            self.fields[f"activity_{n}"] = ActivityField(
                activities,
                label=_("Insats") if first else _("Insats %(n)s") % {"n": n},
                required=first,
                error_messages={"required": _("Välj vilken insats kostnaden hör till.")},
            )
            self.fields[f"amount_{n}"] = KrField(
                label=_("Belopp") if first else _("Belopp %(n)s") % {"n": n},
                required=first,
                initial=said_kr(rest_ore).removesuffix("kr").strip() if first else "",
                error_messages={"required": _("Skriv hur mycket av raden som hör till insatsen.")},
            )

    def first(self) -> Any:
        return self["activity_1"], self["amount_1"]

    def pairs(self) -> list[Any]:
        """The two fields of each part after the first, for the page."""
        return [(self[f"activity_{n}"], self[f"amount_{n}"]) for n in range(2, PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = [values.get(f"activity_{n}") for n in range(1, PARTS + 1)]
        for n in range(2, PARTS + 1):
            activity, amount = values.get(f"activity_{n}"), values.get(f"amount_{n}")
            if activity and amount is None and f"amount_{n}" not in self.errors:
                self.add_error(f"amount_{n}", _("Skriv hur mycket av raden som hör till insatsen."))
            if amount is not None and not activity:
                self.add_error(f"activity_{n}", _("Välj vilken insats beloppet hör till."))
        named = [one for one in chosen if one]
        if len(named) != len(set(named)):
            self.add_error(None, _("Samma insats är vald två gånger. Lägg ihop beloppen."))
        return values

    def parts(self) -> list[tuple[Activity, int]]:
        values = self.cleaned_data
        found = [(values[f"activity_{n}"], values[f"amount_{n}"]) for n in range(1, PARTS + 1)]
        return [(activity, amount) for activity, amount in found if activity]


class BulkForm(forms.Form):
    """Many rows to one activity."""

    def __init__(self, *args: Any, activities: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"] = ActivityField(
            activities,
            label=_("Insats"),
            error_messages={"required": _("Välj vilken insats raderna ska fördelas på.")},
        )


class ProjectsForm(forms.Form):
    """Which activity each project stands for."""

    def __init__(
        self, *args: Any, mappings: Iterable[ProjectMapping], activities: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.mappings = list(mappings)
        for mapping in self.mappings:
            self.fields[f"project_{mapping.pk}"] = ActivityField(
                activities,
                label=format_html(
                    _("Projekt %(project)s") % {"project": '<span lang="sv">{}</span>'}, mapping
                ),
                required=False,
                initial=mapping.activity_id,
            )

    def chosen(self) -> list[tuple[ProjectMapping, Activity | None]]:
        """Those that were changed."""
        found = [(one, self.cleaned_data[f"project_{one.pk}"]) for one in self.mappings]
        return [
            (one, activity)
            for one, activity in found
            if (activity.pk if activity else None) != one.activity_id
        ]


class PrepareForm(forms.Form):
    """What a person decides about a document; the figures come from the books."""

    dated = forms.DateField(
        label=gettext_lazy("Handlingens datum"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={
            "required": gettext_lazy("Ange handlingens datum."),
            "invalid": gettext_lazy("Skriv datumet som 2014-11-24."),
        },
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        today: datetime.date,
        ceiling_ore: int,
        is_correction: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["dated"].initial = today
        if kind == rules.REQUISITION:
            self.fields["amount"] = KrField(
                label=_("Belopp att rekvirera"),
                help_text=_("Högst %(ceiling)s.") % {"ceiling": said_kr(ceiling_ore)},
                initial=said_kr(ceiling_ore).removesuffix("kr").strip(),
                error_messages={"required": _("Skriv hur mycket som ska rekvireras.")},
            )
        if is_correction:
            self.fields["reason"] = forms.CharField(
                label=_("Varför rättas handlingen?"),
                help_text=_("Skälet står på den nya handlingen. Skriv inga personuppgifter."),
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Skriv varför handlingen ska rättas.")},
            )


class ReasonForm(forms.Form):
    """Why something is done: kept with it, and read by others."""

    def __init__(
        self, *args: Any, label: str, hint: str = "", required: bool = True, most: int = 300, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["reason"] = forms.CharField(
            label=label,
            help_text=hint,
            required=required,
            max_length=most,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Skriv varför.")},
        )
