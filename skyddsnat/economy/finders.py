"""What of this room can be searched and found back: vouchers, their rows, documents and files, for those who may."""

from __future__ import annotations

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, fold, matching
from skyddsnat.core.models import User
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument, SieImport, Voucher, VoucherLine
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr

NUMBER = re.compile(r"(?P<series>[^\W\d_]{0,5})\s*(?P<number>\d{1,15})")
MOST_NUMBERED = 50  # vouchers of different years and series may have the same number


def vouchers(user: User, query: Query) -> Matches:
    """By their text, or exactly by series and number ("A 12", "A12", "12")."""
    rows = access.every_voucher(user)
    said = NUMBER.fullmatch(query.text)
    exact = None
    if said:
        numbered = rows.filter(number=said["number"])
        if said["series"]:
            numbered = numbered.filter(series__iexact=said["series"])
        exact = Q(pk__in=list(numbered.values_list("pk", flat=True)[:MOST_NUMBERED]))
    return Matches(matching(rows, query, title=["text"], exact=exact, large=True), _voucher)


def _voucher(row: Voucher) -> Hit:
    title = _("Verifikation %(number)s") % {"number": row}
    return Hit(title, row.get_absolute_url(), f"{_place(row.assignment)}, {format_date(row.date)}", row.text)


def rows(user: User, query: Query) -> Matches:
    """Rows of vouchers, by their own text or exactly by their project."""
    found = matching(
        access.every_line(user),
        query,
        title=["text"],
        exact=Q(project=query.text),
        among=Q(text__gt=""),
        large=True,
    )
    return Matches(found, _row)


def _row(row: VoucherLine) -> Hit:
    voucher = row.voucher
    title = _("Rad i verifikation %(number)s") % {"number": voucher}
    where = f"{_place(voucher.assignment)}, {row.account}, {format_kr(row.amount_ore)}"
    return Hit(title, voucher.get_absolute_url(), where, row.text)


def documents(user: User, query: Query) -> Matches:
    """Requisitions, repayments and accounts, by what they are called and the number they cite."""
    kinds = [
        kind
        for kind, name in MoneyDocument.KINDS
        if all(word in _folded_kind(str(name)) for word in query.words)
    ]
    found = matching(
        access.every_document(user),
        query,
        title=["dnr"],
        body=["reason"],
        exact=Q(kind__in=kinds) if kinds else None,
    )
    return Matches(found, _document)


def _folded_kind(name: str) -> str:
    return fold(name)


def _document(row: MoneyDocument) -> Hit:
    where = f"{_place(row.assignment)}, {format_date(row.dated)}, {row.get_state_display()}"
    return Hit(str(row), row.get_absolute_url(), where, row.reason)


def files(user: User, query: Query) -> Matches:
    """Accounting files that were read in."""
    found = matching(access.every_import(user), query, title=["name"], body=["company", "program"])
    return Matches(found, _file)


def _file(row: SieImport) -> Hit:
    url = reverse("economy:import_preview", args=[row.assignment.slug, row.pk])
    return Hit(row.name, url, _place(row.assignment), row.company)


def _place(assignment: Assignment) -> str:
    return assignment.dnr or str(assignment)


FINDERS = [
    ("ekonomihandlingar", gettext_lazy("Ekonomiska handlingar"), documents),
    ("verifikationer", gettext_lazy("Verifikationer"), vouchers),
    ("verifikationsrader", gettext_lazy("Rader i verifikationer"), rows),
    ("bokforingsfiler", gettext_lazy("Bokföringsfiler"), files),
]


def _named_voucher(row: Voucher) -> Named:
    return Named(_("Verifikation %(number)s") % {"number": row}, _place(row.assignment))


def _named_document(row: MoneyDocument) -> Named:
    return Named(str(row), _place(row.assignment))


_PLACE = {"slug": "assignment__slug", "pk": "pk"}
RECORDS = [
    RecordKind("economy:voucher", gettext_lazy("Verifikation"), _PLACE, access.every_voucher, _named_voucher),
    RecordKind("economy:document", gettext_lazy("Handling"), _PLACE, access.every_document, _named_document),
]
