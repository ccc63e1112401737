"""Made-up books for the tests: vouchers that balance, activities, and a file of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from skyddsnat.core.models import User
from skyddsnat.economy.api import import_sie
from skyddsnat.economy.models import VoucherLine
from skyddsnat.economy.sie import Account, FiscalYear, SieFile, Transaction, Voucher, write
from skyddsnat.mandate.models import Activity, Assignment

YEAR = FiscalYear(datetime.date(2014, 1, 1), datetime.date(2014, 12, 31))
NEXT_YEAR = FiscalYear(datetime.date(2015, 1, 1), datetime.date(2015, 12, 31))
TRAVEL = Account("5520", "Resor, tåg", "K")
FEES = Account("5740", "Föreläsararvoden", "K")
BANK = Account("1930", "Statens checkräkning", "T")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
MARCH = datetime.date(2014, 3, 14)


def voucher(
    number: int,
    ore: int,
    *,
    account: Account = TRAVEL,
    date: datetime.date = MARCH,
    project: str = "",
    text: str = "Resa till Umeå",
) -> Voucher:
    """One cost row against the bank."""
    objects = (("6", project),) if project else ()
    rows = (
        Transaction(account.number, objects, ore, date, text),
        Transaction(BANK.number, (), -ore, date, ""),
    )
    year = YEAR if date.year == 2014 else NEXT_YEAR
    return Voucher("A", str(number), date, text, rows, year)


def book(vouchers: Sequence[Voucher], *, projects: dict[str, str] | None = None) -> SieFile:
    return SieFile(
        program="Ekonomi",
        organisation_number="202100-2247",
        company="Länsstyrelsen i Stockholms län",
        fiscal_years={0: YEAR, -1: NEXT_YEAR},
        accounts={one.number: one for one in (BANK, TRAVEL, FEES)},
        dimensions={"6": "Projekt"},
        objects={("6", code): name for code, name in (projects or {}).items()},
        vouchers=list(vouchers),
    )


def sie(*vouchers: Voucher, encoding: str = "cp437", projects: dict[str, str] | None = None) -> bytes:
    return write(book(vouchers, projects=projects), generated=datetime.date(2015, 1, 15), encoding=encoding)


def activity(assignment: Assignment, by: User, number: int = 1, **extra: object) -> Activity:
    values = {
        "title": f"Insats {number}",
        "purpose": "Fler barn får stöd.",
        "responsible": by,
        "starts": datetime.date(2014, 3, 1),
        "ends": datetime.date(2014, 12, 31),
        "budget_ore": 100_000_000,
        **extra,
    }
    return Activity.objects.create(assignment=assignment, number=number, **values)


def cost_lines(
    assignment: Assignment, by: User, *ores: int, first: int = 1, **extra: object
) -> list[VoucherLine]:
    """Load one voucher per amount and return their cost rows, in order."""
    vouchers = [voucher(first + n, ore, **extra) for n, ore in enumerate(ores)]  # type: ignore[arg-type]
    import_sie(assignment=assignment, content=sie(*vouchers), name="bok.se", by=by)
    names = [one.number for one in vouchers]
    found = VoucherLine.objects.costs().filter(voucher__assignment=assignment, voucher__number__in=names)
    return list(found.order_by("id"))
