"""Pure decisions of the page: how much time has passed, and how a part of the assignment stands."""

from __future__ import annotations

import datetime
from enum import StrEnum


class Health(StrEnum):
    """How a task or an aim stands: the worst that can be said of it."""

    MISSING = "missing"  # nothing is planned
    NONE = "none"  # nothing is planned, and nothing needs to be
    LATE = "late"
    OVER = "over"  # has cost more than was planned
    UNPROVEN = "unproven"  # begun, and nothing in the ledger
    SILENT = "silent"
    DONE = "done"
    WAITING = "waiting"  # not begun, and not yet to begin
    WELL = "well"


def health(
    *, planned: int, begun: int, done: int, late: int, silent: int, records: int, over: bool, wanted: bool
) -> Health:
    """The first of these that holds. Counts are of activities, `records` of rows in the ledger."""
    found = [
        (not planned, Health.MISSING if wanted else Health.NONE),
        (late > 0, Health.LATE),
        (over, Health.OVER),
        (begun > 0 and not records, Health.UNPROVEN),
        (silent > 0, Health.SILENT),
        (done == planned, Health.DONE),
        (not begun, Health.WAITING),
    ]
    return next((said for holds, said in found if holds), Health.WELL)


def elapsed(first: datetime.date, last: datetime.date, *, on: datetime.date) -> float:
    """How much of a period has passed when the day `on` begins, from 0 to 1; both ends belong to it."""
    days = (last - first).days + 1
    return min(max((on - first).days / days, 0.0), 1.0)


def months_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first day of each month from that of `first` to that of `last`."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return found
