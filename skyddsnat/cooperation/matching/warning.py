"""What a case worker is told when a child is entered who may have a case already."""

from __future__ import annotations

from django.contrib import messages
from django.utils.translation import ngettext

from skyddsnat.cooperation.matching.finding import possible_duplicates
from skyddsnat.cooperation.models import Child, Referral
from skyddsnat.core.api import AuthenticatedRequest

MOST = 3  # cases that are named


def warn_of_duplicates(request: AuthenticatedRequest, case: Referral) -> None:
    """Tell of the own organisation's cases that may be about the same child. Nothing is stopped by it."""
    child = Child.objects.filter(referral=case).first()
    found = possible_duplicates(child, request.user) if child is not None else []
    if not found:
        return
    numbers = ", ".join(one.referral.number for one in found[:MOST])
    said = ngettext(
        "Ett annat ärende kan vara om samma barn: %(numbers)s. Jämför dem under Ärenden som liknar varandra.",
        "Andra ärenden kan vara om samma barn: %(numbers)s. Jämför dem under Ärenden som liknar varandra.",
        len(found),
    )
    messages.warning(request, said % {"numbers": numbers})
