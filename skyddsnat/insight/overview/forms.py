"""What the page is narrowed to; kept in the address, so that a view of it can be sent to somebody."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.insight.overview.figures import ALWAYS, Period
from skyddsnat.insight.overview.standing import Choice
from skyddsnat.mandate.models import Clause
from skyddsnat.shared.dates import format_month


class OverviewFilter(forms.Form):
    """The months, and one of the decision's clauses."""

    clause = forms.ChoiceField(label=_("Deluppdrag"), required=False)
    first = forms.ChoiceField(label=_("Från och med"), required=False)
    last = forms.ChoiceField(label=_("Till och med"), required=False)

    def __init__(self, data: Any, *, clauses: Sequence[Clause], months: Sequence[datetime.date]) -> None:
        super().__init__(data)
        self.clauses = {one.number: one for one in clauses}
        language = "en" if get_language() == "en" else "sv"
        named = [(f"{month:%Y-%m}", format_month(f"{month:%Y-%m}", language)) for month in months]
        self._choose(
            "clause", _("Hela uppdraget"), [(one.number, f"{one.number} {one.title}") for one in clauses]
        )
        self._choose("first", _("Början"), named)
        self._choose("last", _("Slutet"), named)

    def _choose(self, name: str, every: Any, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> Choice:
        """What can be chosen of what the address says; months in the wrong order are turned."""
        self.is_valid()
        data = self.cleaned_data
        first, last = (_month(data.get(name, "")) for name in ("first", "last"))
        if first and last and last < first:
            first, last = last, first
        return Choice(
            Period(first or ALWAYS.first, last or ALWAYS.last), self.clauses.get(data.get("clause", ""))
        )


def _month(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(f"{text}-01") if text else None
