"""The rows of a table put together to vouchers, column by column."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from skyddsnat.core.api import Same, import_kinds
from skyddsnat.economy.sie.file import PROJECT
from skyddsnat.shared.hashing import canonical_column, sha256_hex

type Key = tuple[datetime.date, str, str]  # the first day of the fiscal year, series and number
type Places = dict[Key, list[int]]  # where the rows of each voucher stand, in the order of their first rows


def keys_of(rows: import_kinds.Rows) -> list[Key]:
    """The voucher of each row. The fiscal year is the calendar year."""
    days = rows.column("date")
    years = {day: day.replace(month=1, day=1) for day in set(days)}
    return [*zip([years[day] for day in days], rows.column("series"), rows.column("number"), strict=True)]


def places_of(rows: import_kinds.Rows) -> Places:
    found: Places = {}
    for at, key in enumerate(keys_of(rows)):
        if (lines := found.get(key)) is None:
            found[key] = [at]
        else:
            lines.append(at)
    return found


def name_of(key: Key) -> str:
    _year, series, number = key
    return f"{series} {number}".strip()


def amounts_of(rows: import_kinds.Rows) -> list[int]:
    """Debit is positive."""
    amounts = rows.column("amount")
    if None not in amounts:
        return amounts
    return [
        (debit or 0) - (credit or 0) if amount is None else amount
        for amount, debit, credit in zip(amounts, rows.column("debit"), rows.column("credit"), strict=True)
    ]


def cost_dates(rows: import_kinds.Rows) -> list[datetime.date]:
    """The day each row belongs to: its own, or else the voucher's."""
    return [own or day for own, day in zip(rows.column("cost_date"), rows.column("date"), strict=True)]


def fingerprints(rows: import_kinds.Rows, places: Places) -> list[str]:
    """What `imports.fingerprint` gives for each of the vouchers, in their order, every value written once."""
    days, texts = (
        canonical_column(rows.column("date"), datetime.date.isoformat),
        canonical_column(rows.column("text")),
    )
    lines = [
        f"[{account},{objects},{ore},{day},{text}]"
        for account, objects, ore, day, text in zip(
            canonical_column(rows.column("account")),
            _objects(rows.column("project")),
            amounts_of(rows),
            canonical_column(cost_dates(rows), datetime.date.isoformat),
            canonical_column(rows.column("row_text")),
            strict=True,
        )
    ]
    return [
        sha256_hex(f"[{days[at[0]]},{texts[at[0]]},[{','.join([lines[n] for n in at])}]]".encode())
        for at in places.values()
    ]


def voucher_columns(rows: import_kinds.Rows, places: Places) -> dict[str, Sequence[Any] | Same]:
    """Columns of the vouchers, one row each."""
    first = [lines[0] for lines in places.values()]
    years, series, numbers = zip(*places, strict=True)
    days, texts = rows.column("date"), rows.column("text")
    return {
        "year_start": years,
        "series": series,
        "number": numbers,
        "date": [days[at] for at in first],
        "text": [texts[at] for at in first],
        "line_number": [rows.numbers[at] for at in first],
        "fingerprint": fingerprints(rows, places),
    }


def line_columns(rows: import_kinds.Rows, places: Places) -> dict[str, Sequence[Any]]:
    """Columns of the vouchers' rows; `voucher` is which of the vouchers, counted from 0, `account` its number."""
    order = [at for lines in places.values() for at in lines]
    columns: Mapping[str, Sequence[Any]] = {
        "account": rows.column("account"),
        "sie_objects": _objects(rows.column("project")),
        "project": rows.column("project"),
        "amount_ore": amounts_of(rows),
        "cost_date": cost_dates(rows),
        "text": rows.column("row_text"),
        "line_number": rows.numbers,
    }
    return {
        "voucher": [n for n, lines in enumerate(places.values()) for _at in lines],
        "position": [n for lines in places.values() for n in range(1, len(lines) + 1)],
        **{name: [values[at] for at in order] for name, values in columns.items()},
    }


def _objects(projects: Sequence[str]) -> list[str]:
    return canonical_column(projects, lambda project: [[PROJECT, project]] if project else [])
