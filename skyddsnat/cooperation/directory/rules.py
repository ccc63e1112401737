"""Decisions on contacts and agreements; no database, no request."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

OLD_AFTER = 365  # days: a contact that has not been checked for a year is shown as old


def is_old(checked_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether it is more than twelve months since somebody checked. What was never checked is not old but unknown."""
    return checked_on is not None and (today - checked_on).days > OLD_AFTER


def check_reachable(email: str, phone: str, web: str) -> None:
    if not (email or phone or web):
        raise Refused(_("Ange en e-postadress, ett telefonnummer eller en webbadress."))


def check_checked(day: datetime.date, today: datetime.date) -> None:
    if day > today:
        raise Refused(_("Kontrolldatumet ligger i framtiden. Ange dagen då uppgiften kontrollerades."))


def check_period(first: datetime.date, last: datetime.date | None) -> None:
    if last is not None and last < first:
        raise Refused(_("Sista dagen kan inte vara före den första."))
