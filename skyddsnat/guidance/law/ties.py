"""Is there a tie to Sweden? For what was done abroad."""

from __future__ import annotations

from collections.abc import Sequence

from skyddsnat.guidance.law import words
from skyddsnat.guidance.law.answer import Step, Verdict, agreed
from skyddsnat.guidance.law.book import Degree, Outcome, Rule, RuleBook, Tie, in_force
from skyddsnat.guidance.law.case import Case, TieKind, Victim
from skyddsnat.guidance.law.penalties import over_half_a_year
from skyddsnat.guidance.law.text import Text, joined

BY_PENALTY = {True: Verdict.YES, False: Verdict.NO, None: Verdict.DEPENDS}
OVER = {Verdict.YES: words.TIE_OVER, Verdict.NO: words.TIE_UNDER, Verdict.DEPENDS: words.TIE_UNVERIFIED}


def tie_step(book: RuleBook, degrees: Sequence[Degree], case: Case) -> Step:
    """The best of the ties that are known; the victim's own counts too where the rules let it."""
    found = [
        _weigh(rule, degrees, case)
        for key in [str(tie) for tie in TieKind if tie in case.ties] or ["none"]
        if (rule := in_force(book.ties, case.date, key))
    ]
    victim = in_force(book.ties, case.date, "victim")
    if victim is not None and case.victim == Victim.SWEDISH:
        found.append(_weigh(victim, degrees, case))
    best = next(
        (v for v in (Verdict.YES, Verdict.DEPENDS) if any(v == each[0] for each in found)), Verdict.NO
    )
    chosen = [each for each in found if each[0] == best]
    reasons = [said for _, said, _ in chosen]
    rules = [rule for _, _, used in chosen for rule in used]
    open_victim = case.victim == Victim.UNKNOWN and victim is not None and victim.outcome == Outcome.YES
    if best != Verdict.YES and open_victim and victim is not None:
        best = Verdict.DEPENDS
        reasons.append(words.TIE_VICTIM_OPEN)
        rules.append(victim)
    return Step("tie", words.QUESTIONS["tie"], best, joined(reasons, " "), tuple(dict.fromkeys(rules)))


def _weigh(rule: Tie, degrees: Sequence[Degree], case: Case) -> tuple[Verdict, Text, list[Rule]]:
    """What one tie leads to, why, and the rules that it rests on."""
    if rule.outcome == Outcome.YES:
        return Verdict.YES, rule.says, [rule]
    if rule.outcome == Outcome.NO:
        return Verdict.NO, rule.says, [rule]
    if rule.outcome == Outcome.UNKNOWN:
        return Verdict.DEPENDS, rule.says + words.TIE_NONE, [rule]
    penalties = [penalty for degree in degrees if (penalty := degree.penalty(case.date))]
    verdict = agreed(BY_PENALTY[over_half_a_year(penalty)] for penalty in penalties)
    return verdict, rule.says + OVER[verdict], [rule, *penalties]
