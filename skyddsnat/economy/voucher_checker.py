"""What must be right in a table of vouchers before any of it is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Wrong, import_kinds, text_of
from skyddsnat.economy.models import PeriodLock, Voucher
from skyddsnat.economy.voucher_rows import Key, Places, amounts_of, fingerprints, keys_of, name_of, places_of
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_kr

ACCOUNT = re.compile(r"\d{1,10}", re.ASCII)


class VoucherChecker(import_kinds.Checker):
    """Puts rows together to vouchers and compares them with what is loaded, from SIE files too."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.known: set[Key] = set()
        locks = PeriodLock.objects.filter(assignment=assignment, opened_at__isnull=True)
        self.locked = set(locks.values_list("month", flat=True))

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {"account": _account}

    def faults(self, rows: import_kinds.Rows) -> Iterator[import_kinds.RowFault]:
        columns = (rows.column(name) for name in ("amount", "debit", "credit"))
        for number, amount, debit, credit in zip(rows.numbers, *columns, strict=True):
            if amount is None:
                if debit is None and credit is None:
                    words = _("Skriv ett belopp, eller debet och kredit i var sin kolumn.")
                    yield import_kinds.RowFault(number, "amount", words)
            elif debit or credit:
                words = _("Raden har både belopp och debet eller kredit. Ta bort det ena.")
                yield import_kinds.RowFault(number, "amount", words)

    def file_faults(self, rows: import_kinds.Rows) -> Iterator[import_kinds.RowFault]:
        places = places_of(rows)
        yield from _differing_dates(rows, places)
        loaded = loaded_keys(self.assignment)
        known = {key: places[key] for key in places.keys() & loaded.keys()}
        made = dict(zip(known, fingerprints(rows, known), strict=True))
        amounts = amounts_of(rows)
        for key, lines in places.items():
            first = rows.numbers[lines[0]]
            difference = sum(amounts[at] for at in lines)
            if difference:
                words = _("Verifikation %(voucher)s balanserar inte: raderna skiljer %(difference)s.") % {
                    "voucher": name_of(key), "difference": format_kr(difference)
                }  # fmt: skip
                yield import_kinds.RowFault(first, "amount", words)
            elif key not in known:
                if self.locked and self._is_locked(rows, lines):
                    words = _("Månaden är låst. Be att den öppnas, eller bokför i en öppen månad.")
                    yield import_kinds.RowFault(first, "date", words)
            else:
                if made[key] != loaded[key]:
                    words = _(
                        "Verifikation %(voucher)s är redan inläst med annat innehåll. En bokförd verifikation ändras "
                        "inte: rätta med en ny verifikation i ekonomisystemet och exportera på nytt."
                    )
                    yield import_kinds.RowFault(first, "number", words % {"voucher": name_of(key)})
                self.known.add(key)

    def _is_locked(self, rows: import_kinds.Rows, lines: Sequence[int]) -> bool:
        days, costs = rows.column("date"), rows.column("cost_date")
        return any(
            day.replace(day=1) in self.locked
            for day in (days[lines[0]], *(costs[at] or days[at] for at in lines))
        )

    def repeats(self, rows: import_kinds.Rows) -> list[import_kinds.Repeat]:
        if not self.known:
            return []
        url = reverse("economy:vouchers", args=[self.assignment.slug])
        words = _("Verifikation %(voucher)s, med samma innehåll")
        return [
            import_kinds.Repeat(number, words % {"voucher": name_of(key)}, url)
            for number, key in zip(rows.numbers, keys_of(rows), strict=True)
            if key in self.known
        ]


def loaded_keys(assignment: Assignment) -> dict[Key, str]:
    """Year, series and number of every loaded voucher → its fingerprint."""
    rows = Voucher.objects.filter(assignment=assignment).values_list(
        "year_start", "series", "number", "fingerprint"
    )
    return {(start, series, number): print_ for start, series, number, print_ in rows.iterator()}


def _differing_dates(rows: import_kinds.Rows, places: Places) -> Iterator[import_kinds.RowFault]:
    """A voucher has one date: rows of the same series and number with another one are told of."""
    days = rows.column("date")
    for lines in places.values():
        for at in lines[1:]:
            if days[at] != days[lines[0]]:
                words = _(
                    "Verifikationen är daterad %(date)s på rad %(row)s. Alla dess rader ska ha samma datum."
                ) % {"date": days[lines[0]].isoformat(), "row": rows.numbers[lines[0]]}
                yield import_kinds.RowFault(rows.numbers[at], "date", words)


def _account(cell: Any) -> str:
    text = text_of(cell)
    if not text:
        return ""
    number = text.partition(" ")[0]  # "5520 Resor" as some programs write it
    if ACCOUNT.fullmatch(number) is None:
        raise Wrong(
            _("”%(found)s” är inte ett kontonummer. Det skrivs med högst tio siffror.") % {"found": text[:40]}
        )
    return number
