"""What is answered: whether Sweden can try it, step by step, each with what it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from skyddsnat.guidance.law.book import Rule
from skyddsnat.guidance.law.text import Text, day


class Verdict(StrEnum):
    """The answer to a step, and to the whole."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """What follows when all are needed: one no is no, else one uncertain is uncertain."""
    found = set(verdicts)
    if Verdict.NO in found:
        return Verdict.NO
    return Verdict.DEPENDS if Verdict.DEPENDS in found else Verdict.YES


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """What follows when one of them holds and nobody knows which: only what all say."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else Verdict.DEPENDS


@dataclass(frozen=True)
class Step:
    """One question on the way. `decides` is False for what is told beside the answer."""

    key: str
    question: Text
    answer: Verdict
    reasoning: Text
    rules: tuple[Rule, ...]
    decides: bool = True

    @property
    def paragraph(self) -> str:
        return "; ".join(dict.fromkeys(rule.paragraph for rule in self.rules))

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(source.title for rule in self.rules for source in rule.sources))

    def as_dict(self) -> dict[str, object]:
        return {
            "key": self.key,
            "question": self.question.as_dict(),
            "answer": str(self.answer),
            "reasoning": self.reasoning.as_dict(),
            "paragraph": self.paragraph,
            "source": self.sources,
            "period": [period(rule) for rule in self.rules],
            "decides": self.decides,
            "rules": [rule.as_dict() for rule in self.rules],
        }


@dataclass(frozen=True)
class Answer:
    """The whole answer. `also` is what to do whatever the answer is."""

    triable: Verdict
    headline: Text
    why_tip: Text
    steps: tuple[Step, ...]
    notices: tuple[Text, ...]
    also: tuple[Text, ...]
    duties: tuple[Rule, ...]
    verified_until: datetime.date
    disclaimer: Text

    @property
    def rules(self) -> list[Rule]:
        """Every rule that it rests on, once."""
        return list(dict.fromkeys(rule for step in self.steps for rule in step.rules))

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(source for step in self.steps for source in step.sources))

    def as_dict(self) -> dict[str, object]:
        return {
            "triable": str(self.triable),
            "headline": self.headline.as_dict(),
            "why_a_tip_is_still_right": self.why_tip.as_dict(),
            "steps": [step.as_dict() for step in self.steps],
            "sources": self.sources,
            "verified_until": self.verified_until.isoformat(),
            "notices": [notice.as_dict() for notice in self.notices],
            "do": [text.as_dict() for text in self.also],
            "duty_to_report_concern": [rule.as_dict() for rule in self.duties],
            "disclaimer": self.disclaimer.as_dict(),
        }


def period(rule: Rule) -> dict[str, str | None]:
    return {
        "from": rule.valid_from.isoformat(),
        "to": rule.valid_to.isoformat() if rule.valid_to else None,
    }


def period_said(rule: Rule) -> Text:
    """When a rule is in force, in words."""
    start = day(rule.valid_from)
    if rule.valid_to is None:
        return Text("från {start}", "from {start}").filled(start=start)
    return Text("{start}–{end}", "{start}–{end}").filled(start=start, end=day(rule.valid_to))
