"""The times that a tip is followed by: what they are, where they come from, and how each stands now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skyddsnat.shared.yaml_files import read_yaml
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Message, TimerPause, Tip
from skyddsnat.tips.room.rules import Hours, Moment, Pause, due_after

FILE = Path(__file__).parent / "timers.yaml"
KINDS = {"goal", "law"}


@dataclass(frozen=True, slots=True)
class Timer:
    """A time, with its source. `hours` are office hours."""

    code: str
    kind: str
    hours: int
    names: tuple[str, str]
    sources: tuple[str, str]
    staff_after: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """What a law asks, where the source that was read gives no number of hours."""

    code: str
    names: tuple[str, str]
    sources: tuple[str, str]
    valid_from: datetime.date
    verified_until: datetime.date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a timer stands for a tip. `due` is None while it is paused."""

    timer: Timer
    started: Moment
    due: Moment | None
    pause: TimerPause | None = None

    def is_late(self, now: Moment) -> bool:
        return self.due is not None and self.due < now


@cache
def timers() -> dict[str, Timer]:
    rows = read_yaml(FILE.read_text())["timers"]
    return {code: _timer(code, row) for code, row in rows.items()}


def _timer(code: str, row: dict[str, Any]) -> Timer:
    if row["kind"] not in KINDS or not all(row["source"]) or not all(row["name"]):
        raise ValueError(f"timers.yaml: {code} lacks its kind, name or source")
    return Timer(
        code, row["kind"], row["hours"], tuple(row["name"]), tuple(row["source"]), row.get("staff_after")
    )


@cache
def duties() -> tuple[Duty, ...]:
    rows = read_yaml(FILE.read_text())["duties"]
    return tuple(
        Duty(code, tuple(row["name"]), tuple(row["source"]), row["valid_from"], row["verified_until"])
        for code, row in rows.items()
    )


def starts_of(tip: Tip, messages: Sequence[Message]) -> dict[str, Moment]:
    """Which timers run for the tip, and since when. None of them ever closes anything."""
    if tip.state == State.CLOSED:
        return {}
    found: dict[str, Moment] = {}
    if tip.owner_id is None:
        found["owner"] = tip.received_at
    answers = [one.at for one in messages if one.writer == "receiver" and not one.is_note]
    if can_be_answered(tip) and not answers:
        found["answer"] = tip.received_at
    added = [one.at for one in messages if one.writer == "sender" and (not answers or one.at > max(answers))]
    if added and can_be_answered(tip):
        found["addition"] = min(added)
    return found


def has_addition(messages: Sequence[Message]) -> bool:
    """Whether the sender has written since the latest answer."""
    answered = [one.at for one in messages if one.writer == "receiver" and not one.is_note]
    return any(one.writer == "sender" and (not answered or one.at > max(answered)) for one in messages)


def can_be_answered(tip: Tip) -> bool:
    """Whether an answer reaches anybody: the sender left a receipt, or the first receiver let this one answer."""
    return bool(answers_key(tip))


def answers_key(tip: Tip) -> str:
    """What answers are sealed to; empty when the sender left no receipt."""
    return first_of(tip).answers_to


def first_of(tip: Tip) -> Tip:
    """The tip whose mailbox answers go to: the first one, for each hand-over on the way that lets answers through."""
    over = getattr(tip, "hand_over", None)
    return first_of(over.origin) if over is not None and over.may_answer else tip


def standings(
    tip: Tip, hours: Hours, messages: Sequence[Message], pauses: Iterable[TimerPause]
) -> list[Standing]:
    """How each timer of the tip stands."""
    rests = list(pauses)
    found = []
    for code, started in starts_of(tip, messages).items():
        own = [(one, _ends(one, messages)) for one in rests if one.timer == code]
        spans: list[Pause] = [(one.from_at, until) for one, until in own]
        due = due_after(hours, started, timers()[code].hours, spans)
        now = next((one for one, until in own if until is None), None)
        found.append(Standing(timers()[code], started, due, now))
    return found


def _ends(pause: TimerPause, messages: Sequence[Message]) -> Moment | None:
    """When a pause ends: one that waits for the sender does so when the sender writes."""
    if pause.until_at is not None or pause.reason != TimerPause.Reason.SENDER:
        return pause.until_at
    return min(
        (one.at for one in messages if one.writer == "sender" and one.at > pause.from_at), default=None
    )
