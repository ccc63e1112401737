"""Large SIE files are loaded by the worker."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, Report, job, start_job, under_way
from skyddsnat.core.models import User, Work
from skyddsnat.economy.actions import load_upload
from skyddsnat.economy.models import SieImport

LARGE = 5_000  # rows: more than this takes longer than a page may


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


@transaction.atomic
def start_loading(*, upload: SieImport, by: User) -> Work:
    """Load in the background; the person's work that is under way already, when there is one.

    Raises Refused when somebody else's work loads the file.
    """
    current = SieImport.objects.select_for_update().defer("pending").filter(pk=upload.pk).first()
    if current is None:
        raise Refused(_("Filen finns inte kvar. Ladda upp den igen."))
    running = under_way(load_sie_job, upload_id=current.pk)
    if running is None:
        label = _("Läser in %(name)s") % {"name": current.name[:150]}
        return start_job(load_sie_job, label=label, by=by, upload_id=current.pk, user_id=by.pk)
    if running.by_id != by.pk:
        raise Refused(_("%(name)s läser in filen just nu. Vänta en stund.") % {"name": running.by})
    return running
