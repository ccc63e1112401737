"""The vouchers of a file: #VER, its rows between braces, and that each balances.

Rows that were added (#RTRANS) or removed (#BTRANS) after the voucher was booked: a removed row is not counted; an
added row is followed by the same row as #TRANS for programs that do not know #RTRANS, and is counted once.
"""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from skyddsnat.economy.sie import fields
from skyddsnat.economy.sie.errors import Findings
from skyddsnat.economy.sie.fields import Malformed, Objects
from skyddsnat.economy.sie.file import FiscalYear, SieFile, Transaction, Voucher

ROWS = frozenset({"#TRANS", "#RTRANS", "#BTRANS"})


class _Row(NamedTuple):
    account: str
    objects: Objects
    amount_ore: int
    date: datetime.date | None
    text: str
    line: int

    def same_as(self, other: "_Row") -> bool:
        return self[:5] == other[:5]


@dataclass
class _Open:
    """A voucher being read. `whole` turns False at the first error in it, so that no second error follows from it."""

    line: int
    series: str = ""
    number: str = ""
    date: datetime.date | None = None
    text: str = ""
    is_inside: bool = False
    whole: bool = True
    rows: list[_Row] = field(default_factory=list)
    added: _Row | None = None  # a #RTRANS whose copy may come next

    @property
    def name(self) -> str:
        return f"{self.series} {self.number}".strip() or "?"


class Vouchers:
    """Builds `file.vouchers`."""

    def __init__(self, file: SieFile, errors: Findings, warnings: Findings) -> None:
        self.file = file
        self.errors = errors
        self.warnings = warnings
        self.current: _Open | None = None
        self.closed: list[_Open] = []

    def begin(self, line: int, values: list[str | Objects]) -> None:
        """#VER series number date [text]."""
        texts = [value if isinstance(value, str) else "" for value in values]
        voucher = _Open(
            line=line,
            series=fields.short(texts[0], 20),
            number=fields.short(texts[1], 20),
            date=fields.day(texts[2]),
            text=texts[3] if len(texts) > 3 else "",
        )
        self.current = voucher
        if not voucher.number:
            self._wrong(line, "no-number")

    def begin_unreadable(self, line: int) -> None:
        """A #VER with an error of its own: its rows are still read, to find the errors in them."""
        self.current = _Open(line=line, whole=False)

    def open(self, line: int) -> None:
        if self.current is None or self.current.is_inside:
            self.errors.add(line, "open-block")
            return
        self.current.is_inside = True

    def close(self, line: int) -> None:
        if self.current is None or not self.current.is_inside:
            self.errors.add(line, "close-block")
            return
        if not self.current.rows and self.current.whole:
            self._wrong(self.current.line, "no-lines", voucher=self.current.name)
        self._check_balance(self.current)
        if self.current.whole:
            self.closed.append(self.current)
        self.current = None

    def interrupted(self, line: int, label: str) -> None:
        """A label that cannot stand inside a voucher was met."""
        if self.current is None:
            return
        if self.current.is_inside:
            if label == "#VER":
                self._wrong(self.current.line, "unclosed", voucher=self.current.name)
                self.current = None
            return
        if self.current.whole:
            self._wrong(self.current.line, "no-block", voucher=self.current.name)
        self.current = None

    def row(self, line: int, label: str, text: str) -> None:
        """#TRANS account {objects} amount [date [text]], and its two relatives."""
        voucher = self.current
        if voucher is None or not voucher.is_inside:
            self.errors.add(line, "trans-outside", label=label)
            return
        try:
            row = _row(line, label, text)
        except Malformed as error:
            self._wrong(line, error.args[0], **error.args[1])
            return
        copied, voucher.added = voucher.added, None
        if label == "#BTRANS":
            return
        if label == "#RTRANS":
            voucher.added = row
        elif copied is not None and row.same_as(copied):
            return
        voucher.rows.append(row)

    def finish(self) -> None:
        """The file has ended: years, doubles and accounts can be checked."""
        if self.current is not None and (self.current.whole or self.current.is_inside):
            code = "unclosed" if self.current.is_inside else "no-block"
            self._wrong(self.current.line, code, voucher=self.current.name)
        first: dict[tuple[FiscalYear, str, str], int] = {}
        undeclared: set[str] = set()
        for voucher in self.closed:
            year = self._year(voucher)
            if year is None:
                continue
            key = (year, voucher.series, voucher.number)
            if key in first:
                self.errors.add(voucher.line, "twice", voucher=voucher.name, first=first[key])
                continue
            first[key] = voucher.line
            self.file.vouchers.append(self._finished(voucher, year, undeclared))

    def _year(self, voucher: _Open) -> FiscalYear | None:
        assert voucher.date is not None  # noqa: S101 -- a voucher without a date is never whole
        for year in self.file.fiscal_years.values():
            if year.holds(voucher.date):
                return year
        if self.file.fiscal_years:
            self.errors.add(voucher.line, "outside-year", voucher=voucher.name, date=voucher.date.isoformat())
        return None

    def _finished(self, voucher: _Open, year: FiscalYear, undeclared: set[str]) -> Voucher:
        assert voucher.date is not None  # noqa: S101 -- see _year
        rows = []
        for row in voucher.rows:
            if row.account not in undeclared and not self._is_named(row.account):
                undeclared.add(row.account)
                self.warnings.add(row.line, "undeclared", account=row.account)
            if row.date is not None and not any(
                year.holds(row.date) for year in self.file.fiscal_years.values()
            ):
                self.warnings.add(row.line, "line-outside-year", date=row.date.isoformat())
            on = row.date or voucher.date
            rows.append(Transaction(row.account, row.objects, row.amount_ore, on, row.text, row.line))
        return Voucher(
            voucher.series, voucher.number, voucher.date, voucher.text, tuple(rows), year, voucher.line
        )

    def _is_named(self, account: str) -> bool:
        known = self.file.accounts.get(account)
        return known is not None and known.name != ""

    def _check_balance(self, voucher: _Open) -> None:
        difference = sum(row.amount_ore for row in voucher.rows)
        if voucher.whole and difference:
            sign = "-" if difference < 0 else ""
            shown = f"{sign}{abs(difference) // 100},{abs(difference) % 100:02d}"
            self._wrong(voucher.line, "unbalanced", voucher=voucher.name, difference=shown)

    def _wrong(self, line: int, code: str, **values: str | int) -> None:
        if self.current is not None:
            self.current.whole = False
        self.errors.add(line, code, **values)


def _row(line: int, label: str, text: str) -> _Row:
    values = fields.split(text)[1:]
    if len(values) < 3:
        raise Malformed("fields", {"label": label, "least": 3})
    account, objects, amount, *rest = values
    if isinstance(objects, str) or not isinstance(account, str) or not isinstance(amount, str):
        raise Malformed("objects", {})
    for dimension, code in objects:
        fields.short(dimension, 10)
        fields.short(code, 60)
    texts = [value if isinstance(value, str) else "" for value in rest]
    return _Row(
        fields.account_number(account),
        objects,
        fields.amount_ore(amount),
        fields.day(texts[0]) if texts and texts[0] else None,
        texts[1] if len(texts) > 1 else "",
        line,
    )
