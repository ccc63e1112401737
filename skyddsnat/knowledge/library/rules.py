"""What holds for entries of the library. Pure."""

from __future__ import annotations

import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

SOURCE = "sv"
"""The language that translations follow."""

LINK_LONGEST = datetime.timedelta(days=90)
"""How long a reviewer's link may open a draft."""


class State(StrEnum):
    """How an entry stands, in the order in which something should be done about it."""

    DRAFT = "draft"
    SENT = "sent"
    DUE = "due"
    BEHIND = "behind"
    CHANGED = "changed"
    PUBLISHED = "published"


def state_of(
    *,
    live: bool,
    sent: bool,
    changed: bool,
    behind: bool,
    review_due: datetime.date | None,
    day: datetime.date,
) -> State:
    """The first thing to do about an entry; PUBLISHED when there is nothing."""
    if sent:
        return State.SENT
    if not live:
        return State.DRAFT
    if review_due is not None and review_due <= day:
        return State.DUE
    if behind:
        return State.BEHIND
    return State.CHANGED if changed else State.PUBLISHED


def check_change_is_told(*, versions: int, same: bool, note: str) -> None:
    """Refuse a new version that does not say what changed. The first version, and the same words again, need not."""
    if versions and not same and not note.strip():
        raise Refused(_("Skriv vad som har ändrats. Den som läste förra versionen vill veta det."))


def check_link_day(*, expires_on: datetime.date, day: datetime.date) -> None:
    """Refuse a link that has already closed, or that would stay open too long."""
    if expires_on < day:
        raise Refused(_("Dagen har passerat. Välj en dag framåt i tiden."))
    if expires_on - day > LINK_LONGEST:
        raise Refused(
            _("En länk kan vara öppen i högst %(days)s dagar. Välj en tidigare dag.")
            % {"days": LINK_LONGEST.days}
        )


def is_open(*, expires_on: datetime.date, revoked: bool, day: datetime.date) -> bool:
    """Whether a reviewer's link still opens the draft."""
    return not revoked and day <= expires_on


def proves(
    published_on: datetime.date, started: datetime.date | None, finished: datetime.date | None
) -> bool:
    """Whether a version is evidence of an activity: it has begun, and had not ended when the version was published."""
    return started is not None and (finished is None or published_on <= finished)
