"""The times that the program sets: what starts each, how long, and what it rests on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skyddsnat.cooperation.referrals.standing import months_after
from skyddsnat.shared.yaml_files import read_yaml

FILE = Path(__file__).parent / "deadlines.yaml"
KINDS = {"goal", "law"}
OWN_ESCALATES_AFTER = 3  # days, for a deadline that a person has set


@dataclass(frozen=True, slots=True)
class Goal:
    """A time with its source. `what` and `source` are Swedish and English."""

    code: str
    kind: str
    days: int
    months: int
    what: tuple[str, str]
    source: tuple[str, str]
    url: str
    escalate_after: int

    def due(self, day: datetime.date) -> datetime.date:
        return months_after(day, self.months) + datetime.timedelta(days=self.days)


@cache
def goals() -> dict[str, tuple[Goal, ...]]:
    """What starts a time → the times it starts."""
    told = read_yaml(FILE.read_text())
    return {start: tuple(_goal(code, row) for code, row in rows.items()) for start, rows in told.items()}


def _goal(code: str, row: dict[str, Any]) -> Goal:
    if row["kind"] not in KINDS or not all(row["source"]) or not all(row["what"]):
        raise ValueError(f"deadlines.yaml: {code} lacks its kind, what or source")
    if row["kind"] == "law" and not row["url"]:
        raise ValueError(f"deadlines.yaml: {code} is of the law and leads to no text of it")
    return Goal(
        code, row["kind"], row.get("days", 0), row.get("months", 0), tuple(row["what"]), tuple(row["source"]),
        row["url"], row["escalate_after"],
    )  # fmt: skip


def by_code() -> dict[str, Goal]:
    return {goal.code: goal for rows in goals().values() for goal in rows}


def escalates_after(code: str) -> int:
    """How many days late a deadline is raised to others."""
    found = by_code().get(code)
    return found.escalate_after if found else OWN_ESCALATES_AFTER
