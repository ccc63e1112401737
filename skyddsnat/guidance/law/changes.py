"""What one rule book changes in another: the rules that differ, and the answers that turn."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from skyddsnat.guidance.law.answer import Verdict
from skyddsnat.guidance.law.book import Rule, RuleBook
from skyddsnat.guidance.law.case import Case, Place, TieKind, Victim
from skyddsnat.guidance.law.engine import judge
from skyddsnat.guidance.law.text import Text

DAY = datetime.timedelta(days=1)
YOUNG, GROWN = 10, 30


@dataclass(frozen=True)
class RuleChange:
    """A rule that was added (`before` is None), removed (`after` is None) or changed."""

    before: Rule | None
    after: Rule | None

    @property
    def id(self) -> str:
        rule = self.after or self.before
        return rule.id if rule else ""


@dataclass(frozen=True)
class WordChange:
    """What an offence ("6:9") or a degree ("6:9/minor") is called; None where it is not there."""

    key: str
    before: Text | None
    after: Text | None


@dataclass(frozen=True)
class AnswerChange:
    """A case whose answer turns; None is an offence or a degree that the book does not have that day."""

    case: Case
    before: Verdict | None
    after: Verdict | None


def changed_rules(old: RuleBook, new: RuleBook) -> list[RuleChange]:
    """Rules that differ in anything but the line they stand on, in the order of the new file, removed ones last."""
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    found = [
        RuleChange(before.get(key), rule)
        for key, rule in after.items()
        if key not in before or replace(before[key], line=0) != replace(rule, line=0)
    ]
    return found + [RuleChange(rule, None) for key, rule in before.items() if key not in after]


def changed_words(old: RuleBook, new: RuleBook) -> list[WordChange]:
    """Everyday names of offences, and names of degrees, that differ."""
    before, after = _words(old), _words(new)
    return [
        WordChange(key, before.get(key), after.get(key))
        for key in dict.fromkeys([*after, *before])
        if before.get(key) != after.get(key)
    ]


def _words(book: RuleBook) -> dict[str, Text]:
    found = {}
    for offence in book.offences.values():
        found[offence.id] = offence.plain
        found |= {f"{offence.id}/{degree.key}": degree.name for degree in offence.degrees}
    return found


def changed_answers(old: RuleBook, new: RuleBook, today: datetime.date) -> list[AnswerChange]:
    """Typical cases whose answer turns, on both sides of every day on which a rule begins or ends, up to today."""
    found = []
    for case in typical_cases(old, new, today):
        before, after = (_verdict(book, case) for book in (old, new))
        if before != after:
            found.append(AnswerChange(case, before, after))
    return found


def typical_cases(old: RuleBook, new: RuleBook, today: datetime.date) -> Iterator[Case]:
    """Each offence and degree, done abroad to a child or a grown-up by a citizen or by somebody who is here."""
    members = {
        (offence.id, degree.key): None
        for book in (old, new)
        for offence in book.offences.values()
        for degree in offence.degrees
    }
    for offence, degree in members:
        for day in _days(old, new, today):
            for tie in (TieKind.CITIZEN, TieKind.PRESENT):
                for age in (YOUNG, GROWN):
                    for criminal_there in (False, True):
                        yield Case(
                            offence=offence,
                            degree=degree,
                            date=day,
                            today=today,
                            place=Place.ABROAD,
                            ties=frozenset({tie}),
                            victim=Victim.OTHER,
                            child_age=age,
                            criminal_there=criminal_there,
                        )


def _days(old: RuleBook, new: RuleBook, today: datetime.date) -> list[datetime.date]:
    """Both sides of every rule's first and last day, and today, where a rule that differs is in force.

    Between those days nothing turns, and where no rule differs neither does an answer.
    """
    differing = [rule for change in changed_rules(old, new) for rule in (change.before, change.after) if rule]
    days = {today}
    for book in (old, new):
        for rule in book.rules:
            days |= {rule.valid_from, rule.valid_from - DAY}
            if rule.valid_to:
                days |= {rule.valid_to, rule.valid_to + DAY}
    anywhere = old.begins != new.begins
    return sorted(
        day for day in days if day <= today and (anywhere or any(rule.holds(day) for rule in differing))
    )


def _verdict(book: RuleBook, case: Case) -> Verdict | None:
    offence = book.offences.get(case.offence)
    degree = offence.degree(case.degree or "") if offence else None
    if degree is None or degree.penalty(case.date) is None:
        return None
    return judge(book, case).triable
