"""One answer, also when somebody does not know the day or the place: only what holds whichever it was."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from skyddsnat.guidance.law.api import Answer, Place, RuleBook, Verdict, agreed, judge, read_case
from skyddsnat.guidance.law_guide.days import DAY, Span, span_of

PLACES_UNKNOWN = (Place.ABROAD, Place.SWEDEN)


class Stretch(NamedTuple):
    """The answer for a place and for days in a row."""

    place: Place
    span: Span
    verdict: Verdict


class Outcome(NamedTuple):
    """The answer to all that may be meant; `answer` reasons about the last day of `reasoned` and is None when what
    happened is not known."""

    triable: Verdict
    answer: Answer | None
    reasoned: Stretch | None
    stretches: tuple[Stretch, ...]
    open_start: bool  # it may have happened before the first day that the rules are known for


def outcome(book: RuleBook, given: Mapping[str, Sequence[str]], today: datetime.date) -> Outcome:
    """The answer to sound answers. Whatever is left out is not known."""
    if not any(given.get("offence", ())):
        return Outcome(Verdict.DEPENDS, None, None, (), False)
    when = given.get("date", ("",))[-1]
    span = span_of(when, today) if when else Span(book.begins - DAY, today)
    place = given.get("place", ("",))[-1]
    stretches: list[Stretch] = []
    answers: list[Answer] = []
    for where in [Place(place)] if place else PLACES_UNKNOWN:
        for part in _parts(book, span):
            answer = _judged(book, given, where, part.last, today)
            _add(stretches, answers, Stretch(where, part, answer.triable), answer)
    shown = max(n for n, stretch in enumerate(stretches) if stretch.place == stretches[0].place)
    return Outcome(
        agreed(stretch.verdict for stretch in stretches),
        answers[shown],
        stretches[shown],
        tuple(stretches),
        not when,
    )


def _judged(
    book: RuleBook, given: Mapping[str, Sequence[str]], place: Place, on: datetime.date, today: datetime.date
) -> Answer:
    one = {key: values[-1] for key, values in given.items() if key != "ties"}
    written = {**one, "ties": list(given.get("ties", ())), "date": on.isoformat(), "place": str(place)}
    return judge(book, read_case(book, written, today))


def _parts(book: RuleBook, span: Span) -> list[Span]:
    """The span cut at each day on which a rule begins or has ended: within a part nothing changes."""
    starts = {span.first}
    for rule in book.rules:
        starts.add(rule.valid_from)
        if rule.valid_to:
            starts.add(rule.valid_to + DAY)
    inside = sorted(day for day in starts | {book.begins} if span.first <= day <= span.last)
    return [
        Span(start, (after - DAY) if after else span.last)
        for start, after in zip(inside, [*inside[1:], None], strict=True)
    ]


def _add(stretches: list[Stretch], answers: list[Answer], new: Stretch, answer: Answer) -> None:
    """Put a stretch last, as a part of the one before when nothing turned between them."""
    before = stretches[-1] if stretches else None
    if before and before.place == new.place and before.verdict == new.verdict:
        stretches[-1] = new._replace(span=Span(before.span.first, new.span.last))
        answers[-1] = answer
        return
    stretches.append(new)
    answers.append(answer)
