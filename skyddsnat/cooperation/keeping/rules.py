"""When a case is destroyed. Nothing here knows the database."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.shared.yaml_files import read_yaml

FILE = Path(__file__).parent / "retention.yaml"


@cache
def kept_days() -> dict[str, int]:
    """How a case ended → days from closing to destruction."""
    days: dict[str, int] = read_yaml(FILE.read_text())
    return days


@dataclass(frozen=True, slots=True)
class Ending:
    """What decides when a case is destroyed."""

    reason: str
    closed_on: datetime.date | None
    hold_until: datetime.date | None = None


def destroyed_on(ending: Ending, days: Mapping[str, int]) -> datetime.date | None:
    """The first day on which the case is destroyed; None while it is open. A reason without days is kept longest."""
    if ending.closed_on is None:
        return None
    due = ending.closed_on + datetime.timedelta(days=days.get(ending.reason, max(days.values())))
    if ending.hold_until is not None:
        due = max(due, ending.hold_until + datetime.timedelta(days=1))
    return due


def is_due(ending: Ending, days: Mapping[str, int], *, today: datetime.date) -> bool:
    on = destroyed_on(ending, days)
    return on is not None and on <= today


def check_hold(until: datetime.date, source: str, *, today: datetime.date) -> None:
    """Raise Refused unless a legal hold has a day to come and a source."""
    if until < today:
        raise Refused(_("Dagen har redan varit. Välj en dag som kommer."))
    if not source.strip():
        raise Refused(_("Skriv vilket beslut eller vilken lag som kräver att ärendet finns kvar."))
