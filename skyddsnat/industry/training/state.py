"""How far somebody has come in a lesson without JavaScript: signed by us, kept in a cookie that only that lesson sees.

It holds a made-up mark and what was chosen, nothing of the person, and goes away when the lesson is finished.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from skyddsnat.industry.training.rules import Step

COOKIE = "lektion"
SALT = "industry.training"
KEPT = 14 * 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class State:
    """The choices so far, in the order of the steps, and of how many the answer has been read."""

    lesson: int
    mark: uuid.UUID = field(default_factory=uuid.uuid4)
    picks: tuple[str, ...] = ()
    read: int = 0

    def chose(self, choice: str, step: Step) -> State:
        """With one more choice; one that nothing is told of is read at once."""
        picks = (*self.picks, choice)
        return replace(self, picks=picks, read=self.read if step.is_answered else len(picks))

    def went_on(self) -> State:
        """With the answer to the last choice read."""
        return replace(self, read=len(self.picks))

    def answers(self, steps: list[Step]) -> dict[str, dict[str, str]]:
        """What was chosen in the scenes that measure: moment → scene → choice."""
        found: dict[str, dict[str, str]] = {}
        for step, choice in zip(steps, self.picks, strict=False):
            if step.moment:
                found.setdefault(step.moment, {})[step.scene] = choice
        return found


def state_in(request: HttpRequest, lesson: int) -> State:
    """Where the reader is in that version of the lesson; at the beginning when there is nothing else to go by."""
    try:
        version, mark, picks, read = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return State(lesson)
    if version != lesson:
        return State(lesson)
    return State(lesson, uuid.UUID(mark), tuple(picks), read)


def keep(response: HttpResponse, request: HttpRequest, state: State) -> None:
    """Let the reader's browser remember, for this lesson's address only."""
    said = signing.dumps([state.lesson, str(state.mark), list(state.picks), state.read], salt=SALT)
    response.set_cookie(
        COOKIE, said, max_age=KEPT, path=request.path, secure=not settings.DEMO, httponly=True, samesite="Lax"
    )


def forget(response: HttpResponse, request: HttpRequest) -> None:
    response.delete_cookie(COOKIE, path=request.path, samesite="Lax")
