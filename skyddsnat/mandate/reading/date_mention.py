"""What the reader keeps of a date in a sentence."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class DateMention:
    """A date in a sentence. [start, end) is its own place, [start, extent) all that supports it.

    ``precision``: day | stretch (the last day of a named stretch of time) | yearless | month | year | years | again |
    relative | rule (only "kvartalsvis" or the like). ``role``: deadline | plain | start | end | decided | period |
    replaced. ``every``: year | half | third | quarter | month | week when it recurs.
    """

    start: int
    end: int
    extent: int
    precision: str
    role: str = "plain"
    day: datetime.date | None = None
    year: int | None = None
    until: int | None = None
    month: int | None = None
    day_number: int | None = None
    every: str = ""
    shift: int = 0

    @property
    def is_calendar(self) -> bool:
        return self.precision not in ("again", "relative", "rule")
