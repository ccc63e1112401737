"""Every day on which the law changed, seen from both sides."""

import datetime

import pytest

from skyddsnat.guidance.law.book import in_force
from skyddsnat.guidance.law.case import TieKind, Victim
from skyddsnat.guidance.law.engine import judge
from skyddsnat.guidance.law.loader import shipped_rules

from .asking import DAY, TODAY, ask, case, rules, step

NOBODY: dict[str, object] = {"ties": frozenset()}
NORDIC = {"ties": frozenset({TieKind.NORDIC})}
PRESENT = {"ties": frozenset({TieKind.PRESENT})}


@pytest.mark.parametrize(
    ("day", "offence", "before", "after", "more"),
    [
        ("2005-04-01", "6:4", "depends", "yes", {}),
        ("2005-04-01", "6:12", "depends", "yes", {}),
        ("2005-04-01", "6:9", "depends", "no", {}),
        ("2010-07-01", "4:1 a", "no", "yes", {}),
        ("2010-07-01", "16:10 a/making", "no", "yes", {}),
        ("2010-07-01", "16:10 a/grave", "no", "yes", {}),
        ("2010-07-01", "16:10 a/handling", "no", "no", {}),
        ("2010-07-01", "16:10 a", "no", "depends", {}),
        ("2010-07-01", "6:8/grave", "yes", "yes", {}),
        ("2013-07-01", "6:9", "no", "yes", {}),
        ("2013-07-01", "6:8/ordinary", "no", "yes", {}),
        ("2013-07-01", "6:8/grave", "yes", "yes", {}),
        ("2013-07-01", "6:8", "depends", "yes", {}),
        ("2013-07-01", "6:10", "no", "no", {}),
        ("2014-07-01", "4:4 c", "no", "yes", {}),
        ("2018-07-01", "4:1 b", "no", "yes", {"criminal_there": True}),
        ("2018-07-01", "4:1 b", "no", "no", {}),
        ("2018-07-01", "6:9", "yes", "yes", {}),
        ("2020-01-01", "6:9", "yes", "yes", {}),
        ("2020-05-01", "16:10 a/grave", "yes", "yes", {}),
        ("2022-01-01", "6:1/grave", "no", "yes", {"child_age": 20}),
        ("2022-01-01", "6:1/ordinary", "no", "no", {"child_age": 20}),
        ("2022-01-01", "6:1", "no", "depends", {"child_age": 20}),
        ("2022-01-01", "16:10 a/minor", "yes", "no", {"criminal_there": True, **NORDIC}),
        ("2022-01-01", "6:9", "yes", "yes", NORDIC),
        ("2022-01-01", "16:10 a/minor", "no", "no", {"criminal_there": True, **PRESENT}),
        ("2022-01-01", "6:9", "depends", "yes", {"victim": Victim.SWEDISH, **NOBODY}),
        ("2022-06-01", "4:4 e", "no", "yes", {}),
        ("2009-07-01", "6:10 a", "no", "yes", {"criminal_there": True}),
    ],
)
def test_the_answer_on_both_sides(day, offence, before, after, more):
    first = datetime.date.fromisoformat(day)
    more = {"criminal_there": False, **more}
    assert ask(offence, first - DAY, **more).triable == before
    assert ask(offence, first, **more).triable == after


@pytest.mark.parametrize(
    ("day", "offence", "key", "before", "after"),
    [
        ("2010-07-01", "6:4", "double", "double-2005", "double-2010"),
        ("2013-07-01", "6:4", "double", "double-2010", "double-2013"),
        ("2014-07-01", "6:4", "double", "double-2013", "double-2014"),
        ("2018-07-01", "6:4", "double", "double-2014", "double-2018"),
        ("2020-05-01", "6:4", "double", "double-2018", "double-2020"),
        ("2022-01-01", "6:4", "double", "double-2020", "double-2022"),
        ("2022-06-01", "6:4", "double", "double-2022", "double-2022-honour"),
        ("2022-01-01", "6:4", "tie", "tie-citizen-2005", "tie-citizen-2022"),
        ("2022-01-01", "6:4", "prosecution", "prosecution-2005", "prosecution-2022"),
        ("2022-01-01", "6:4", "place", "place-2005", "place-2022"),
        ("2020-01-01", "6:9", "crime", "name-6-9-2005", "name-6-9-2020"),
        ("2020-01-01", "6:9", "crime", "pen-6-9-2005", "pen-6-9-2020"),
        ("2022-08-01", "6:9/ordinary", "crime", "pen-6-9-2020", "pen-6-9-2022"),
        ("2022-08-01", "6:4/ordinary", "crime", "pen-6-4-2013", "pen-6-4-2022"),
        ("2018-07-01", "6:4/grave", "crime", "pen-6-4-grave-2013", "pen-6-4-grave-2018"),
        ("2020-05-01", "16:10 a/grave", "crime", "pen-16-10a-grave-2005", "pen-16-10a-grave-2020"),
        ("2018-01-01", "6:10 a", "crime", "name-6-10a-2009", "name-6-10a-2018"),
        ("2022-08-01", "6:10", "crime", "name-6-10-2005", "name-6-10-2022"),
    ],
)
def test_the_rule_on_both_sides(day, offence, key, before, after):
    first = datetime.date.fromisoformat(day)
    older, newer = rules(ask(offence, first - DAY), key), rules(ask(offence, first), key)
    assert before in older
    assert after not in older
    assert after in newer
    assert before not in newer


@pytest.mark.parametrize(
    ("day", "offence", "before", "after", "age"),
    [
        ("2013-12-18", "6:4", "depends", "no", 5),
        ("2020-05-01", "6:4", "depends", "no", None),
        ("2020-05-01", "6:1", "depends", "no", None),
        ("2020-05-01", "6:9", "depends", "depends", 5),
        ("2025-04-01", "6:9", "depends", "no", None),
        ("2025-04-01", "4:1 a", "depends", "no", None),
    ],
)
def test_limitation_on_both_sides(day, offence, before, after, age):
    first = datetime.date.fromisoformat(day)
    assert step(ask(offence, first - DAY, child_age=age), "limitation").answer == before
    assert step(ask(offence, first, child_age=age), "limitation").answer == after


def test_the_duty_to_report_on_both_sides():
    old, new = (
        judge(shipped_rules(), case("6:9", "2025-01-01", today=datetime.date(2025, *day)))
        for day in ((6, 30), (7, 1))
    )
    assert [rule.paragraph for rule in old.duties] == ["SoL 14:1", "SoL 14:1 c"]
    assert [rule.paragraph for rule in new.duties] == ["SoL 19:1", "SoL 19:4", "SoL 19:6"]


CHILD_2005 = {"6:1", "6:4", "6:5", "6:6", "6:8/grave", "6:12"}
CHILD_2013 = {"6:1", "6:4", "6:5", "6:6", "6:8", "6:9", "6:12"}
PICTURES = {"16:10 a/making", "16:10 a/grave"}


@pytest.mark.parametrize(
    ("first", "last", "child", "anyone", "source"),
    [
        ("2005-04-01", "2010-06-30", CHILD_2005, set(), "2005:90"),
        ("2010-07-01", "2013-06-30", CHILD_2005, {"4:1 a", *PICTURES}, "2010:399"),
        ("2013-07-01", "2014-06-30", CHILD_2013, {"4:1 a", *PICTURES}, "2013:365"),
        ("2014-07-01", "2018-06-30", CHILD_2013, {"4:1 a", "4:4 c", *PICTURES}, "2014:381"),
        ("2018-07-01", "2020-04-30", CHILD_2013, {"4:1 a", "4:4 c", *PICTURES}, "2018:618"),
        ("2020-05-01", "2021-12-31", CHILD_2013, {"4:1 a", "4:4 c", *PICTURES}, "2020:173"),
        ("2022-01-01", "2022-05-31", CHILD_2013, {"4:1 a", "4:4 c", *PICTURES}, "2021:1014"),
        ("2022-06-01", "2026-11-26", CHILD_2013, {"4:1 a", "4:4 c", "4:4 e", *PICTURES}, "2022:310"),
    ],
)
def test_the_whole_table_of_exemptions(first, last, child, anyone, source):
    for day in (first, last):
        rule = in_force(shipped_rules().doubles, datetime.date.fromisoformat(day))
        assert rule is not None
        assert (rule.child, rule.anyone, rule.sfs) == (child, anyone, source)
        assert rule.required == {"6:10", "6:10 a", "4:1 b", "16:10 a/handling"}


def test_the_tables_days_are_the_days_that_are_tested():
    first = sorted({rule.valid_from for rule in shipped_rules().doubles})
    tested = "2005-04-01 2010-07-01 2013-07-01 2014-07-01 2018-07-01 2020-05-01 2022-01-01 2022-06-01"
    assert [day.isoformat() for day in first] == tested.split()
    assert all(rule.verified_until <= TODAY for rule in shipped_rules().rules)
