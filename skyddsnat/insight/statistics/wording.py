"""Words for the columns of tables, and cells of a table as they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from skyddsnat.core.api import AGE, CITIZENSHIP, COUNTY, FORM, MUNICIPALITY, SEX
from skyddsnat.insight.statistics.counting import countable
from skyddsnat.insight.statistics.models import StatTable, StatVersion
from skyddsnat.insight.statistics.parts import columns_of, lines
from skyddsnat.shared.money import format_number

COLUMNS: dict[str, Callable[[], str]] = {
    COUNTY: lambda: _("Län"),
    MUNICIPALITY: lambda: _("Kommun"),
    FORM: lambda: _("Form"),
    AGE: lambda: _("Ålder"),
    SEX: lambda: _("Kön"),
    CITIZENSHIP: lambda: _("Medborgarskap"),
}


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def column_words(column: str) -> str:
    """What a column is called; one of a file is called what the file calls it."""
    return COLUMNS[column]() if column in COLUMNS else column


def is_files_own(column: str) -> bool:
    """Whether the column is called by a word of a file, which on an English page is Swedish among English."""
    return language() == "en" and column not in COLUMNS


def columns_said(version: StatVersion) -> SafeString:
    """Every column's name, each in its language."""
    words = [("sv" if is_files_own(one) else language(), column_words(one)) for one in columns_of(version)]
    return format_html_join(", ", '<span lang="{}">{}</span>', words)


def source_words(table: StatTable) -> str:
    found = countable(table.source)
    return str(found.label) if found else _("Uppgifter ur en fil")


def source_about(table: StatTable) -> str:
    found = countable(table.source)
    return found.about[language() == "en"] if found else ""


def numbers_table(version: StatVersion, before: StatVersion | None = None) -> dict[str, Any]:
    """The protected numbers as a table for a page, with an English or Swedish word for each value.

    With `before`, what that version shows in the same cell stands beside each number.
    """
    spoken = language()
    columns = columns_of(version)
    has_years = version.first_year != version.last_year  # a single one stands above the table
    earlier = {line.values: line.number for line in lines(before)} if before else {}
    rows = []
    for line in lines(version):
        said = [
            _("Alla")
            if value is None
            else {
                "value": version.label(column, value, spoken),
                "swedish": spoken == "en" and not version.has_label(column, value),
            }
            for column, value in zip(columns, line.values, strict=True)
        ]
        numbers = [_shown(line.number), *([_shown(earlier.get(line.values))] if before else [])]
        rows.append({"cells": [*([str(line.year)] if has_years else []), *said, *numbers]})
    return {
        "caption": ", ".join(filter(None, [str(version.table), version.period])),
        "columns": [
            *([{"label": _("År")}] if has_years else []),
            *({"label": column_words(column), "label_swedish": is_files_own(column)} for column in columns),
            {"label": pgettext("how many cases", "Antal"), "figures": True},
            *(
                [{"label": _("I version %(number)s") % {"number": before.number}, "figures": True}]
                if before
                else []
            ),
        ],
        "rows": rows,
    }


def _shown(number: int | None) -> dict[str, Any]:
    """A number, or the mark of one that is hidden."""
    return {"value": "..", "raw": ".."} if number is None else {"value": format_number(number), "raw": number}
