"""Was it a crime in Swedish law that day?"""

from __future__ import annotations

from collections.abc import Sequence

from skyddsnat.guidance.law import words
from skyddsnat.guidance.law.answer import Step, Verdict
from skyddsnat.guidance.law.book import Degree, Offence, Rule, RuleBook
from skyddsnat.guidance.law.case import Case
from skyddsnat.guidance.law.text import Text, day, joined


def degrees_of(offence: Offence, case: Case) -> tuple[Degree, ...]:
    """The degrees that may be meant: those that existed that day, only the one given when it did."""
    there = tuple(degree for degree in offence.degrees if degree.penalty(case.date))
    given = tuple(degree for degree in there if degree.key == case.degree)
    return given or there


def crime_step(book: RuleBook, offence: Offence, case: Case) -> Step:
    """The offence's name and penalty that day; no when it was none, or needs a victim under 18."""
    name = offence.name(case.date)
    if name is None:
        return _absent(offence, case)
    told: dict[str, Text | str] = {"name": name.name, "paragraph": offence.paragraph}
    if name.child_only and not case.is_child:
        return _step(Verdict.NO, words.CRIME_ADULT.filled(**told), (name,))
    degrees = degrees_of(offence, case)
    verdict, reasons = Verdict.YES, [words.CRIME_YES.filled(**told)]
    if case.degree is not None and case.degree not in {degree.key for degree in degrees}:
        asked = offence.degree(case.degree)
        verdict = Verdict.DEPENDS
        reasons.append(words.DEGREE_ABSENT.filled(degree=asked.name if asked else case.degree))
    penalties = [(degree, penalty) for degree in degrees if (penalty := degree.penalty(case.date))]
    said = words.PENALTY if len(penalties) == 1 else words.PENALTY_OF
    reasons += [said.filled(degree=degree.name, penalty=penalty.says) for degree, penalty in penalties]
    notes = [
        note
        for note in book.notes
        if case.is_child and note.holds(case.date) and note.concerns(offence.id, case.child_age)
    ]
    reasons += [note.says for note in notes]
    if case.child_age is None:
        reasons.append(words.CHILD_ASSUMED)
    return _step(verdict, joined(reasons, " "), (name, *(penalty for _, penalty in penalties), *notes))


def _absent(offence: Offence, case: Case) -> Step:
    """The act was done before the offence existed, or after its section ceased."""
    first, last = offence.names[0], offence.names[-1]
    if case.date < first.valid_from:
        said = words.CRIME_NOT_YET.filled(
            name=first.name, paragraph=offence.paragraph, since=day(first.valid_from)
        )
        return _step(Verdict.NO, said, (first,))
    said = words.CRIME_NO_LONGER.filled(
        name=last.name, paragraph=offence.paragraph, until=day(last.valid_to or last.valid_from)
    )
    return _step(Verdict.NO, said, (last,))


def _step(verdict: Verdict, reasoning: Text, rules: Sequence[Rule]) -> Step:
    return Step("crime", words.QUESTIONS["crime"], verdict, reasoning, tuple(rules))
