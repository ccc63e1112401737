"""Which question comes next, and what is wrong with an answer. Pure: no request, no clock, nothing is kept."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from skyddsnat.guidance.law.api import (
    Place,
    Question,
    QuestionRefused,
    RuleBook,
    Text,
    is_asked,
    questions,
    read_case,
)
from skyddsnat.guidance.law_guide.days import span_of
from skyddsnat.guidance.law_guide.outcome import outcome

# Answers by question: "" says that it is not known. A question that is not there has not been answered.
type Given = Mapping[str, Sequence[str]]

OFFENCE, DATE, PLACE, TIES, VICTIM, AGE, THERE = QUESTIONS = (
    "offence", "date", "place", "ties", "victim", "child_age", "criminal_there",
)  # fmt: skip
CHOICES = {OFFENCE, PLACE, VICTIM, THERE}  # of which one must be chosen
NOT_KNOWN = {"", "unknown"}
NOTHING = "-"  # stands for an answer that was left out, and never does as one
CHOOSE = Text(
    "Välj det som passar bäst. Vet du inte, välj ”Jag vet inte”.",
    "Choose what fits best. If you do not know, choose “I do not know”.",
)


def is_known(given: Given, key: str) -> bool:
    return any(given.get(key, ()))


def asked(book: RuleBook, given: Given, today: datetime.date) -> list[Question]:
    """The questions that matter after the answers so far, in order."""
    found: list[Question] = []
    place = Place(given[PLACE][-1]) if is_known(given, PLACE) else Place.ABROAD
    for question in questions(book):
        if OFFENCE in given and not is_known(given, OFFENCE) and question.key != OFFENCE:
            break  # without knowing what happened no rule can be found
        if not is_asked(question.key, place):
            continue
        before = [one.key for one in found]
        ready = question.key == THERE and all(key in given for key in before)
        if ready and not _law_there_matters(book, {key: given[key] for key in before}, today):
            continue
        found.append(question)
    return found


def _law_there_matters(book: RuleBook, given: Given, today: datetime.date) -> bool:
    """Whether the law of the other country can turn the answer."""
    answers = [outcome(book, {**given, THERE: (there,)}, today) for there in ("", "yes", "no")]
    return len({tuple(answer.stretches) for answer in answers}) > 1


def next_question(book: RuleBook, given: Given, today: datetime.date) -> Question | None:
    """The first question without an answer; None when all have one."""
    return next((one for one in asked(book, given, today) if one.key not in given), None)


def faults_of(
    book: RuleBook, question: Question, values: Sequence[str], today: datetime.date
) -> dict[str, Text]:
    """What must be changed in an answer, by field; nothing when it will do. "Not known" always does."""
    if not any(values):
        return {}
    if question.options:
        offered = {option.value for option in question.options}
        return {} if offered.issuperset(values) else {question.key: CHOOSE}
    try:
        if question.key == DATE:
            span_of(values[-1], today)
        else:
            any_offence = next(iter(book.offences))
            written = {OFFENCE: any_offence, DATE: today.isoformat(), question.key: values[-1]}
            read_case(book, written, today)
    except QuestionRefused as refused:
        return refused.faults
    return {}


def sound(book: RuleBook, given: Given, today: datetime.date) -> dict[str, Sequence[str]]:
    """The answers that can be used, the others left out: whoever sends a form can have written anything."""
    kept = {}
    for question in questions(book):
        if question.key in given and not faults_of(book, question, given[question.key], today):
            kept[question.key] = given[question.key]
    return kept
