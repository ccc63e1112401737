"""Loading a file whole, and undoing it whole."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from skyddsnat.core.audit import record
from skyddsnat.core.imports.kinds import Kind, kind_named
from skyddsnat.core.imports.looking import check_subject, check_waits, read_and_check
from skyddsnat.core.models import Import, User
from skyddsnat.core.refusal import Refused

type Told = Callable[[int, int], None]


def silent(done: int, total: int | None = None) -> None:
    """Nobody waits for news."""


def load_import(*, source: Import, by: User, report: Told = silent) -> Import:
    """Load a file that waits: every row or none. Loading it again changes nothing.

    What was checked when the person looked is checked again, for others may have loaded the same rows meanwhile.
    """
    try:
        with transaction.atomic(), _nothing_collected():
            return _load(source, by, report)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise Refused(
            _("Någon annan har just läst in samma uppgifter. Öppna importen igen och se vad som är nytt.")
        ) from error


def _load(source: Import, by: User, report: Told) -> Import:
    found = Import.objects.select_for_update(of=("self",)).filter(pk=source.pk)
    current = found.defer("content", "mending").first()  # the cells are enough
    if current is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    if current.is_loaded:
        return current
    check_waits(current)
    kind = kind_named(current.kind)
    check_subject(kind, current.subject, by)
    _wait_for_turn(kind, current.subject)
    rows = max(current.rows_total, 1)
    checked = read_and_check(current, by, lambda done: report(done, 2 * rows))
    if checked.faults:
        raise Refused(_("Filen har fel som måste rättas innan den kan läsas in. Inget är inläst."))
    if checked.repeats and current.repeats == Import.STOP:
        raise Refused(_("Filen har rader som redan finns, och du har valt att inget då ska läsas in."))
    if _same_loaded(current) is not None:
        raise Refused(
            _("Samma blad ur samma fil är redan inläst. Det ändrar ingenting att läsa in det igen.")
        )
    new = checked.new_rows(repeat=current.repeats == Import.REPEAT)
    current.content, current.cells, current.findings, current.mending, current.head = (
        None,
        None,
        None,
        None,
        [],
    )
    current.state = Import.LOADED
    current.loaded_by, current.loaded_at = by, timezone.now()
    current.rows_new, current.rows_known = len(new), checked.total - len(new)
    loaded = kind.load(
        current,
        new,
        by=by,
        report=lambda done, of: report(min(rows + rows * done // max(of, 1), 2 * rows - 1), 2 * rows),
    )
    current.result, current.mapping = loaded.result, _columns_only(current.mapping)
    current.version += 1
    current.save()
    facts = {"kind": kind.code, "new": loaded.new, "known": current.rows_known, "sha256": current.sha256}
    record(by, "import.loaded", current, **facts)
    return current


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let Python not look for garbage meanwhile: it would go through a million cells again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


def _in_use() -> str:
    return _("Något annat bygger nu på rader ur filen, så importen kan inte ångras. Rätta raderna en och en.")
