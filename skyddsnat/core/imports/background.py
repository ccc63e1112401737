"""Large files are checked, loaded and undone by the worker."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.imports.findings import findings_of
from skyddsnat.core.imports.kinds import kind_named
from skyddsnat.core.imports.loading import load_import, undo_import
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
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
    source = Import.objects.filter(pk=import_id, state=Import.WAITING).first()
    if source is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    report(0, max(source.rows_total, 1))
    checked = checked_sheet(
        source,
        sheet_of(source),
        User.objects.get(pk=user_id),
        progress=lambda done: report(done, max(source.rows_total, 1)),
    )
    found = findings_of(kind_named(source.kind), source, checked)
    Import.objects.filter(pk=source.pk, state=Import.WAITING, version=source.version).update(
        findings=found.as_json()
    )
    return source.get_absolute_url()


def _named(import_id: int) -> Import:
    found = Import.objects.defer("content").filter(pk=import_id).first()
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


@transaction.atomic
def _start(wanted: Job, words: str, source: Import, by: User) -> Work:
    """Begin in the background; the work that is under way already, when there is one."""
    current = (
        Import.objects.select_for_update(of=("self",))
        .select_related("work")
        .defer("content")
        .filter(pk=source.pk)
        .first()
    )
    if current is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    if current.work is not None and not current.work.has_ended:
        return current.work
    current.work = start_job(
        wanted, label=words % {"name": current.name[:150]}, by=by, import_id=current.pk, user_id=by.pk
    )
    current.findings = None
    current.save(update_fields=["work", "findings"])
    return current.work
