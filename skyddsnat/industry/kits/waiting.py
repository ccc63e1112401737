"""Printed copies that companies wait for, on the desks of those who order material."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.industry.kits.access import asked_for
from skyddsnat.shared.dates import STOCKHOLM


def waiting(user: User) -> Iterator[Task]:
    """Each order that has not been sent."""
    for one in asked_for(user):
        yield Task(
            Why.WAITING, f"{one.site.company}: {one}", reverse("industry:edition", args=[one.pk]),
            _("Tryck och skicka materialet"), about=_("Bransch"),
            since=one.ordered_at.astimezone(STOCKHOLM).date(), key=f"edition:{one.pk}",
        )  # fmt: skip
