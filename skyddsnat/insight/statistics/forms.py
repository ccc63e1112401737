"""What is filled in to ask for a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import COUNTY, MUNICIPALITY, Countable, countables
from skyddsnat.insight.statistics.actions import Asked, Named
from skyddsnat.insight.statistics.licences import CC0, CHOICES
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.parts import OF_A_FILE
from skyddsnat.insight.statistics.wording import column_words
from skyddsnat.shared.dates import today

LARGEST = 5_000_000  # bytes
ENDINGS = (".csv", ".xlsx", ".parquet")
FIRST_YEAR = 2000
MOST_YEARS = 20
LONGEST_COLUMN, MOST_COLUMNS = 100, 8
COUNTRY, OTHER = "country", "other"
TAKEN = {"year", "count", "hidden", "demonstration"}  # columns of every published file


class NameForm(forms.Form):
    """What a table is called, in both languages, and under which licence it is given out."""

    title = forms.CharField(label=gettext_lazy("Rubrik"), max_length=150)
    title_en = forms.CharField(label=gettext_lazy("Rubrik på engelska"), max_length=150)
    about = forms.CharField(
        label=gettext_lazy("Vad talen säger och inte säger"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    about_en = forms.CharField(
        label=gettext_lazy("Samma på engelska"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    licence = forms.ChoiceField(label=gettext_lazy("Licens"), choices=CHOICES, initial=CC0)

    def named(self, source: str, cases: str) -> Named:
        return Named(
            **{name: self.cleaned_data[name] for name in NameForm.base_fields}, source=source, cases=cases
        )


class RulesForm(forms.Form):
    """By which rules numbers are hidden."""

    threshold = forms.IntegerField(
        label=gettext_lazy("Minsta tal som visas"), min_value=5, max_value=1000, initial=5,
        help_text=gettext_lazy("Mindre tal döljs, och så många till att de inte går att räkna ut."),
    )  # fmt: skip
    empty_hidden = forms.BooleanField(
        label=gettext_lazy("Tomma rutor är känsliga"), required=False,
        help_text=gettext_lazy("Då döljs också nollor: att ingen finns kan avslöja något."),
    )  # fmt: skip


class ContentForm(RulesForm):
    """What a version shows of what a room lets be counted."""

    place = forms.ChoiceField(label=gettext_lazy("Plats"), widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Indelningar"), required=False, widget=forms.CheckboxSelectMultiple
    )
    first_year = forms.IntegerField(label=gettext_lazy("Från år"), min_value=FIRST_YEAR, max_value=2200)
    last_year = forms.IntegerField(
        label=gettext_lazy("Till och med år"), min_value=FIRST_YEAR, max_value=2200,
        help_text=gettext_lazy("Året måste vara slut. Varje år skyddas för sig, och åren läggs aldrig ihop."),
    )  # fmt: skip

    def __init__(self, *args: Any, found: Countable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(COUNTRY, _("Hela landet"))]
        places += [(COUNTY, _("Län"))] if COUNTY in found.columns else []
        places += [(MUNICIPALITY, _("Län och kommun"))] if MUNICIPALITY in found.columns else []
        place, columns = self.fields["place"], self.fields["columns"]
        place.choices, place.initial = places, COUNTRY  # type: ignore[attr-defined]
        others = [name for name in found.columns if name not in (COUNTY, MUNICIPALITY)]
        columns.choices = [(name, column_words(name)) for name in others]  # type: ignore[attr-defined]
        if not others:
            del self.fields["columns"]

    def clean_last_year(self) -> int:
        year: int = self.cleaned_data["last_year"]
        if year >= today().year:
            raise forms.ValidationError(_("Året måste vara slut, annars ändras talen. Välj ett tidigare år."))
        return year

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("first_year"), found.get("last_year")
        if first and last and first > last:
            self.add_error("last_year", _("Perioden slutar innan den börjar."))
        elif first and last and last - first >= MOST_YEARS:
            self.add_error("last_year", _("Välj högst %(most)s år.") % {"most": MOST_YEARS})
        if found.get("place") == COUNTRY and not found.get("columns"):
            self.add_error("place", _("Välj en plats eller minst en indelning."))
        return found

    def asked(self) -> Asked:
        data = self.cleaned_data
        places = {COUNTRY: [], COUNTY: [[COUNTY]], MUNICIPALITY: [[COUNTY, MUNICIPALITY]]}[data["place"]]
        return Asked(
            columns=[*places, *([column] for column in data.get("columns", []))],
            first_year=data["first_year"], last_year=data["last_year"],
            threshold=data["threshold"], empty_hidden=data["empty_hidden"],
        )  # fmt: skip


class UploadForm(RulesForm):
    """A file, and whether its rows are cases or counts."""

    file = forms.FileField(
        label=gettext_lazy("Fil"), max_length=200,
        help_text=gettext_lazy(
            "CSV, XLSX eller Parquet, högst 5 MB, med rubriker i första raden. Filen räknas och sparas inte."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )  # fmt: skip
    count = forms.CharField(
        label=gettext_lazy("Kolumn med antal"), max_length=LONGEST_COLUMN, required=False,
        help_text=gettext_lazy("Lämna tomt om varje rad är ett ärende."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 5 MB. Ta bort kolumner som inte behövs."))
        if Path(file.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError(_("Bara filer som slutar på .csv, .xlsx eller .parquet kan läsas."))
        return file


class FileForm(UploadForm):
    """A file to count, and what its columns are."""

    field_order = ("file", "columns", "count", "year", "same", "cases", "threshold", "empty_hidden")

    columns = forms.CharField(
        label=gettext_lazy("Kolumner"), max_length=500,
        help_text=gettext_lazy("Skriv rubrikerna med komma emellan. > betyder finare: län>kommun, form, kön"),
    )  # fmt: skip
    same = forms.ChoiceField(
        label=gettext_lazy("Vilka ärenden gäller filen?"),
        help_text=gettext_lazy("Tabeller om samma ärenden kontrolleras tillsammans."),
    )
    cases = forms.CharField(
        label=gettext_lazy("Namn på ärendena, om de inte är våra"), max_length=40, required=False,
        help_text=gettext_lazy("Skriv samma namn varje gång för samma ärenden, även i en annan fil."),
    )  # fmt: skip
    year = forms.IntegerField(
        label=gettext_lazy("År"), min_value=FIRST_YEAR, max_value=2200, required=False,
        help_text=gettext_lazy("Om filen gäller ett enda år."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.code, str(one.label)) for one in countables()]
        self.fields["same"].choices = [(OTHER, _("Andra ärenden än våra")), *known]  # type: ignore[attr-defined]

    def clean_columns(self) -> list[list[str]]:
        found = [
            [level.strip() for level in one.split(">")] for one in self.cleaned_data["columns"].split(",")
        ]
        every = [level for levels in found for level in levels]
        if not all(every) or len(every) != len(set(every)) or len(every) > MOST_COLUMNS:
            raise forms.ValidationError(
                _("Skriv upp till %(most)s olika rubriker med komma emellan: län>kommun, form, kön")
                % {"most": MOST_COLUMNS}
            )
        if taken := TAKEN & set(every):
            raise forms.ValidationError(
                _("En kolumn får inte heta %(name)s. Byt rubrik i filen.") % {"name": min(taken)}
            )
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        ours = found.get("same", OTHER) != OTHER
        if ours and not found.get("year"):
            self.add_error("year", _("Skriv året, så att filen kan kontrolleras mot våra tabeller om det."))
        if not ours and not slugify(found.get("cases", "")):
            self.add_error("cases", _("Skriv ett namn på ärendena, till exempel namnet på undersökningen."))
        return found

    def cases_named(self) -> str:
        same: str = self.cleaned_data["same"]
        return f"{OF_A_FILE}{slugify(self.cleaned_data['cases'])}" if same == OTHER else same

    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(
            columns=data["columns"], first_year=data["year"], last_year=data["year"],
            threshold=data["threshold"], empty_hidden=data["empty_hidden"], content=data["file"].read(),
            file_name=data["file"].name, count_column=data["count"].strip(),
        )  # fmt: skip


class NewFileForm(UploadForm):
    """A later file of a table: its columns are those of the version before, and what has changed is told."""

    field_order = ("file", "count", "year", "changed", "threshold", "empty_hidden")

    year = forms.IntegerField(label=gettext_lazy("År"), min_value=FIRST_YEAR, max_value=2200)
    changed = forms.CharField(
        label=gettext_lazy("Vad är ändrat, och varför?"), max_length=500,
        help_text=gettext_lazy("Alla kan läsa det på versionens sida. Skriv inga personuppgifter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, posted: Any, files: Any, *, last: StatVersion) -> None:
        initial = {
            "count": last.count_column, "year": last.first_year, "threshold": last.threshold,
            "empty_hidden": last.empty_hidden,
        }  # fmt: skip
        super().__init__(posted, files, initial=initial)
        self._columns = last.columns
        if last.first_year is None:
            del self.fields["year"]

    def asked(self) -> Asked:
        data = self.cleaned_data
        year = data.get("year")
        return Asked(
            columns=self._columns, first_year=year, last_year=year, threshold=data["threshold"],
            empty_hidden=data["empty_hidden"], content=data["file"].read(), file_name=data["file"].name,
            count_column=data["count"].strip(), changed=data["changed"],
        )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a table is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Varför återtas tabellen?"), max_length=500,
        help_text=gettext_lazy("Alla kan läsa det på tabellens sida. Skriv inga personuppgifter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
