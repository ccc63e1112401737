"""Decisions about periods, codes and contacts; no database, no request."""

import datetime
import re
import unicodedata

CONTACT_KEPT_DAYS = 730  # rule "contact" in skyddsnat/core/retention.yaml


def in_force(valid_from: datetime.date | None, valid_to: datetime.date | None, day: datetime.date) -> bool:
    """Whether a period with both ends included holds `day`; None is open."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def last_day_before(day: datetime.date) -> datetime.date:
    """The last day of a name or role when the next one begins on `day`."""
    return day - datetime.timedelta(days=1)


def code_for(name: str) -> str:
    """A code for an address, from a name: "Åre kommun" → "are-kommun". At most 70 characters, never empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:70].strip("-") or "organisation"


def removable_before(today: datetime.date) -> datetime.date:
    """Contacts ended before this day have been kept long enough."""
    return today - datetime.timedelta(days=CONTACT_KEPT_DAYS)
