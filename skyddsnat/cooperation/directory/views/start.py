"""The room's first page: its parts, and how whole the directory is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.directory import access
from skyddsnat.cooperation.directory.rules import is_old
from skyddsnat.cooperation.directory.tables import gaps_among
from skyddsnat.cooperation.parts import PARTS
from skyddsnat.core.api import AuthenticatedRequest, signed_in
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@signed_in
def start(request: AuthenticatedRequest) -> HttpResponse:
    """What one may open here."""
    access.check_may_see(request.user)
    parts = [
        {"label": part.label, "hint": part.description, "url": reverse(part.url_name)}
        for part in PARTS
        if any(map(request.user.may, part.permission.split("|")))
    ]
    context = {"parts": parts, "tiles": _tiles(request.user), "breadcrumb": []}
    return render(request, "cooperation/directory/start.html", context)


def _tiles(user: User) -> list[dict[str, Any]]:
    held: dict[int | None, list[Any]] = {}
    for one in access.roles_for(user):
        held.setdefault(one.place_id, []).append(one)
    gaps = sum(1 for rows in held.values() if gaps_among(rows))
    old = sum(is_old(day, today()) for day in access.contacts_for(user).values_list("checked_on", flat=True))
    standing = access.agreements_for(user).filter(
        Q(valid_to=None) | Q(valid_to__gte=today()), valid_from__lte=today()
    )
    contacts, states = reverse("cooperation:contacts"), reverse("cooperation:states")
    return [
        {
            "label": _("Länder där någon roll saknas"),
            "value": gaps,
            "url": f"{states}?only=gaps",
            "tone": "warning" if gaps else "neutral",
        },
        {
            "label": _("Kontakter som är äldre än 12 månader"),
            "value": old,
            "url": f"{contacts}?old=old",
            "tone": "warning" if old else "neutral",
        },
        {
            "label": _("Överenskommelser som gäller"),
            "value": standing.count(),
            "url": reverse("cooperation:agreements"),
            "tone": "neutral",
        },
    ]
