"""When a post is looked at first, how long it can be changed, and which week a letter belongs to. Pure."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

LOOKED_AT_FIRST = 2  # a person's first posts
CHANGED_WITHIN = datetime.timedelta(minutes=30)
LINK_DAYS = 90
DIGESTS_KEPT = 120  # days: until the link in the letter has ceased to work
MOST_TOLD = 15  # questions of a subject in a letter
FIRST_LETTER = datetime.timedelta(days=7)


def waits_first(shown_before: int, *, is_staff: bool) -> bool:
    """Whether the post is read by the staff before others see it."""
    return not is_staff and shown_before < LOOKED_AT_FIRST


def can_be_changed(posted_at: datetime.datetime, now: datetime.datetime) -> bool:
    return now - posted_at <= CHANGED_WITHIN


def check_changed_in_time(posted_at: datetime.datetime, now: datetime.datetime) -> None:
    """Raise Refused when others may have answered what was written."""
    if not can_be_changed(posted_at, now):
        raise Refused(_("Det har gått mer än 30 minuter. Lägg till det du vill säga i stället."))


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
