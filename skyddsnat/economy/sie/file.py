"""What a SIE 4 file holds. Sums are whole öre; debit is positive, credit negative."""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from skyddsnat.economy.sie.errors import SieError

PROJECT = "6"
"""The dimension that the standard reserves for projects."""


class Account(NamedTuple):
    """`kind` is T (asset), S (debt), K (cost) or I (income) as the file says, "" when it does not."""

    number: str
    name: str
    kind: str = ""


class FiscalYear(NamedTuple):
    first: datetime.date
    last: datetime.date

    def holds(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


class Transaction(NamedTuple):
    """One row of a voucher. `objects` are (dimension, object) pairs; `date` is the voucher's when the row has none."""

    account: str
    objects: tuple[tuple[str, str], ...]
    amount_ore: int
    date: datetime.date
    text: str = ""
    line: int = 0

    def project(self) -> str:
        """The object of dimension 6, "" when the row has none."""
        return dict(self.objects).get(PROJECT, "")


class Voucher(NamedTuple):
    """A voucher, which balances. `year` is the fiscal year its date lies in; `line` is where it stands in the file."""

    series: str
    number: str
    date: datetime.date
    text: str
    transactions: tuple[Transaction, ...]
    year: FiscalYear
    line: int = 0

    @property
    def name(self) -> str:
        return f"{self.series} {self.number}".strip()


@dataclass
class SieFile:
    """A whole file, read without errors. `ignored` counts labels that were not understood (allowed by the standard)."""

    program: str = ""
    organisation_number: str = ""
    company: str = ""
    encoding: str = "cp437"
    fiscal_years: dict[int, FiscalYear] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    vouchers: list[Voucher] = field(default_factory=list)
    warnings: list[SieError] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
