"""Which months may be noted and told. Only months that are over are told: a day could point somebody at work out."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

MONTHS_BACK = 12


def month_of(day: datetime.date) -> datetime.date:
    """The first day of its month."""
    return day.replace(day=1)


def next_month(month: datetime.date) -> datetime.date:
    return month_of(month_of(month) + datetime.timedelta(days=31))


def check_month(month: datetime.date, today: datetime.date) -> None:
    """Raise Refused for a month that has not begun, or that is more than a year ago."""
    back = (today.year - month.year) * 12 + today.month - month.month
    if back < 0:
        raise Refused(_("Månaden har inte börjat än. Välj den här månaden eller en tidigare."))
    if back > MONTHS_BACK:
        raise Refused(_("Månaden är mer än ett år bort. Så gamla besked skriver vi inte in."))


def is_told(month: datetime.date, today: datetime.date) -> bool:
    """Whether the company may see it: from the day after the month has ended."""
    return next_month(month) <= today
