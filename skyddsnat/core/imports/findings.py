"""What a check found, as far as a page shows it: made at once for a small file, kept by the worker for a large one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from skyddsnat.core.imports.checking import Checked
from skyddsnat.core.imports.kinds import SUM, Kind, Repeat, RowFault
from skyddsnat.core.models import Import
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr, format_number

SHOWN = 10
MOST_SHOWN = 100
MOST_REPEATS = 50


@dataclass(frozen=True)
class SampleRow:
    """A row as it was understood: its number, whether it is there already, and its values in words."""

    number: int
    known: bool
    cells: list[str]


@dataclass(frozen=True)
class Findings:
    """Counts, and the first of each sort."""

    version: int
    total: int
    new: int
    fault_count: int = 0
    faulty_rows: int = 0
    faults: list[RowFault] = field(default_factory=list)
    repeat_count: int = 0
    repeats: list[Repeat] = field(default_factory=list)
    sample: list[SampleRow] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "sample": [vars(row) for row in self.sample]}


def findings_of(kind: Kind, source: Import, checked: Checked) -> Findings:
    known = {one.row for one in checked.repeats}
    fields = shown_fields(kind, source)
    return Findings(
        version=source.version,
        total=checked.total,
        new=len(checked.new_rows(repeat=source.repeats == Import.REPEAT)),
        fault_count=len(checked.faults),
        faulty_rows=checked.faulty_rows,
        faults=checked.faults[:MOST_SHOWN],
        repeat_count=len(checked.repeats),
        repeats=checked.repeats[:MOST_REPEATS],
        sample=[
            SampleRow(
                row.number,
                row.number in known,
                [_said(row.values.get(one.name), is_sum=one.type == SUM) for one in fields],
            )
            for row in checked.rows[:SHOWN]
        ],
    )


def kept_findings(source: Import) -> Findings | None:
    """What the worker found, as long as nothing that was chosen has changed since."""
    kept = source.findings
    if not kept or kept["version"] != source.version:
        return None
    return Findings(**{
        **kept,
        "faults": [RowFault(*one) for one in kept["faults"]],
        "repeats": [Repeat(*one) for one in kept["repeats"]],
        "sample": [SampleRow(**one) for one in kept["sample"]],
    })  # fmt: skip


def shown_fields(kind: Kind, source: Import) -> list[Any]:
    return [one for one in kind.fields if one.name in source.mapping]


def _said(value: Any, *, is_sum: bool) -> str:
    if value is None:
        return ""
    if is_sum:
        return format_kr(value)
    if isinstance(value, datetime.date):
        return format_date(value, "en" if (get_language() or "sv").startswith("en") else "sv")
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return format_number(value) if isinstance(value, int) else str(value)
