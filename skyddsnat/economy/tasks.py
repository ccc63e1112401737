"""Large SIE files are read and loaded by the worker."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Job, Refused, Report, job, start_job, under_way
from skyddsnat.core.models import User, Work
from skyddsnat.economy.actions import load_upload, look_at_upload
from skyddsnat.economy.models import SieImport

LARGE = 5_000  # rows: more than this takes longer than a page may
LARGE_BYTES = 500_000  # so does reading more than this


@job("economy.load_sie")
def load_sie_job(report: Report, *, upload_id: int, user_id: int) -> str:
    """Load a file that waits."""
    upload = SieImport.objects.select_related("assignment").filter(pk=upload_id).first()
    if upload is None:
        raise Refused(_("Filen finns inte kvar. Ladda upp den igen."))
    loaded = load_upload(upload=upload, by=User.objects.get(pk=user_id), report=report)
    if loaded.vouchers_new:
        return f"{reverse('economy:vouchers', args=[loaded.assignment.slug])}?allotted=no"
    return reverse("economy:import_preview", args=[loaded.assignment.slug, loaded.pk])


@job("economy.look_at_sie")
def look_at_sie_job(report: Report, *, upload_id: int, user_id: int) -> str:
    """Read a file that waits, so that somebody can look at what it holds."""
    upload = SieImport.objects.select_related("assignment").filter(pk=upload_id).first()
    if upload is None:
        raise Refused(_("Filen finns inte kvar. Ladda upp den igen."))
    looked = look_at_upload(upload=upload, by=User.objects.get(pk=user_id), report=report)
    return reverse("economy:import_preview", args=[looked.assignment.slug, looked.pk])


def start_looking(*, upload: SieImport, by: User) -> Work:
    """Read in the background; the person's work that is under way already, when there is one."""
    return _started(look_at_sie_job, _("Läser filen %(name)s"), upload, by)


def start_loading(*, upload: SieImport, by: User) -> Work:
    """Load in the background; the person's work that is under way already, when there is one.

    Raises Refused when somebody else's work loads the file.
    """
    return _started(load_sie_job, _("Läser in %(name)s"), upload, by)


@transaction.atomic
def _started(wanted: Job, words: str, upload: SieImport, by: User) -> Work:
    current = SieImport.objects.select_for_update().defer("pending").filter(pk=upload.pk).first()
    if current is None:
        raise Refused(_("Filen finns inte kvar. Ladda upp den igen."))
    running = under_way(wanted, upload_id=current.pk)
    if running is None:
        label = words % {"name": current.name[:150]}
        return start_job(wanted, label=label, by=by, upload_id=current.pk, user_id=by.pk)
    if running.by_id != by.pk:
        raise Refused(_("%(name)s läser in filen just nu. Vänta en stund.") % {"name": running.by})
    return running
