"""Taking in answers and summing them. An answer adds to sums; the form that it came on is then gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Sum

from skyddsnat.core.api import hash_of
from skyddsnat.knowledge.gatherings.questions import ANSWERS, HIGH, LEVELS
from skyddsnat.knowledge.gatherings.rules import FEW
from skyddsnat.knowledge.models import EvaluationComment, EvaluationKey, Gathering

ONE_MORE = """
    INSERT INTO knowledge_evaluationcount (gathering_id, moment, question, answer, count) VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (gathering_id, moment, question, answer) DO UPDATE SET count = knowledge_evaluationcount.count + 1
"""


class Result(NamedTuple):
    """A question with the number of answers, and how many of them were among the two highest."""

    moment: str
    question: str
    level: int
    answers: int
    high: int

    @property
    def is_shown(self) -> bool:
        return self.answers >= FEW

    @property
    def percent(self) -> int:
        return round(100 * self.high / self.answers)


@transaction.atomic
def take_answers(*, secret: str, answers: Mapping[str, str], comment: str = "") -> bool:
    """Count the answers of a form; False when it has been sent before, or never was ours."""
    key = EvaluationKey.objects.select_for_update().filter(secret_sha256=hash_of(secret)).first()
    if key is None:
        return False
    with connection.cursor() as cursor:
        for question in LEVELS[key.moment]:
            answer = answers[question]
            if answer not in ANSWERS:
                raise ValueError(f"{question} has no answer {answer!r}")
            cursor.execute(ONE_MORE, [key.gathering_id, key.moment, question, answer])
    if comment.strip():
        EvaluationComment.objects.create(gathering_id=key.gathering_id, text=comment.strip())
    key.delete()
    return True


def results_of(gathering: Gathering) -> list[Result]:
    """Each question in order, those without answers too."""
    rows = gathering.answers.values_list("moment", "question", "answer").annotate(Sum("count"))
    found = {(moment, question, answer): count for moment, question, answer, count in rows}
    return [
        Result(
            moment, question, level,
            sum(found.get((moment, question, answer), 0) for answer in ANSWERS),
            sum(found.get((moment, question, answer), 0) for answer in HIGH),
        )
        for moment, questions in LEVELS.items()
        for question, level in questions.items()
    ]  # fmt: skip
