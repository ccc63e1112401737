"""Who has said yes to the authority that takes over, for those who see to the hand-over."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, render_lists, signed_in
from skyddsnat.mandate.api import may_see_consents
from skyddsnat.website.handover.access import standings_for
from skyddsnat.website.handover.showing import consents_table, silent_in


@signed_in
def consents(request: AuthenticatedRequest) -> HttpResponseBase:
    """The same as `skyddsnat hand-over consents` tells, but who has not said yes is only counted."""
    if not may_see_consents(request.user):
        raise PermissionDenied
    found = standings_for(request.user)
    context = {
        "table": consents_table(found),
        "silent": silent_in(found),
        "breadcrumb": [{"label": _("Uppdrag"), "url": reverse("mandate:assignments")}],
    }
    return render_lists(request, "website/consents.html", context)
