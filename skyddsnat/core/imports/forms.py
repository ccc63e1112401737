"""What people fill in when they take in a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skyddsnat.core.imports.containers import ENDINGS, LARGEST
from skyddsnat.core.imports.kinds import Field, Kind
from skyddsnat.core.models import Import, User

SAME = "="  # in the list of columns: the same text for all rows
EXAMPLE_LONGEST = 30


class FileForm(forms.Form):
    """Which file, and what its rows belong to."""

    subject = forms.ChoiceField(
        label=gettext_lazy("Uppdrag"),
        error_messages={"required": gettext_lazy("Välj vilket uppdrag raderna hör till.")},
    )
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        max_length=200,
        help_text=gettext_lazy(
            "XLSX, ODS eller CSV, högst 30 MB. Första raden i tabellen ska vara rubriker."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )

    def __init__(self, *args: Any, kind: Kind, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.needs_subject:
            del self.fields["subject"]
            return
        choices = [(one.code, one.label) for one in kind.subjects(user)]
        self.fields["subject"].widget.attrs |= _own_words()
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(choices) == 1:
            self.fields["subject"].widget = forms.HiddenInput()
            self.fields["subject"].initial = choices[0][0]
        else:  # none is chosen in advance: rows must not end up in the assignment that happened to stand first
            choices.insert(0, ("", _("Välj ett uppdrag")))
            self.fields["subject"].choices = choices  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 30 MB. Dela upp den i flera filer."))
        return file


class PlaceForm(forms.Form):
    """Where in the file the table is."""

    sheet = forms.ChoiceField(label=gettext_lazy("Blad"))
    header_row = forms.IntegerField(
        label=gettext_lazy("Rad med rubriker"), min_value=1, max_value=150_000, required=False,
        widget=forms.NumberInput(attrs={"class": "w-5 figures"}),
    )  # fmt: skip

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        if len(names) < 2:
            self.fields["sheet"].required = False
            self.fields["sheet"].widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """For each field: the column, or one text for all rows."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kind: Kind, columns: list[tuple[str, str]], source: Import, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["version"].initial = source.version
        for one in kind.fields:
            self._add(one, columns, source.mapping.get(one.name, {}))
        self.fields["repeats"] = forms.ChoiceField(
            label=_("Rader som redan finns"),
            choices=[
                (Import.SKIP, _("Hoppa över dem")),
                (Import.STOP, _("Läs inte in något om sådana rader finns")),
                *([(Import.REPEAT, _("Läs in dem en gång till"))] if kind.may_repeat else []),
            ],
            initial=source.repeats,
            widget=forms.RadioSelect,
        )

    def _add(self, one: Field, columns: list[tuple[str, str]], chosen: dict[str, Any]) -> None:
        none = _("Välj kolumn") if one.required else _("Finns inte i filen")
        self.fields[f"column_{one.name}"] = forms.ChoiceField(
            label=one.label, required=False, help_text=one.hint,
            choices=[("", none), *columns, (SAME, _("Samma för alla rader …"))],
            widget=forms.Select(attrs=_own_words()),
            initial=SAME if "value" in chosen else str(chosen.get("column", "")),
        )  # fmt: skip
        self.fields[f"value_{one.name}"] = forms.CharField(
            label=_("%(field)s för alla rader") % {"field": one.label}, required=False, max_length=300,
            initial=chosen.get("value", ""), widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip

    def pairs(self) -> list[dict[str, Any]]:
        """The two inputs of each field, for the page."""
        return [
            {
                "column": self[f"column_{one.name}"],
                "value": self[f"value_{one.name}"],
                "required": one.required,
            }
            for one in self.kind.fields
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        mapping: dict[str, dict[str, Any]] = {}
        taken: dict[str, str] = {}
        for one in self.kind.fields:
            column, value = data.get(f"column_{one.name}", ""), data.get(f"value_{one.name}", "")
            if column == SAME or (not column and value):
                if value:
                    mapping[one.name] = {"value": value}
                else:
                    self.add_error(f"value_{one.name}", _("Skriv värdet som gäller alla rader."))
            elif column:
                if column in taken:
                    words = _("Kolumnen är redan vald för %(field)s. Välj en annan.") % {
                        "field": taken[column]
                    }
                    self.add_error(f"column_{one.name}", words)
                taken[column] = str(one.label)
                mapping[one.name] = {"column": int(column)}
            if one.required and one.name not in mapping and f"value_{one.name}" not in self.errors:
                words = _("Välj kolumnen för %(field)s, eller skriv ett värde som gäller alla rader.")
                self.add_error(f"column_{one.name}", words % {"field": one.label})
        data["mapping"] = mapping
        return data


def _own_words() -> dict[str, str]:
    """Marks a list of words that somebody wrote in Swedish, for a reader of English."""
    return {"lang": "sv"} if get_language() == "en" else {}


def column_choices(heading: list[str], example: list[str]) -> list[tuple[str, str]]:
    """The columns as one chooses among them: letter, heading, and what stands in the first row."""
    found = []
    for n, name in enumerate(heading):
        shown = example[n] if n < len(example) else ""
        if not name and not shown:
            continue
        short = shown if len(shown) <= EXAMPLE_LONGEST else f"{shown[:EXAMPLE_LONGEST]}…"
        words = f"{letter(n)}: {name or _('utan rubrik')}"
        found.append((str(n), f"{words} ({short})" if short else words))
    return found


def letter(column: int) -> str:
    """0 → "A", 26 → "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
