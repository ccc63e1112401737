"""The sums of a wave's answers."""

from __future__ import annotations

from django.db.models import Sum

from skyddsnat.guidance.models import SurveyWave
from skyddsnat.guidance.survey.questions import ANSWERS, FIRST, KNOWS
from skyddsnat.guidance.survey.rules import Tally


def tally_of(wave: SurveyWave) -> Tally:
    """How many have answered, and how many of them say that they know."""
    counts = counts_of(wave)[FIRST]
    return Tally(sum(counts.values()), counts[KNOWS])


def counts_of(wave: SurveyWave) -> dict[str, dict[str, int]]:
    """Question → answer → how many, zero included."""
    found = {
        (question, answer): count
        for question, answer, count in wave.counts.order_by()
        .values_list("question", "answer")
        .annotate(Sum("count"))
    }
    return {
        question: {answer: found.get((question, answer), 0) for answer in answers}
        for question, answers in ANSWERS.items()
    }


def languages_of(wave: SurveyWave) -> dict[str, int]:
    """Language → how many answered in it."""
    rows = wave.counts.filter(question=FIRST).order_by().values_list("language").annotate(Sum("count"))
    return dict(rows)
