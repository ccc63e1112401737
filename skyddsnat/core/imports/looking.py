"""What may be done with a file, and what it holds; nothing is written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from skyddsnat.core.imports.cells import sheet_kept
from skyddsnat.core.imports.checking import Checked, check
from skyddsnat.core.imports.kinds import Kind, kind_named
from skyddsnat.core.imports.mapping import headings
from skyddsnat.core.imports.sheets import Book, Sheet, look, read
from skyddsnat.core.models import Import, User
from skyddsnat.core.refusal import Refused


def check_subject(kind: Kind, subject: str, user: User) -> None:
    """Raise Refused unless the user may load rows of the kind for the subject."""
    if not user.may(kind.permission):
        raise Refused(_("Din roll får inte läsa in det här. Be en kollega som får."))
    codes = {one.code for one in kind.subjects(user)} if kind.needs_subject else {""}
    if subject not in codes:
        raise Refused(_("Välj ett uppdrag i listan."))


def book_of(source: Import) -> Book:
    """Raises Refused."""
    return look(bytes(source.content or b""), source.name, is_safe=True)


def sheet_of(source: Import) -> Sheet:
    """Raises Refused. The file was looked into when it came."""
    if source.cells:
        return sheet_kept(bytes(source.cells))
    return read(bytes(source.content or b""), source.name, source.sheet, is_safe=True)


def head_of(source: Import) -> list[list[str]]:
    """The headings, and the first row below them when there is one. Raises Refused."""
    if source.head:
        return list(source.head)
    sheet = sheet_of(source)  # taken in before the head was kept
    start = source.header_row - sheet.first
    return [headings(row) for row in sheet.rows[start : start + 2]]


def checked_sheet(
    source: Import, sheet: Sheet, user: User, *, progress: Callable[[int], None] = lambda done: None
) -> Checked:
    """The sheet as it would be loaded now. Raises Refused when the table as a whole cannot be."""
    kind = kind_named(source.kind)
    checker = kind.checker(source.subject, user)
    return check(kind, checker, sheet, source.header_row, source.mapping, progress=progress)


def read_and_check(source: Import, user: User, told: Callable[[int], None]) -> Checked:
    """The chosen sheet checked; `told` hears of as many rows as there are."""
    rows = max(source.rows_total, 1)
    told(rows // 10)  # the cells have come from the database
    return checked_sheet(
        source, sheet_of(source), user, progress=lambda done: told(max(rows // 10, min(done, rows)))
    )


def check_waits(current: Import) -> None:
    if not current.waits:
        raise Refused(_("Filen är redan inläst. Ångra hela importen om något är fel."))
