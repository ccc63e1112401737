"""No combination without an answer, and none with two."""

import datetime
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from skyddsnat.guidance.law.answer import Verdict, agreed, worst
from skyddsnat.guidance.law.book import in_force
from skyddsnat.guidance.law.case import Case, Place, TieKind, Victim
from skyddsnat.guidance.law.engine import judge
from skyddsnat.guidance.law.loader import shipped_rules

from .asking import DAY, TODAY

BOOK = shipped_rules()
CHANGES = sorted({rule.valid_from for rule in BOOK.rules if rule.valid_from < TODAY})
DAYS = st.one_of(
    st.dates(datetime.date(1962, 1, 1), TODAY),
    st.sampled_from([day + move for day in CHANGES for move in (-DAY, 0 * DAY)]),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    offence = draw(st.sampled_from(list(BOOK.offences.values())))
    return Case(
        offence=offence.id,
        degree=draw(st.sampled_from([None, *(degree.key for degree in offence.degrees)])),
        date=draw(DAYS),
        today=TODAY,
        place=draw(st.sampled_from(Place)),
        ties=draw(st.frozensets(st.sampled_from(TieKind))),
        victim=draw(st.sampled_from(Victim)),
        child_age=draw(st.one_of(st.none(), st.integers(0, 120))),
        criminal_there=draw(st.sampled_from([True, False, None])),
    )


@settings(max_examples=400, deadline=None)
@given(cases())
def test_every_case_has_one_answer_that_follows_from_its_steps(case):
    answer = judge(BOOK, case)
    keys = Counter(step.key for step in answer.steps)
    assert keys["crime"] == 1
    assert max(keys.values()) == 1
    deciding = [step.answer for step in answer.steps if step.decides]
    if case.place == Place.NET:
        assert answer.triable == agreed([answer.steps[0].answer, worst(deciding)])
    else:
        assert answer.triable == worst(deciding)
    for step in answer.steps:
        assert step.question.sv
        assert step.question.en
        assert step.reasoning.sv
        assert step.reasoning.en
        assert "{" not in step.reasoning.sv + step.reasoning.en
        assert step.rules or case.date < BOOK.begins
        assert all(rule.paragraph and rule.sources for rule in step.rules)
        assert all(answer.verified_until <= rule.verified_until for rule in step.rules)
    assert answer == judge(BOOK, case)


@settings(max_examples=400, deadline=None)
@given(cases())
def test_to_know_more_never_turns_a_yes_or_a_no(case):
    """What is said without knowing holds whichever way it turns out to be."""
    said = judge(BOOK, case).triable
    if said == Verdict.DEPENDS:
        return
    ways = []
    if case.criminal_there is None:
        ways += [replace(case, criminal_there=known) for known in (True, False)]
    if case.victim == Victim.UNKNOWN:
        ways += [replace(case, victim=known) for known in (Victim.SWEDISH, Victim.OTHER)]
    if case.place == Place.NET:
        ways += [replace(case, place=known) for known in (Place.SWEDEN, Place.ABROAD)]
    if not case.ties:
        ways += [replace(case, ties=frozenset({known})) for known in TieKind]
    if case.degree is None and case.date >= BOOK.begins:
        degrees = BOOK.offences[case.offence].degrees
        ways += [replace(case, degree=known.key) for known in degrees if known.penalty(case.date)]
    for way in ways:
        assert judge(BOOK, way).triable == said


@settings(max_examples=200, deadline=None)
@given(cases(), st.sampled_from(TieKind))
def test_another_tie_never_makes_it_worse(case, tie):
    order = [Verdict.NO, Verdict.DEPENDS, Verdict.YES]
    more = replace(case, ties=case.ties | {tie})
    if case.ties:
        assert order.index(judge(BOOK, more).triable) >= order.index(judge(BOOK, case).triable)


@settings(max_examples=200, deadline=None)
@given(st.dates(BOOK.begins, datetime.date(2100, 1, 1)))
def test_every_day_has_exactly_one_rule_of_each_kind(day):
    keys: list[str] = []
    whole = [BOOK.places, BOOK.ties, BOOK.doubles, BOOK.prosecutions,
             [rule for rule in BOOK.limitations if rule.key != "absolute"]]  # fmt: skip
    for rules in whole:
        for key in {rule.key for rule in rules}:
            keys.append(key)
            assert [rule.holds(day) for rule in rules if rule.key == key].count(True) == 1
    assert len(keys) == 7 + 3 + 3
    for offence in BOOK.offences.values():
        name = offence.name(day)
        assert [each.holds(day) for each in offence.names].count(True) == (0 if name is None else 1)
        if name is not None:
            assert in_force(offence.degrees[0].penalties, day) is not None
