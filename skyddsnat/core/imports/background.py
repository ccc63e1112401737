"""Large files are checked, loaded and undone by the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.exports import Cells, written
from skyddsnat.core.imports.findings import findings_of
from skyddsnat.core.imports.kinds import kind_named
from skyddsnat.core.imports.loading import load_import, undo_import
from skyddsnat.core.imports.looking import checked_sheet, read_and_check, sheet_of
from skyddsnat.core.imports.mending import mending_export
from skyddsnat.core.jobs import Job, Report, job, start_job
from skyddsnat.core.models import Import, User, Work
from skyddsnat.core.refusal import Refused

LARGE = 2_000  # rows: loading more than this takes longer than a page may
LARGE_TO_CHECK = 10_000  # rows: checking is quicker


@job("core.load_import")
def load_import_job(report: Report, *, import_id: int, user_id: int) -> str:
    """Load a file that waits."""
    source = _named(import_id)
    return load_import(source=source, by=User.objects.get(pk=user_id), report=report).get_absolute_url()


@job("core.undo_import")
def undo_import_job(report: Report, *, import_id: int, user_id: int) -> str:
    """Undo a loaded file."""
    source = _named(import_id)
    return undo_import(source=source, by=User.objects.get(pk=user_id), report=report).get_absolute_url()


@job("core.check_import")
def check_import_job(report: Report, *, import_id: int, user_id: int) -> str:
    """Read and check a file that waits, and keep what a page shows of it."""
    source = _waiting(import_id)
    total = max(source.rows_total, 1)
    checked = read_and_check(source, User.objects.get(pk=user_id), lambda done: report(done, total))
    found = findings_of(kind_named(source.kind), source, checked)
    Import.objects.filter(pk=source.pk, state=Import.WAITING, version=source.version).update(
        findings=found.as_json()
    )
    return source.get_absolute_url()


@job("core.mend_import")
def mend_import_job(report: Report, *, import_id: int, user_id: int, file_format: str) -> str:
    """Write the file of faults of a large table: every row, with what is wrong in it beside it."""
    source = _waiting(import_id)
    rows = max(source.rows_total, 1)
    total = 2 * rows

    def told(done: int) -> None:
        report(done, total)

    sheet = sheet_of(source)
    checked = checked_sheet(
        source, sheet, User.objects.get(pk=user_id), progress=lambda done: told(min(done, rows))
    )
    export = mending_export(kind_named(source.kind), source, sheet, checked)
    content = written(
        replace(export, rows=_counted(export.rows, lambda done: told(rows + done))), file_format
    )
    Import.objects.filter(pk=source.pk, state=Import.WAITING, version=source.version).update(mending=content)
    return source.get_absolute_url()


def _counted(rows: Iterable[Cells], told: Callable[[int], None]) -> Iterator[Cells]:
    for done, row in enumerate(rows):
        if done % 1_000 == 0:
            told(done)
        yield row


def _waiting(import_id: int) -> Import:
    found = Import.objects.defer("content", "mending").filter(pk=import_id, state=Import.WAITING).first()
    if found is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    return found


def _named(import_id: int) -> Import:
    found = Import.objects.defer("content", "cells").filter(pk=import_id).first()
    if found is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    return found


def is_checked_in_background(source: Import) -> bool:
    return source.rows_total > LARGE_TO_CHECK


def load_in_background(*, source: Import, by: User) -> Work:
    """What was found in the file goes: when it cannot be loaded after all, it has to be looked at again."""
    return _start(load_import_job, _("Läser in %(name)s"), source, by)


def undo_in_background(*, source: Import, by: User) -> Work:
    return _start(undo_import_job, _("Ångrar importen av %(name)s"), source, by)


def check_in_background(*, source: Import, by: User) -> Work:
    return _start(check_import_job, _("Kontrollerar %(name)s"), source, by)


def mend_in_background(*, source: Import, wanted: str, by: User) -> Work:
    """Write the file of faults, as "xlsx" or "csv"."""
    return _start(mend_import_job, _("Skriver felen i %(name)s"), source, by, file_format=wanted)


@transaction.atomic
def _start(doing: Job, words: str, source: Import, by: User, **more: str) -> Work:
    """Begin in the background; the work that is under way already, when there is one."""
    current = (
        Import.objects.select_for_update(of=("self",))
        .select_related("work")
        .defer("content", "mending")
        .filter(pk=source.pk)
        .first()
    )
    if current is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    if current.work is not None and not current.work.has_ended:
        return current.work
    current.work = start_job(
        doing, label=words % {"name": current.name[:150]}, by=by, import_id=current.pk, user_id=by.pk, **more
    )
    current.mending = None
    if doing is not mend_import_job:
        current.findings = None
    current.save(update_fields=["work", "findings", "mending"])
    return current.work
