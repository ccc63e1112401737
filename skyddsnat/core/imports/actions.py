"""Every write on a file before it is loaded: taking it in, saying what its columns are, letting go of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.audit import record
from skyddsnat.core.imports import mapping as columns_of
from skyddsnat.core.imports.cells import kept
from skyddsnat.core.imports.kinds import Kind, kind_named
from skyddsnat.core.imports.looking import check_subject, check_waits, head_of
from skyddsnat.core.imports.people import check_sheets
from skyddsnat.core.imports.sheets import OpenFile, Sheet, read
from skyddsnat.core.models import Import, RememberedMapping, User
from skyddsnat.core.policy import retention_rules
from skyddsnat.core.refusal import Refused
from skyddsnat.shared.dates import format_moment
from skyddsnat.shared.hashing import sha256_hex


@transaction.atomic
def upload_import(*, kind: Kind, subject: str, content: bytes, name: str, by: User) -> Import:
    """Keep a file to be looked at. The same file again gives the person's import that waits.

    Raises Refused for a file that cannot be read, names people where none may be named, or is loaded already.
    """
    check_subject(kind, subject, by)
    file = OpenFile(content, name)
    book = file.book()
    if kind.no_people:
        check_sheets(file.sheet(sheet) for sheet in [*book.names, *book.hidden])
    fingerprint = sha256_hex(content)
    same = Import.objects.filter(kind=kind.code, subject=subject, sha256=fingerprint)
    waiting = same.filter(state=Import.WAITING, uploaded_by=by).first()
    if waiting is not None:
        return waiting
    loaded = same.filter(state=Import.LOADED).first()
    if loaded is not None and len(book.names) == 1:
        raise Refused(_already_loaded(loaded))
    made = Import.objects.create(
        kind=kind.code, subject=subject, content=content, name=name[:200], sha256=fingerprint, uploaded_by=by
    )
    record(by, "import.uploaded", made, kind=kind.code, sha256=fingerprint)
    if len(book.names) == 1:
        _choose(made, kind, file.sheet(book.names[0]), by)
    return made


@transaction.atomic
def choose_sheet(*, source: Import, sheet: str, by: User, header_row: int | None = None) -> Import:
    """Say which sheet holds the rows, and which row the headings; the columns are guessed from them."""
    current = _waiting(source)
    found = read(bytes(current.content or b""), current.name, sheet, is_safe=True)
    _choose(current, kind_named(current.kind), found, by, header_row)
    return current


def _choose(current: Import, kind: Kind, sheet: Sheet, by: User, header_row: int | None = None) -> None:
    current.sheet = sheet.name
    current.header_row = header_row or columns_of.guessed_heading_row(kind, sheet)
    index = current.header_row - sheet.first
    if not 0 <= index < len(sheet.rows):
        raise Refused(_("Rubrikraden finns inte i filen. Välj en annan rad."))
    if kind.no_people:
        check_sheets([Sheet(sheet.name, [sheet.rows[index]], current.header_row)])
    current.rows_total = len(sheet.rows) - index - 1
    heading = columns_of.headings(sheet.rows[index])
    current.head = [heading, *(columns_of.headings(row) for row in sheet.rows[index + 1 : index + 2])]
    remembered = columns_of.usable(kind, _remembered(kind, heading, by), len(heading))
    chosen = remembered or columns_of.guessed_columns(kind, heading)
    current.mapping = {name: {"column": column} for name, column in chosen.items()}
    current.cells, current.mending = kept(sheet), None
    current.version += 1
    current.save()


def _remembered(kind: Kind, heading: list[str], by: User) -> dict[str, int]:
    """The person's own choice for such a heading; else the latest that any colleague has made."""
    same = RememberedMapping.objects.filter(kind=kind.code, heading=columns_of.fingerprint(heading))
    found = same.filter(user=by).first() or same.order_by("-used_at").first()
    columns: dict[str, int] = found.columns if found else {}
    return columns


@transaction.atomic
def map_columns(
    *, source: Import, mapping: Mapping[str, dict[str, Any]], repeats: str, version: int, by: User
) -> Import:
    """Say which column each field is in, or the text that all rows have; remembered for the next such file."""
    current = _waiting(source)
    if current.version != version:
        raise Refused(_("Valen har ändrats i ett annat fönster. Läs dem igen och spara på nytt."))
    kind = kind_named(current.kind)
    columns = {name: chosen["column"] for name, chosen in mapping.items() if "column" in chosen}
    if len(set(columns.values())) < len(columns):
        raise Refused(_("Samma kolumn är vald två gånger. Välj en kolumn för varje uppgift."))
    if repeats == Import.REPEAT and not kind.may_repeat:
        raise Refused(_("Rader som redan finns kan inte läsas in en gång till. Välj att hoppa över dem."))
    current.mapping, current.repeats, current.mending = dict(mapping), repeats, None
    current.version += 1
    current.save()
    heading = head_of(current)[0]
    RememberedMapping.objects.update_or_create(
        kind=kind.code, heading=columns_of.fingerprint(heading), user=by, defaults={"columns": columns}
    )
    record(by, "import.mapped", current, kind=kind.code)
    return current


@transaction.atomic
def discard_import(*, source: Import, by: User) -> None:
    """Let go of a file that waits. A loaded one is undone instead."""
    current = Import.objects.select_for_update().filter(pk=source.pk).first()
    if current is None:
        return
    check_waits(current)
    record(by, "import.discarded", current, kind=current.kind)
    current.delete()


@transaction.atomic
def remove_old_imports(*, today: datetime.date, by: User | None = None) -> int:
    """Remove files that were never loaded, and columns remembered for long without use; return how many files."""
    rules = retention_rules()
    limit = today - datetime.timedelta(days=rules["pending"]["days"])
    old = Import.objects.filter(state=Import.WAITING, uploaded_at__date__lt=limit)
    count = 0
    for waiting in old.select_for_update(skip_locked=True).defer("content", "cells", "mending"):
        record(by, "import.removed", waiting, kind=waiting.kind)
        waiting.delete()
        count += 1
    unused = today - datetime.timedelta(days=rules["working"]["days"])
    RememberedMapping.objects.filter(used_at__date__lt=unused).delete()
    return count


def _waiting(source: Import) -> Import:
    current = Import.objects.select_for_update(of=("self",)).filter(pk=source.pk).first()
    if current is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    check_waits(current)
    return current


def _already_loaded(loaded: Import) -> str:
    when = format_moment(loaded.loaded_at) if loaded.loaded_at else ""
    return _("Filen är redan inläst, %(when)s. Rätta eller ångra den importen i stället.") % {"when": when}
