"""Must it be a crime in the country where it happened too? For what was done abroad."""

from __future__ import annotations

from collections.abc import Sequence

from skyddsnat.guidance.law import words
from skyddsnat.guidance.law.answer import Step, Verdict, agreed
from skyddsnat.guidance.law.book import Degree, Double, Offence, Rule, RuleBook, in_force
from skyddsnat.guidance.law.case import Case
from skyddsnat.guidance.law.penalties import at_least
from skyddsnat.guidance.law.text import Text, joined

type Found = tuple[Verdict, Text, tuple[Rule, ...]]

NOT_THERE = {
    False: (Verdict.NO, words.DOUBLE_NOT_THERE),
    None: (Verdict.DEPENDS, words.DOUBLE_UNKNOWN_THERE),
}


def double_step(book: RuleBook, offence: Offence, degrees: Sequence[Degree], case: Case) -> Step:
    """Yes when nothing stands in the way: exempt, or a crime there too."""
    rule = next(
        rule for rule in book.doubles if rule.holds(case.date)
    )  # the loader has seen that there is one
    found = [_weigh(book, rule, offence, degree, case) for degree in degrees]
    verdict = agreed(each[0] for each in found)
    used = tuple(dict.fromkeys(rule for each in found for rule in each[2]))
    reasons = list(dict.fromkeys(each[1] for each in found))
    if len(reasons) == 1:
        said = reasons[0].filled(what=Text(offence.paragraph, offence.paragraph))
    else:
        parts = []
        for reason in reasons:
            of = joined(d.name for d, each in zip(degrees, found, strict=True) if each[1] == reason)
            what = Text(f"{offence.paragraph} ({of.sv})", f"{offence.paragraph} ({of.en})")
            parts.append(reason.filled(what=what))
        said = joined([*parts, words.MIXED], " ")
    return Step("double", words.QUESTIONS["double"], verdict, said, used)


def _weigh(book: RuleBook, rule: Double, offence: Offence, degree: Degree, case: Case) -> Found:
    """One degree: exempt by name, exempt by its least penalty, or not exempt. The reason has a place for {what}."""
    if case.criminal_there:
        return Verdict.YES, words.DOUBLE_THERE, (rule,)
    names = {offence.id, f"{offence.id}/{degree.key}"}
    if names & rule.anyone:
        return Verdict.YES, words.DOUBLE_EXEMPT, (rule,)
    if names & rule.child and case.is_child:
        return Verdict.YES, words.DOUBLE_EXEMPT_CHILD, (rule,)
    verdict, why = NOT_THERE[case.criminal_there]
    minimum, penalty = in_force(book.minimums, case.date), degree.penalty(case.date)
    if minimum is None or penalty is None or names & rule.required:
        return verdict, words.DOUBLE_REQUIRED + why, (rule,)
    high = at_least(penalty, minimum.min_months)
    if high:
        return Verdict.YES, words.DOUBLE_MINIMUM, (rule, minimum, penalty)
    if high is None:
        return (
            Verdict.DEPENDS,
            words.DOUBLE_REQUIRED + words.DOUBLE_MINIMUM_OPEN + why,
            (rule, minimum, penalty),
        )
    return verdict, words.DOUBLE_REQUIRED + why, (rule, minimum, penalty)
