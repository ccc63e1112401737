"""Taking in vouchers from a table: one row a voucher row, as strict as the SIE reader, allotted in the same way."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from django.db import connection
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.core.api import Wrong, copy_rows, import_kinds, next_ids, text_of
from skyddsnat.core.models import Import, User
from skyddsnat.economy import access, rules
from skyddsnat.economy.actions.grants import check_months_open, is_locked, locked_grant
from skyddsnat.economy.imports import fingerprint
from skyddsnat.economy.models import (
    Account,
    Allotment,
    Attachment,
    PeriodLock,
    ProjectMapping,
    RowExplanation,
    Voucher,
    VoucherLine,
)
from skyddsnat.economy.sie import FiscalYear, Transaction
from skyddsnat.economy.sie import Voucher as Booked
from skyddsnat.economy.sie.file import PROJECT
from skyddsnat.economy.voucher_fields import FIELDS
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.hashing import canonical_json
from skyddsnat.shared.money import format_kr, format_number

ACCOUNT = re.compile(r"\d{1,10}", re.ASCII)
STEP = 2_000

type Key = tuple[datetime.date, str, str]


class VoucherKind(import_kinds.Kind):
    code = "vouchers"
    permission = access.WRITE
    label = gettext_lazy("Verifikationer ur ett kalkylblad")
    about = gettext_lazy(
        "En rad för varje rad i en verifikation, med konto och belopp. Varje verifikation ska balansera."
    )
    fields: ClassVar = FIELDS
    needs_subject = True

    def subjects(self, user: User) -> list[import_kinds.Subject]:
        if not access.may_write(user):
            return []
        found = access.assignments(user).order_by("-year", "title").values_list("slug", "title")
        return [import_kinds.Subject(slug, title, swedish=True) for slug, title in found]

    def checker(self, subject: str, user: User) -> VoucherChecker:
        return VoucherChecker(access.assignments(user).get(slug=subject))

    def load(
        self,
        source: Import,
        rows: Sequence[import_kinds.ReadRow],
        *,
        by: User,
        report: import_kinds.Report,
    ) -> import_kinds.Loaded:
        assignment = Assignment.objects.get(slug=source.subject)
        locked_grant(assignment, by=by)
        booked = booked_of(rows)
        check_months_open(
            assignment,
            {one.date for one in booked} | {row.date for one in booked for row in one.transactions},
        )
        accounts = _accounts(assignment, rows)
        ids = next_ids(Voucher, len(booked))
        copy_rows(
            Voucher,
            ("id", "assignment", "sheet_import", "year_start", "series", "number", "date", "text", "line_number",
             "fingerprint"),
            (
                (pk, assignment.pk, source.pk, one.year.first, one.series, one.number, one.date, one.text, one.line,
                 fingerprint(one))
                for pk, one in zip(ids, booked, strict=True)
            ),
        )  # fmt: skip
        copy_rows(
            VoucherLine,
            ("voucher", "position", "account", "sie_objects", "project", "amount_ore", "cost_date", "text",
             "line_number"),
            _lines(ids, booked, accounts, report),
        )  # fmt: skip
        _remember_projects(assignment, booked)
        return import_kinds.Loaded(len(rows), {"vouchers": len(booked)})

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        locked_grant(Assignment.objects.get(slug=source.subject), by=by)
        with connection.cursor() as cursor:  # the trigger lets them go: the import is marked as undone
            cursor.execute(
                "DELETE FROM economy_voucherline l USING economy_voucher v"
                " WHERE l.voucher_id = v.id AND v.sheet_import_id = %s",
                [source.pk],
            )
            cursor.execute("DELETE FROM economy_voucher WHERE sheet_import_id = %s", [source.pk])

    def obstacles(self, source: Import) -> list[str]:
        assignment = Assignment.objects.get(slug=source.subject)
        found = []
        if is_locked(assignment):
            found.append(
                _(
                    "Den ekonomiska redovisningen är utfärdad, så bokföringen är låst. Förbered en rättelse först."
                )
            )
        allotted = Allotment.objects.filter(voucher_line__voucher__sheet_import=source)
        rows = allotted.values("voucher_line").distinct().count()
        if rows:
            found.append(
                ngettext(
                    "%(count)s kostnadsrad ur filen är eller har varit fördelad på en insats. Fördelningen bevaras, "
                    "så verifikationerna måste finnas kvar. Rätta med nya verifikationer.",
                    "%(count)s kostnadsrader ur filen är eller har varit fördelade på insatser. Fördelningen bevaras, "
                    "så verifikationerna måste finnas kvar. Rätta med nya verifikationer.",
                    rows,
                )
                % {"count": format_number(rows)}
            )
        papers = Attachment.objects.filter(voucher__sheet_import=source).count()
        explained = RowExplanation.objects.filter(voucher_line__voucher__sheet_import=source).count()
        if papers or explained:
            found.append(_("Verifikationer ur filen har underlag eller förklaringar som bevaras."))
        if _locked_months(source, assignment):
            found.append(
                _("Verifikationer ur filen ligger i en månad som är låst. Be att månaden öppnas först.")
            )
        return found

    def undoing(self) -> str:
        return _(
            "Alla verifikationer som kom ur filen tas bort. Det går bara så länge ingen av dem har fördelats "
            "på en insats."
        )

    def result_url(self, source: Import) -> str:
        return reverse("economy:vouchers", args=[source.subject])


class VoucherChecker(import_kinds.Checker):
    """Puts rows together to vouchers and compares them with what is loaded, from SIE files too."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.known: set[Key] = set()
        locks = PeriodLock.objects.filter(assignment=assignment, opened_at__isnull=True)
        self.locked = set(locks.values_list("month", flat=True))

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {"account": _account}

    def row_faults(self, row: import_kinds.ReadRow) -> Iterable[tuple[str, str]]:
        values = row.values
        if values["amount"] is None and values["debit"] is None and values["credit"] is None:
            yield "amount", _("Skriv ett belopp, eller debet och kredit i var sin kolumn.")
        elif values["amount"] is not None and (values["debit"] or values["credit"]):
            yield "amount", _("Raden har både belopp och debet eller kredit. Ta bort det ena.")

    def file_faults(self, rows: Sequence[import_kinds.ReadRow]) -> Iterator[import_kinds.RowFault]:
        yield from _differing_dates(rows)
        booked = booked_of(rows)
        keys = loaded_keys(self.assignment)
        for one in booked:
            name = one.name
            difference = sum(line.amount_ore for line in one.transactions)
            if difference:
                words = _("Verifikation %(voucher)s balanserar inte: raderna skiljer %(difference)s.")
                yield import_kinds.RowFault(
                    one.line, "amount", words % {"voucher": name, "difference": format_kr(difference)}
                )
                continue
            key = key_of(one)
            before = keys.get(key)
            if before is None:
                if self.locked and any(
                    day.replace(day=1) in self.locked
                    for day in (one.date, *(row.date for row in one.transactions))
                ):
                    words = _("Månaden är låst. Be att den öppnas, eller bokför i en öppen månad.")
                    yield import_kinds.RowFault(one.line, "date", words)
                continue
            if before != fingerprint(one):
                words = _(
                    "Verifikation %(voucher)s är redan inläst med annat innehåll. En bokförd verifikation ändras inte: "
                    "rätta med en ny verifikation i ekonomisystemet och exportera på nytt."
                )
                yield import_kinds.RowFault(one.line, "number", words % {"voucher": name})
            self.known.add(key)

    def repeats(self, rows: Sequence[import_kinds.ReadRow]) -> list[import_kinds.Repeat]:
        if not self.known:
            return []
        url = reverse("economy:vouchers", args=[self.assignment.slug])
        found = []
        for row in rows:
            values = row.values
            if (_year(values["date"]), values["series"], values["number"]) in self.known:
                name = f"{values['series']} {values['number']}".strip()
                words = _("Verifikation %(voucher)s, med samma innehåll") % {"voucher": name}
                found.append(import_kinds.Repeat(row.number, words, url))
        return found


def key_of(one: Booked) -> Key:
    return one.year.first, one.series, one.number


def loaded_keys(assignment: Assignment) -> dict[Key, str]:
    """Year, series and number of every loaded voucher → its fingerprint."""
    rows = Voucher.objects.filter(assignment=assignment).values_list(
        "year_start", "series", "number", "fingerprint"
    )
    return {(start, series, number): print_ for start, series, number, print_ in rows.iterator()}


def booked_of(rows: Sequence[import_kinds.ReadRow]) -> list[Booked]:
    """The rows put together, in the order of each voucher's first row. The fiscal year is the calendar year."""
    groups: dict[Key, list[import_kinds.ReadRow]] = {}
    for row in rows:
        values = row.values
        groups.setdefault((_year(values["date"]), values["series"], values["number"]), []).append(row)
    return [_booked(key, group) for key, group in groups.items()]


def _booked(key: Key, rows: list[import_kinds.ReadRow]) -> Booked:
    start, series, number = key
    first = rows[0].values
    day: datetime.date = first["date"]
    lines = tuple(
        Transaction(
            row.values["account"],
            ((PROJECT, row.values["project"]),) if row.values["project"] else (),
            _amount(row.values),
            row.values["cost_date"] or day,
            row.values["row_text"],
            row.number,
        )
        for row in rows
    )
    year = FiscalYear(start, start.replace(month=12, day=31))
    return Booked(series, number, day, first["text"], lines, year, rows[0].number)


def _amount(values: import_kinds.Values) -> int:
    if values["amount"] is not None:
        return int(values["amount"])
    return (values["debit"] or 0) - (values["credit"] or 0)


@lru_cache(maxsize=4096)
def _year(day: datetime.date) -> datetime.date:
    return day.replace(month=1, day=1)


def _differing_dates(rows: Sequence[import_kinds.ReadRow]) -> Iterator[import_kinds.RowFault]:
    """A voucher has one date: rows of the same series and number with another one are told of."""
    first: dict[Key, import_kinds.ReadRow] = {}
    for row in rows:
        values = row.values
        one = first.setdefault((_year(values["date"]), values["series"], values["number"]), row)
        if one.values["date"] != values["date"]:
            words = _(
                "Verifikationen är daterad %(date)s på rad %(row)s. Alla dess rader ska ha samma datum."
            )
            yield import_kinds.RowFault(
                row.number, "date", words % {"date": one.values["date"].isoformat(), "row": one.number}
            )


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


def _locked_months(source: Import, assignment: Assignment) -> bool:
    months = PeriodLock.objects.filter(assignment=assignment, opened_at__isnull=True).values("month")
    lines = VoucherLine.objects.filter(voucher__sheet_import=source)
    return (
        lines.annotate(month=TruncMonth("cost_date")).filter(month__in=months).exists()
        or lines.annotate(month=TruncMonth("voucher__date")).filter(month__in=months).exists()
    )


def _lines(
    ids: Sequence[int], booked: Sequence[Booked], accounts: Mapping[str, int], report: import_kinds.Report
) -> Iterator[tuple[Any, ...]]:
    done, total = 0, sum(len(one.transactions) for one in booked)
    for pk, one in zip(ids, booked, strict=True):
        for position, line in enumerate(one.transactions, start=1):
            objects = f'[["{PROJECT}", {_json(line.project())}]]' if line.objects else "[]"
            yield (
                pk, position, accounts[line.account], objects, line.project(), line.amount_ore, line.date, line.text,
                line.line,
            )  # fmt: skip
            done += 1
            if done % STEP == 0:
                report(done, total)


def _json(text: str) -> str:
    return canonical_json(text).decode()


def _accounts(assignment: Assignment, rows: Sequence[import_kinds.ReadRow]) -> dict[str, int]:
    """The accounts that are used, those that are new added; a name in the file wins over none."""
    named: dict[str, str] = {}
    for row in rows:
        number, name = row.values["account"], row.values["account_name"]
        named[number] = named.get(number) or name
    known = dict(
        Account.objects.filter(assignment=assignment, number__in=named).values_list("number", "name")
    )
    Account.objects.bulk_create(
        (
            Account(
                assignment=assignment,
                number=number,
                name=name or known.get(number, ""),
                kind=rules.account_kind(number, ""),
            )
            for number, name in sorted(named.items())
        ),
        update_conflicts=True,
        unique_fields=["assignment", "number"],
        update_fields=["name"],
    )
    return dict(Account.objects.filter(assignment=assignment, number__in=named).values_list("number", "pk"))


def _remember_projects(assignment: Assignment, booked: Sequence[Booked]) -> None:
    """Projects met for the first time are noted without an activity, so that somebody can choose one."""
    projects = {line.project() for one in booked for line in one.transactions} - {""}
    ProjectMapping.objects.bulk_create(
        (ProjectMapping(assignment=assignment, project=project) for project in sorted(projects)),
        ignore_conflicts=True,
    )
