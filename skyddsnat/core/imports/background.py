"""Large imports are loaded and undone by the worker."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.imports.actions import load_import, undo_import
from skyddsnat.core.jobs import Report, job, start_job
from skyddsnat.core.models import Import, User, Work
from skyddsnat.core.refusal import Refused

LARGE = 2_000  # rows: more than this takes longer than a page may


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


def _named(import_id: int) -> Import:
    found = Import.objects.defer("content").filter(pk=import_id).first()
    if found is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    return found


@transaction.atomic
def start_work(*, source: Import, undo: bool, by: User) -> Work:
    """Load or undo in the background; the work that is under way already, when there is one."""
    current = (
        Import.objects.select_for_update(of=("self",)).select_related("work").filter(pk=source.pk).first()
    )
    if current is None:
        raise Refused(_("Filen finns inte kvar. Skicka den igen."))
    if current.work is not None and not current.work.has_ended:
        return current.work
    words = _("Ångrar importen av %(name)s") if undo else _("Läser in %(name)s")
    wanted = undo_import_job if undo else load_import_job
    current.work = start_job(
        wanted, label=words % {"name": current.name[:150]}, by=by, import_id=current.pk, user_id=by.pk
    )
    current.save(update_fields=["work"])
    return current.work
