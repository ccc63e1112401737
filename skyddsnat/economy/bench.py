"""How quick vouchers are taken in from a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from skyddsnat.core.api import import_figures
from skyddsnat.core.models import Import, Role, User
from skyddsnat.economy.models import Account, Voucher, VoucherLine
from skyddsnat.mandate.api import load_shipped_assignment

FIRST = datetime.date(2014, 1, 1)


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}. Each voucher has a cost row and a row against the bank."""
    assignment = load_shipped_assignment("2014-child-protection", by=None)
    user, _ = User.objects.get_or_create(email="bench-vouchers@example.org", defaults={"name": "Bench"})
    user.roles.set(Role.objects.filter(code="economist"))

    def table(first: int, count: int) -> Iterator[list[Any]]:
        yield ["Serie", "Vernr", "Datum", "Konto", "Belopp", "Text", "Projekt"]
        for n in range(first, first + count // 2):
            day, ore = FIRST + datetime.timedelta(days=n % 365), 10_000 + n % 90_000
            yield ["K", n, day, 5520, ore / 100, f"Resa {n}", f"{1000 + n % 40}"]
            yield ["K", n, day, 1930, -ore / 100, f"Resa {n}", ""]

    def saved(count: int) -> None:
        source = Import.objects.create(
            kind="vouchers",
            subject=assignment.slug,
            name="bench",
            sha256="0" * 64,
            content=b"x",
            uploaded_by=user,
        )
        cost = Account.objects.get_or_create(assignment=assignment, number="5520", defaults={"kind": "K"})[0]
        bank = Account.objects.get_or_create(assignment=assignment, number="1930", defaults={"kind": "T"})[0]
        for n in range(count // 2):
            with transaction.atomic():
                voucher = Voucher.objects.create(
                    assignment=assignment, sheet_import=source, year_start=FIRST, series="B", number=str(n), date=FIRST,
                    text=f"Resa {n}", line_number=n, fingerprint="",
                )  # fmt: skip
                for position, (account, ore) in enumerate(((cost, 10_000), (bank, -10_000)), start=1):
                    VoucherLine.objects.create(
                        voucher=voucher, position=position, account=account, amount_ore=ore, cost_date=FIRST,
                        line_number=n,
                    )  # fmt: skip

    return import_figures("vouchers", assignment.slug, user, table, saved)
