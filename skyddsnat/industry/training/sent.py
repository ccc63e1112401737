"""What a phone sends of a finished lesson, read without trust."""

from __future__ import annotations

import json
import uuid
from typing import Any, NamedTuple


class Sent(NamedTuple):
    """A sending: its mark, the version of the lesson, and moment → scene → choice."""

    mark: uuid.UUID
    lesson: int
    is_recheck: bool
    answers: dict[str, dict[str, str]]


def read_sent(body: bytes) -> Sent | None:
    """The sending in a body of JSON; None for anything else."""
    try:
        said = json.loads(body)
        mark = uuid.UUID(said["mark"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    lesson, recheck, answers = said.get("lesson"), said.get("recheck"), said.get("answers")
    if not isinstance(lesson, int) or not isinstance(recheck, bool) or not _is_answers(answers):
        return None
    return Sent(mark, lesson, recheck, answers)


def _is_answers(answers: Any) -> bool:
    return isinstance(answers, dict) and all(
        isinstance(picked, dict) and all(isinstance(choice, str) for choice in picked.values())
        for picked in answers.values()
    )
