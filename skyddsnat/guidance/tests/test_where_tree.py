"""The guide as a tree: what is refused, that every way ends, and that every language says all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.guidance.references import REFERENCE
from skyddsnat.guidance.where.reading import (
    FOLDER,
    VALUES,
    TreeIsWrong,
    guide_words,
    read_guide_words,
    read_tree,
    the_tree,
)
from skyddsnat.guidance.where.rules import (
    FIRST,
    MOST_TAPS,
    Channel,
    NoSuchStep,
    Outcome,
    Question,
    Tree,
    faults,
    steps,
    walk,
)
from skyddsnat.shared.languages import NAMES
from skyddsnat.shared.wording import WordsAreWrong

KEYS = set(yaml.safe_load(VALUES.read_text()))
SMALL = """
start: who
questions:
  who: {asks: who, answers: {danger: danger, child: where, professional: advice}}
  where: {asks: place, answers: {here: help, there: danger}}
channels:
  "112": {values: ["112"], lines: {for: when}}
  bris: {values: [bris], lines: {for: when}}
  support: {values: [support-line], only: professional, lines: {for: when}}
outcomes:
  danger: {channels: ["112"]}
  help: {channels: ["112", bris], holds: tip}
  advice: {channels: ["112", support]}
lists: {tip: [one]}
"""


def test_a_whole_tree_is_read() -> None:
    assert {one.at.key for one in steps(read_tree(SMALL, KEYS))} == {
        "who",
        "danger",
        "where",
        "help",
        "advice",
    }


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("here: help", "here: nowhere", "leads to “nowhere”, which does not exist"),
        ("here: help", "here: who", "it leads back to itself, by who → where → who"),
        ("{here: help, there: danger}", "{here: help}", "a question has at least two answers"),
        ("{here: help, there: danger}", "{}", "a question has at least two answers"),
        ("here: help", "here: danger", "“help”: no answer leads there"),
        ('["112", bris]', '["112", pigeon]', "there is no channel “pigeon”"),
        ('["112", bris]', '[bris, "112"]', "outcome “help”: 112 is not first"),
        ('["112", bris]', "[]", "outcome “help”: 112 is not first"),
        ("values: [bris]", "values: [post]", "no shared value is called “post”"),
        ("values: [bris], lines: {for: when}", "values: [bris], lines: {cost: when}", "not “cost”"),
        ("holds: tip", "holds: gossip", "there is no list “gossip”"),
        ("child: where", "child: advice", "“support” is only for those who answer “professional”"),
        ("{danger: danger, child: where", "{child: where, danger: danger", "its first answer must lead to"),
        ("start: who", "start: how", "there is no question “how”"),
        ("start: who", "begin: who", "not written as a tree"),
        ("asks: who,", "asks: who, colour: red,", "not written as a tree"),
        ("lists: {", "lists: [", "not written as a tree"),
    ],
)
def test_a_wrong_tree_is_refused_and_told_why(right: str, wrong: str, told: str) -> None:
    assert right in SMALL
    with pytest.raises(TreeIsWrong, match=None) as refused:
        read_tree(SMALL.replace(right, wrong), KEYS)
    assert told in str(refused.value)


def test_more_than_three_taps_are_refused() -> None:
    deep = SMALL.replace("here: help", "here: deeper").replace(
        "channels:\n",
        "  deeper: {asks: a, answers: {one: deepest, two: danger}}\n"
        "  deepest: {asks: b, answers: {one: help, two: danger}}\nchannels:\n",
        1,
    )
    with pytest.raises(TreeIsWrong, match="outcome “help”: it takes 4 taps, and at most 3 are allowed"):
        read_tree(deep, KEYS)


PLACES = ["a", "b", "c", "d", "e", "x", "y"]
ANY_TREE = st.builds(
    lambda ways, first: Tree(
        start="a",
        questions={
            key: Question(key, "who", {str(number): to for number, to in enumerate(answers)})
            for key, answers in ways.items()
        },
        outcomes={"x": Outcome("x", first), "y": Outcome("y", ("112",))},
        channels={"112": Channel("112", ("112",), {"for": "when"})},
    ),
    st.fixed_dictionaries(
        {"a": st.lists(st.sampled_from(PLACES), max_size=3)},
        optional={key: st.lists(st.sampled_from(PLACES), max_size=3) for key in "bcde"},
    ),
    st.sampled_from([("112",), ()]),
)


@given(ANY_TREE)
def test_every_way_through_a_tree_without_faults_ends_in_an_outcome(tree: Tree) -> None:
    if faults(tree, KEYS):
        return
    for one in steps(tree):
        assert isinstance(one.at, Outcome) or len(one.answers) < MOST_TAPS
        if isinstance(one.at, Outcome):
            assert one.at.channels[0] == FIRST


@given(st.data())
def test_any_answers_end_in_an_outcome(data: st.DataObject) -> None:
    answers: tuple[str, ...] = ()
    at = walk(the_tree(), answers).at
    while isinstance(at, Question):
        answers = (*answers, data.draw(st.sampled_from(sorted(at.answers))))
        at = walk(the_tree(), answers).at
    assert len(answers) <= MOST_TAPS
    with pytest.raises(NoSuchStep):
        walk(the_tree(), (*answers, "more"))


def test_all_who_ask_from_everywhere_are_answered() -> None:
    asked = {one.answers for one in steps(the_tree())}
    who = ["child", "adult", "trade", "professional"]
    assert {(one, place) for one in who for place in ("sweden", "abroad", "net")} <= asked


@pytest.mark.parametrize("language", NAMES)
def test_every_language_says_all_of_it(language: str) -> None:
    assert guide_words(language).texts.keys() == guide_words("sv").texts.keys()
    spelt_out = [REFERENCE.sub("", text) for text in guide_words(language).texts.values()]
    assert not [text for text in spelt_out if re.search(r"\d{3}", text)]


@pytest.mark.parametrize(
    ("language", "right", "wrong", "told"),
    [
        ("en", "  print: Print\n", "", "en.yaml: “print” is missing"),
        ("en", "  print: Print\n", "  print: Print\n  more: More\n", "“more” is not in sv.yaml"),
        ("en", "Call {{ 112 }} before", "Call {{ 114-14 }} before", "“hint-danger” must name ['112']"),
        ("en", "Call {{ 112 }} before", "Call for help before", "“hint-danger” must name ['112']"),
        ("sv", "  tip-why:", "  tip-who:", "sv.yaml: “tip-why” is missing"),
        ("sv", "  print:", "  spare: Reserv\n  print:", "sv.yaml: “spare” is said nowhere"),
    ],
)
def test_wrong_words_are_refused(tmp_path: Path, language: str, right: str, wrong: str, told: str) -> None:
    for path in (FOLDER / "words").glob("*.yaml"):
        text = path.read_text()
        if path.stem == language:
            assert right in text
            text = text.replace(right, wrong)
        (tmp_path / path.name).write_text(text)
    with pytest.raises(WordsAreWrong) as refused:
        read_guide_words(language, tmp_path, the_tree())
    assert told in str(refused.value)
