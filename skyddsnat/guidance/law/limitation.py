"""Can it be too late? Told beside the answer, and never as a yes: what stops the time is not known here."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from skyddsnat.guidance.law import words
from skyddsnat.guidance.law.answer import Step, Verdict
from skyddsnat.guidance.law.book import Degree, Limitation, Offence, Rule, RuleBook, in_force
from skyddsnat.guidance.law.case import ADULT, Case
from skyddsnat.guidance.law.text import Text, day

DAY = datetime.timedelta(days=1)


def limitation_step(book: RuleBook, offence: Offence, degrees: Sequence[Degree], case: Case) -> Step:
    """Not too late, with the reason; or not decided."""
    for reason in (_never, _abolished, _running):
        found = reason(book, offence, degrees, case)
        if found is not None:
            return _step(Verdict.NO, *found)
    rules = [in_force(book.limitations, case.date, key) for key in ("start", "never", "tiers")]
    return _step(Verdict.DEPENDS, words.LIMIT_UNDECIDED, [rule for rule in rules if rule])


def _step(verdict: Verdict, said: Text, rules: Sequence[Rule]) -> Step:
    return Step(
        "limitation", words.QUESTIONS["limitation"], verdict, said, tuple(dict.fromkeys(rules)), decides=False
    )


def _covers(rule: Limitation | None, offence: Offence, case: Case) -> bool:
    return rule is not None and rule.decides and offence.id in rule.offences and case.is_child


def _never(
    book: RuleBook, offence: Offence, degrees: Sequence[Degree], case: Case
) -> tuple[Text, list[Rule]] | None:
    """No limit that day, nor today."""
    rules = [in_force(book.limitations, on, "never") for on in (case.date, case.today)]
    if not all(_covers(rule, offence, case) for rule in rules):
        return None
    return words.LIMIT_NEVER, [rule for rule in rules if rule]


def _abolished(
    book: RuleBook, offence: Offence, degrees: Sequence[Degree], case: Case
) -> tuple[Text, list[Rule]] | None:
    """A limit that was abolished before the time had begun to run, which it did on the 18th birthday."""
    start = in_force(book.limitations, case.date, "start")
    never = [
        rule
        for rule in book.limitations
        if rule.key == "never" and _covers(rule, offence, case) and case.date < rule.valid_from <= case.today
    ]
    now = in_force(book.limitations, case.today, "never")
    if not never or not _covers(start, offence, case) or not _covers(now, offence, case):
        return None
    abolished = min(never, key=lambda rule: rule.valid_from)
    turns = _earliest_birthday(case)
    if start is None or turns is None or turns <= abolished.valid_from:
        return None
    return words.LIMIT_ABOLISHED.filled(since=day(abolished.valid_from)), [start, abolished]


def _running(
    book: RuleBook, offence: Offence, degrees: Sequence[Degree], case: Case
) -> tuple[Text, list[Rule]] | None:
    """The least time has not passed, counted from the act, or from the 18th birthday where the rules say so."""
    tiers = in_force(book.limitations, case.date, "tiers")
    if tiers is None or not tiers.decides or tiers != in_force(book.limitations, case.today, "tiers"):
        return None
    penalties = [penalty for degree in degrees if (penalty := degree.penalty(case.date))]
    years = min(years_for(tiers, penalty.max_months) for penalty in penalties)
    rules: list[Rule] = [tiers, *penalties]
    begins = case.date
    start, turns = in_force(book.limitations, case.date, "start"), _earliest_birthday(case)
    if start is not None and _covers(start, offence, case) and turns is not None:
        begins = turns
        rules.append(start)
    ends = add_years(begins, years)
    if case.today >= ends:
        return None
    return words.LIMIT_OPEN.filled(years=str(years), ends=day(ends)), rules


def years_for(tiers: Limitation, max_months: int | None) -> int:
    """The years of a greatest penalty; the fewest of all where it was not verified."""
    if max_months is None:
        return tiers.tiers[0][1]
    return next(years for most, years in tiers.tiers if most is None or max_months <= most)


def _earliest_birthday(case: Case) -> datetime.date | None:
    """The first day on which a child of that age can turn 18; None when the age is not known."""
    if case.child_age is None or not case.is_child:
        return None
    return add_years(case.date, ADULT - 1 - case.child_age) + DAY


def add_years(date: datetime.date, years: int) -> datetime.date:
    """The same day some years later; 28 February for a leap day in a year without one."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)
