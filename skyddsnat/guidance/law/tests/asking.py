"""Short ways to ask the shipped rules."""

import datetime
from typing import Any

from skyddsnat.guidance.law.answer import Answer, Step
from skyddsnat.guidance.law.case import Case, Place, TieKind, Victim
from skyddsnat.guidance.law.engine import judge
from skyddsnat.guidance.law.loader import shipped_rules

TODAY = datetime.date(2026, 11, 26)
DAY = datetime.timedelta(days=1)


def case(offence: str, date: str | datetime.date, **more: Any) -> Case:
    """A Swedish citizen abroad against a child of ten, unless told otherwise."""
    offence, _, degree = offence.partition("/")
    given: dict[str, Any] = {
        "offence": offence,
        "degree": degree or None,
        "date": datetime.date.fromisoformat(date) if isinstance(date, str) else date,
        "today": TODAY,
        "ties": frozenset({TieKind.CITIZEN}),
        "child_age": 10,
        "victim": Victim.OTHER,
        "place": Place.ABROAD,
    }
    return Case(**{**given, **more})


def ask(offence: str, date: str | datetime.date, **more: Any) -> Answer:
    return judge(shipped_rules(), case(offence, date, **more))


def step(answer: Answer, key: str) -> Step:
    return next(step for step in answer.steps if step.key == key)


def rules(answer: Answer, key: str) -> list[str]:
    return [rule.id for rule in step(answer, key).rules]
