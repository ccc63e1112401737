"""When a gathering is, in words."""

from __future__ import annotations

from skyddsnat.knowledge.models import Gathering
from skyddsnat.shared.dates import STOCKHOLM, format_date


def when_said(gathering: Gathering, language: str) -> str:
    """The day and the clock, the day once when it is one day."""
    starts, ends = gathering.starts.astimezone(STOCKHOLM), gathering.ends.astimezone(STOCKHOLM)
    clock = "%H:%M" if language == "en" else "%H.%M"
    first = f"{format_date(starts.date(), language)}, {starts.strftime(clock)}"
    if starts.date() == ends.date():
        return f"{first}–{ends.strftime(clock)}"
    return f"{first} – {format_date(ends.date(), language)}, {ends.strftime(clock)}"
