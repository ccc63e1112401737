"""What waits for those who look after the exchange."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.knowledge.exchange.access import may_moderate, posts_to_moderate
from skyddsnat.shared.dates import STOCKHOLM


def waiting(user: User) -> Iterator[Task]:
    """First posts and reported ones, as one line."""
    if not may_moderate(user):
        return
    found = posts_to_moderate(user)
    count = found.count()
    if count:
        oldest = found.aggregate(oldest=Min("posted_at"))["oldest"]
        label = ngettext("Ett inlägg att granska", "%(count)s inlägg att granska", count) % {"count": count}
        yield Task(
            Why.WAITING, label, reverse("knowledge:exchange-moderate"), _("Granska"), about=_("Utbyte"),
            since=oldest.astimezone(STOCKHOLM).date(), key="exchange",
        )  # fmt: skip
