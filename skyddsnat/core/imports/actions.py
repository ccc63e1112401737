"""Every write on imports: taking in a file, saying what its columns are, loading it whole, undoing it whole."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from skyddsnat.core.audit import record
from skyddsnat.core.imports import mapping as columns_of
from skyddsnat.core.imports.checking import Checked, check
from skyddsnat.core.imports.kinds import Kind, kind_named
from skyddsnat.core.imports.people import check_sheets
from skyddsnat.core.imports.sheets import Book, Sheet, look, read
from skyddsnat.core.models import Import, RememberedMapping, User
from skyddsnat.core.policy import retention_rules
from skyddsnat.core.refusal import Refused
from skyddsnat.shared.dates import format_moment
from skyddsnat.shared.hashing import sha256_hex

type Told = Callable[[int, int], None]


def silent(done: int, total: int | None = None) -> None:
    """Nobody waits for news."""


@transaction.atomic
def upload_import(*, kind: Kind, subject: str, content: bytes, name: str, by: User) -> Import:
    """Keep a file to be looked at. The same file again gives the person's import that waits.

    Raises Refused for a file that cannot be read, names people where none may be named, or is loaded already.
    """
    check_subject(kind, subject, by)
    book = look(content, name)
    if kind.no_people:
        check_sheets(read(content, name, sheet) for sheet in [*book.names, *book.hidden])
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
        _choose(made, kind, read(content, name, book.names[0]), by)
    return made


@transaction.atomic
def choose_sheet(*, source: Import, sheet: str, by: User, header_row: int | None = None) -> Import:
    """Say which sheet holds the rows, and which row the headings; the columns are guessed from them."""
    current = _waiting(source)
    found = read(bytes(current.content or b""), current.name, sheet)
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
    remembered = columns_of.usable(kind, _remembered(kind, heading, by), len(heading))
    chosen = remembered or columns_of.guessed_columns(kind, heading)
    current.mapping = {name: {"column": column} for name, column in chosen.items()}
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
    current.mapping, current.repeats = dict(mapping), repeats
    current.version += 1
    current.save()
    sheet = sheet_of(current)
    heading = columns_of.headings(sheet.rows[current.header_row - sheet.first])
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
    _check_waits(current)
    record(by, "import.discarded", current, kind=current.kind)
    current.delete()


def load_import(*, source: Import, by: User, report: Told = silent) -> Import:
    """Load a file that waits: every row or none. Loading it again changes nothing.

    What was checked when the person looked is checked again, for others may have loaded the same rows meanwhile.
    """
    try:
        with transaction.atomic():
            return _load(source, by, report)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise Refused(
            _("Någon annan har just läst in samma uppgifter. Öppna importen igen och se vad som är nytt.")
        ) from error


def _load(source: Import, by: User, report: Told) -> Import:
    current = Import.objects.select_for_update(of=("self",)).filter(pk=source.pk).first()
    if current is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    if current.is_loaded:
        return current
    _check_waits(current)
    kind = kind_named(current.kind)
    check_subject(kind, current.subject, by)
    _wait_for_turn(kind, current.subject)
    sheet = sheet_of(current)
    total = 2 * len(sheet.rows)
    report(0, total)
    checked = checked_sheet(current, sheet, by, progress=lambda done: report(done, total))
    if checked.faults:
        raise Refused(_("Filen har fel som måste rättas innan den kan läsas in. Inget är inläst."))
    if checked.repeats and current.repeats == Import.STOP:
        raise Refused(_("Filen har rader som redan finns, och du har valt att inget då ska läsas in."))
    if _same_loaded(current) is not None:
        raise Refused(
            _("Samma blad ur samma fil är redan inläst. Det ändrar ingenting att läsa in det igen.")
        )
    rows = checked.new_rows(repeat=current.repeats == Import.REPEAT)
    current.content, current.state = None, Import.LOADED
    current.loaded_by, current.loaded_at = by, timezone.now()
    current.rows_new, current.rows_known = len(rows), checked.total - len(rows)
    half = total // 2
    loaded = kind.load(
        current, rows, by=by, report=lambda done, _of: report(min(half + done, total - 1), total)
    )
    current.result, current.mapping = loaded.result, _columns_only(current.mapping)
    current.version += 1
    current.save()
    record(
        by,
        "import.loaded",
        current,
        kind=kind.code,
        new=loaded.new,
        known=current.rows_known,
        sha256=current.sha256,
    )
    return current


def undo_import(*, source: Import, by: User, report: Told = silent) -> Import:
    """Undo everything an import loaded. Raises Refused with the reasons when something rests on it."""
    try:
        with transaction.atomic():
            return _undo(source, by, report)
    except ProtectedError as error:
        raise Refused(_in_use()) from error
    except IntegrityError as error:
        if not isinstance(error.__cause__, ForeignKeyViolation):
            raise
        raise Refused(_in_use()) from error


def _undo(source: Import, by: User, report: Told) -> Import:
    current = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if current.state == Import.UNDONE:
        return current
    if not current.is_loaded:
        raise Refused(_("Filen är inte inläst, så det finns inget att ångra."))
    kind = kind_named(current.kind)
    check_subject(kind, current.subject, by)
    _wait_for_turn(kind, current.subject)
    reasons = kind.obstacles(current)
    if reasons:
        raise Refused(" ".join(reasons))
    current.state, current.undone_by, current.undone_at = Import.UNDONE, by, timezone.now()
    current.version += 1
    current.save()  # first: the database lets rows of an undone import go, and no others
    kind.undo(current, by=by, report=lambda done, of: report(done, of))
    record(by, "import.undone", current, kind=kind.code, rows=current.rows_new)
    return current


@transaction.atomic
def remove_old_imports(*, today: datetime.date, by: User | None = None) -> int:
    """Remove files that were never loaded, and columns remembered for long without use; return how many files."""
    rules = retention_rules()
    limit = today - datetime.timedelta(days=rules["pending"]["days"])
    old = Import.objects.filter(state=Import.WAITING, uploaded_at__date__lt=limit)
    count = 0
    for waiting in old.select_for_update(skip_locked=True).defer("content"):
        record(by, "import.removed", waiting, kind=waiting.kind)
        waiting.delete()
        count += 1
    unused = today - datetime.timedelta(days=rules["working"]["days"])
    RememberedMapping.objects.filter(used_at__date__lt=unused).delete()
    return count


# --- looking, without writing ---


def check_subject(kind: Kind, subject: str, user: User) -> None:
    """Raise Refused unless the user may load rows of the kind for the subject."""
    if not user.may(kind.permission):
        raise Refused(_("Din roll får inte läsa in det här. Be en kollega som får."))
    codes = {one.code for one in kind.subjects(user)} if kind.needs_subject else {""}
    if subject not in codes:
        raise Refused(_("Välj ett uppdrag i listan."))


def book_of(source: Import) -> Book:
    """Raises Refused."""
    return look(bytes(source.content or b""), source.name)


def sheet_of(source: Import) -> Sheet:
    """Raises Refused."""
    return read(bytes(source.content or b""), source.name, source.sheet)


def checked_sheet(
    source: Import, sheet: Sheet, user: User, *, progress: Callable[[int], None] = lambda done: None
) -> Checked:
    """The sheet as it would be loaded now. Raises Refused when the table as a whole cannot be."""
    kind = kind_named(source.kind)
    checker = kind.checker(source.subject, user)
    return check(kind, checker, sheet, source.header_row, source.mapping, progress=progress)


def _waiting(source: Import) -> Import:
    current = Import.objects.select_for_update(of=("self",)).filter(pk=source.pk).first()
    if current is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    _check_waits(current)
    return current


def _check_waits(current: Import) -> None:
    if not current.waits:
        raise Refused(_("Filen är redan inläst. Ångra hela importen om något är fel."))


def _wait_for_turn(kind: Kind, subject: str) -> None:
    """One load at a time for each kind and subject, so that two cannot both find that a row is new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import:{kind.code}:{subject}"])


def _same_loaded(current: Import) -> Import | None:
    same = Import.objects.filter(
        kind=current.kind,
        subject=current.subject,
        sha256=current.sha256,
        sheet=current.sheet,
        state=Import.LOADED,
    )
    return same.exclude(pk=current.pk).first()


def _columns_only(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The texts typed for all rows may name somebody; they are not kept after loading."""
    return {name: chosen for name, chosen in mapping.items() if "column" in chosen}


def _already_loaded(loaded: Import) -> str:
    when = format_moment(loaded.loaded_at) if loaded.loaded_at else ""
    return _("Filen är redan inläst, %(when)s. Rätta eller ångra den importen i stället.") % {"when": when}


def _in_use() -> str:
    return _("Något annat bygger nu på rader ur filen, så importen kan inte ångras. Rätta raderna en och en.")
