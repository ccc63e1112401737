"""From a question to an answer, step by step. Pure: no database, no request, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from skyddsnat.guidance.law import words
from skyddsnat.guidance.law.answer import Answer, Step, Verdict, agreed, worst
from skyddsnat.guidance.law.book import Rule, RuleBook, in_force
from skyddsnat.guidance.law.case import Case, Place, check_case
from skyddsnat.guidance.law.crime import crime_step, degrees_of
from skyddsnat.guidance.law.double import double_step
from skyddsnat.guidance.law.limitation import limitation_step
from skyddsnat.guidance.law.text import Text, day
from skyddsnat.guidance.law.ties import tie_step

PLACES = {
    Place.SWEDEN: (Verdict.YES, words.PLACE_SWEDEN),
    Place.ABROAD: (Verdict.NO, words.PLACE_ABROAD),
    Place.NORDIC: (Verdict.NO, words.PLACE_NORDIC),
    Place.NET: (Verdict.DEPENDS, words.PLACE_NET),
}


def judge(book: RuleBook, case: Case) -> Answer:
    """The answer to a case. Raises QuestionRefused when it cannot be answered as it is put."""
    offence = check_case(book, case)
    if case.date < book.begins:
        said = words.UNCHECKED.filled(begins=day(book.begins), date=day(case.date))
        unknown = Step("crime", words.QUESTIONS["crime"], Verdict.DEPENDS, said, ())
        return _answer(book, case, Verdict.DEPENDS, [unknown])
    crime = crime_step(book, offence, case)
    if crime.answer == Verdict.NO:
        return _answer(book, case, Verdict.NO, [crime])
    degrees = degrees_of(offence, case)
    steps = [crime, _place_step(book, case)]
    here = crime.answer
    if case.place != Place.SWEDEN:
        abroad = [tie_step(book, degrees, case), double_step(book, offence, degrees, case)]
        steps += [*abroad, _order_step(book, case)]
        there = worst([here, *(step.answer for step in abroad)])
    else:
        there = here
    steps.append(limitation_step(book, offence, degrees, case))
    triable = agreed([here, there]) if case.place == Place.NET else there
    return _answer(book, case, triable, steps)


def _place_step(book: RuleBook, case: Case) -> Step:
    verdict, said = PLACES[case.place]
    rule = in_force(book.places, case.date)
    return Step("place", words.QUESTIONS["place"], verdict, said, _some(rule), decides=False)


def _order_step(book: RuleBook, case: Case) -> Step:
    """Whether a special decision is needed to prosecute what was done abroad."""
    rule = in_force(book.prosecutions, case.date)
    verdict, said = Verdict.YES, words.ORDER_NEEDED
    if rule is not None and case.place in rule.not_for:
        verdict, said = Verdict.NO, words.ORDER_NOT_NEEDED
    elif case.place == Place.NET:
        verdict, said = Verdict.DEPENDS, words.ORDER_PERHAPS
    return Step("prosecution", words.QUESTIONS["prosecution"], verdict, said, _some(rule), decides=False)


def _some(rule: Rule | None) -> tuple[Rule, ...]:
    return () if rule is None else (rule,)


def _answer(book: RuleBook, case: Case, triable: Verdict, steps: Sequence[Step]) -> Answer:
    """The whole, with what is to be said beside it."""
    headline = words.HEADLINES[triable]
    late = next((step for step in steps if step.key == "limitation"), None)
    if triable == Verdict.YES and late is not None and late.answer == Verdict.DEPENDS:
        headline = headline + words.TOO_LATE_UNDECIDED
    used = [rule for step in steps for rule in step.rules]
    verified = min((rule.verified_until for rule in used), default=book.verified_until)
    notices: list[Text] = []
    if case.date > verified:
        notices.append(words.NEWER.filled(verified=day(verified)))
    return Answer(
        triable=triable,
        headline=headline,
        why_tip=words.WHY_TIP[triable],
        steps=tuple(steps),
        notices=tuple(notices),
        also=words.ALSO,
        duties=tuple(rule for rule in book.duties if rule.holds(case.today)),
        verified_until=verified,
        disclaimer=words.DISCLAIMER,
    )
