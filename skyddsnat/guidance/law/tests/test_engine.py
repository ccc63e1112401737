"""What single answers rest on, and what is refused."""

import datetime

import pytest

from skyddsnat.guidance.law.asked import written_offence
from skyddsnat.guidance.law.case import Place, TieKind, Victim
from skyddsnat.guidance.law.faults import QuestionRefused
from skyddsnat.guidance.law.limitation import add_years, years_for
from skyddsnat.guidance.law.loader import shipped_rules

from .asking import TODAY, ask, step


def test_in_sweden_swedish_law_applies_whoever_did_it():
    answer = ask("6:9", "2012-01-01", place=Place.SWEDEN, ties=frozenset(), criminal_there=False)
    assert answer.triable == "yes"
    assert [step.key for step in answer.steps] == ["crime", "place", "limitation"]
    assert step(answer, "place").paragraph == "BrB 2:1"


@pytest.mark.parametrize(("date", "triable"), [("2012-01-01", "depends"), ("2014-01-01", "yes")])
def test_on_the_net_only_what_holds_both_ways_is_said(date, triable):
    assert ask("6:9", date, place=Place.NET, criminal_there=False).triable == triable


def test_a_nordic_neighbour_needs_no_order_to_prosecute():
    near, far = ask("6:9", "2023-01-01", place=Place.NORDIC), ask("6:9", "2023-01-01")
    assert (near.triable, far.triable) == ("yes", "yes")
    assert step(near, "prosecution").answer == "no"
    assert step(far, "prosecution").answer == "yes"


@pytest.mark.parametrize("tie", list(TieKind))
def test_each_tie_is_enough_for_a_serious_offence(tie):
    for date in ("2021-12-31", "2022-01-01"):
        answer = ask("6:9", date, ties=frozenset({tie}), criminal_there=False)
        assert (answer.triable, step(answer, "tie").answer) == ("yes", "yes")


def test_no_known_tie_is_no_no():
    answer = ask("6:9", "2023-01-01", ties=frozenset())
    assert answer.triable == "depends"
    assert "kan visa sig senare" in step(answer, "tie").reasoning.sv


def test_an_unknown_victim_may_be_the_tie_since_2022():
    present = {"ties": frozenset({TieKind.PRESENT}), "criminal_there": True, "victim": Victim.UNKNOWN}
    assert ask("16:10 a/minor", "2021-12-31", **present).triable == "no"
    assert ask("16:10 a/minor", "2022-01-01", **present).triable == "depends"


def test_a_penalty_that_was_not_checked_decides_nothing():
    answer = ask("6:5", "2015-01-01", ties=frozenset({TieKind.PRESENT}))
    assert (answer.triable, step(answer, "tie").answer) == ("depends", "depends")
    assert ask("6:5", "2015-01-01").triable == "yes"


@pytest.mark.parametrize(("criminal", "triable"), [(True, "yes"), (False, "no"), (None, "depends")])
def test_double_criminality_where_it_is_required(criminal, triable):
    assert ask("6:10", "2023-01-01", criminal_there=criminal).triable == triable


def test_the_exemption_of_chapter_6_needs_a_victim_under_18():
    assert ask("6:12", "2023-01-01", child_age=17, criminal_there=False).triable == "yes"
    assert ask("6:12", "2023-01-01", child_age=None, criminal_there=False).triable == "yes"
    adult = ask("6:12", "2023-01-01", child_age=18, criminal_there=False)
    assert adult.triable == "depends"  # the least penalty of one degree then was not checked
    assert ask("6:12", "2026-03-01", child_age=18, criminal_there=False).triable == "no"


def test_an_offence_against_children_has_no_adult_victim():
    answer = ask("6:9", "2023-01-01", child_age=18)
    assert answer.triable == "no"
    assert [step.key for step in answer.steps] == ["crime"]
    assert "annat brott" in answer.steps[0].reasoning.sv


def test_before_the_data_it_says_so_and_why_a_tip_is_right():
    answer = ask("6:4", "1999-05-05", criminal_there=False)
    assert answer.triable == "depends"
    assert answer.steps[0].rules == ()
    assert "inte kontrollerade" in answer.steps[0].reasoning.sv
    assert "have not been checked" in answer.steps[0].reasoning.en
    assert "Ett tips är ändå rätt" in answer.why_tip.sv


def test_an_offence_that_did_not_exist_yet():
    answer = ask("4:1 b", "2018-06-30", criminal_there=True)
    assert answer.triable == "no"
    assert "1 juli 2018" in answer.steps[0].reasoning.sv
    assert "annat brott" in answer.why_tip.sv


def test_a_degree_that_did_not_exist_decides_nothing():
    answer = ask("6:9/minor", "2015-01-01")
    assert answer.triable == "depends"
    assert "fanns inte" in answer.steps[0].reasoning.sv


@pytest.mark.parametrize(
    ("offence", "said"),
    [
        ("6:9", "oaktsam om åldern"),
        ("4:1 a", "inget tvång"),
        ("4:1 b", "Tiggeri räknas"),
        ("6:5", "nästan jämngamla"),
    ],
)
def test_notes_for_a_child(offence, said):
    assert said in ask(offence, "2023-01-01").steps[0].reasoning.sv
    if offence.startswith("4"):
        assert said not in ask(offence, "2023-01-01", child_age=30).steps[0].reasoning.sv


def test_an_act_after_the_rules_were_checked_is_told_so():
    newer, older = ask("6:9", "2026-06-01"), ask("6:9", "2025-06-01")
    assert "en regel kan ha ändrats" in newer.notices[0].sv
    assert older.notices == ()


def test_the_headline_never_hides_that_it_may_be_too_late():
    assert "för sent" in ask("6:9", "2014-01-01").headline.sv
    assert "för sent" not in ask("6:4", "2021-01-01").headline.sv


# --- limitation ---


@pytest.mark.parametrize(
    ("age", "answer"),
    [(0, "no"), (13, "no"), (14, "depends"), (17, "depends"), (None, "depends")],
)
def test_a_limit_that_was_abolished_before_the_time_began(age, answer):
    # 1 May 2016 + 4 years: who was 13 turned 18 after the day, who was 14 may have turned 18 before it
    assert step(ask("6:4", "2016-05-01", child_age=age), "limitation").answer == answer


@pytest.mark.parametrize(
    ("today", "answer"),
    [("2030-05-31", "no"), ("2035-05-31", "no"), ("2035-06-01", "depends")],
)
def test_the_time_of_a_running_limit(today, answer):
    """6:9: at most four years' imprisonment, so ten years."""
    asked = ask("6:9/ordinary", "2025-06-01", today=datetime.date.fromisoformat(today))
    assert step(asked, "limitation").answer == answer


def test_for_chapter_4_the_time_runs_from_the_18th_birthday():
    late = {"today": datetime.date(2042, 1, 1)}
    assert step(ask("4:1 b/ordinary", "2025-06-01", child_age=10, **late), "limitation").answer == "no"
    assert step(ask("4:1 b/ordinary", "2025-06-01", child_age=None, **late), "limitation").answer == "depends"
    assert step(ask("6:9/ordinary", "2025-06-01", child_age=10, **late), "limitation").answer == "depends"


@pytest.mark.parametrize(
    ("months", "years"),
    [
        (6, 2),
        (12, 2),
        (13, 5),
        (24, 5),
        (25, 10),
        (60, 10),
        (61, 15),
        (96, 15),
        (97, 25),
        (216, 25),
        (None, 2),
    ],
)
def test_the_tiers(months, years):
    tiers = next(rule for rule in shipped_rules().limitations if rule.id == "limitation-tiers-2025")
    assert years_for(tiers, months) == years


def test_a_leap_day_later():
    assert add_years(datetime.date(2024, 2, 29), 2) == datetime.date(2026, 2, 28)


# --- questions that cannot be answered as they are put ---


@pytest.mark.parametrize(
    ("offence", "date", "more", "said"),
    [
        ("6:99", "2020-01-01", {}, "6:9"),
        ("6:9/huge", "2020-01-01", {}, "ordinary"),
        ("6:9", TODAY + datetime.timedelta(days=1), {}, "har inte varit än"),
        ("6:9", "2020-01-01", {"child_age": -1}, "hela år"),
        ("6:9", "2020-01-01", {"child_age": 121}, "hela år"),
    ],
)
def test_what_is_refused_says_what_to_do(offence, date, more, said):
    with pytest.raises(QuestionRefused, match=said):
        ask(offence, date, **more)
    assert ask("6:9", TODAY).triable == "yes"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("6:9", "6:9"),
        ("6:10a", "6:10 a"),
        ("6 kap. 10 a §", "6:10 a"),
        ("16:10 A", "16:10 a"),
        ("4 kap 1b §", "4:1 b"),
    ],
)
def test_an_offence_may_be_written_as_people_do(written, read):
    assert written_offence(written) == read
    assert read in shipped_rules().offences
