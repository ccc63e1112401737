"""The closing pack is built by the worker: a year of work takes longer than a page may."""

from __future__ import annotations

from itertools import count

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, job, start_job, under_way
from skyddsnat.core.api import Report as Progress
from skyddsnat.core.models import User, Work
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.closing.pack import build_closing_pack, check_ready, steps_of


@job("reporting.build_pack")
def build_pack_job(report: Progress, *, assignment_id: int, user_id: int) -> str:
    """Build the pack of an assignment."""
    assignment = Assignment.objects.get(pk=assignment_id)
    total, begun = steps_of(assignment), count(0)
    pack = build_closing_pack(
        assignment=assignment,
        by=User.objects.get(pk=user_id),
        progress=lambda step: report(next(begun), total),
    )
    report(total, total)
    return f"{reverse('reporting:closing', args=[assignment.slug])}?byggt={pack.pk}"


@transaction.atomic
def start_building(*, assignment: Assignment, by: User) -> Work:
    """Build in the background; the person's work that is under way already, when there is one.

    Raises Refused when a document is missing, or when somebody else's work builds the same pack.
    """
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    check_ready(locked)
    current = under_way(build_pack_job, assignment_id=locked.pk)
    if current is None:
        words = _("Bygger avslutspaketet för %(assignment)s") % {"assignment": str(locked)[:150]}
        return start_job(build_pack_job, label=words, by=by, assignment_id=locked.pk, user_id=by.pk)
    if current.by_id != by.pk:
        raise Refused(
            _("%(name)s bygger paketet just nu. Vänta en stund och ladda om sidan, så finns det i listan.")
            % {"name": current.by}
        )
    return current
