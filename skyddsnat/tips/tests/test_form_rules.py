"""Who gets a tip, what it says, and what is drawn of it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.sealing import LONGEST, seal_message, tidy
from skyddsnat.shared.wording import read_words
from skyddsnat.tips import form
from skyddsnat.tips.form import rules
from skyddsnat.tips.form.drawing import drawn, seed_in
from skyddsnat.tips.form.rules import Offer
from skyddsnat.tips.kinds import Kind

DAY = datetime.date(2026, 11, 26)
WORDS = Path(form.__file__).parent / "words"
KEY = "age1ww8rcvcgvzjkpe7ezjwd0l03p5n6qmtv5flmjdc5v57lmvvccf4sz6trp3"


def offer(number: int, kinds: list[str], *places: str) -> Offer:
    return Offer(number, f"Team {number}", KEY, tuple(kinds), places)


def test_the_nearest_team_that_takes_the_kind_gets_the_tip() -> None:
    everywhere, county, town = (
        offer(1, Kind.values),
        offer(2, Kind.values, "01"),
        offer(3, ["labour"], "0180"),
    )
    teams = [everywhere, county, town]
    assert rules.taker(teams, "labour", "0180") == town
    assert rules.taker(teams, "online", "0180") == county
    assert rules.taker(teams, "online", "0184") == county
    assert rules.taker(teams, "online", "1280") == everywhere
    assert rules.taker(teams, "travel", rules.ABROAD) == everywhere
    assert rules.taker(teams, "travel", rules.UNKNOWN) == everywhere
    assert rules.taker([county, town], "online", "1280") is None
    assert rules.taker([county, town], "online", rules.UNKNOWN) is None
    assert rules.taker([], "online", "0180") is None


def test_a_tip_says_what_was_agreed_and_no_more() -> None:
    said = rules.message(
        {"kind": "online", "place": "0180", "what": "Något", "how": ""}, "Stockholm", "so", DAY
    )
    assert said == {
        "v": 1, "kind": "online", "what": "Något", "where": "Stockholm", "lang": "so", "sent": "2026-11-26",
    }  # fmt: skip
    both = rules.message({"where": "Rum 12"}, "Stockholm", "sv", DAY)
    assert both["where"] == "Stockholm\nRum 12"


@settings(max_examples=15)
@given(st.text(max_size=200), st.integers(0, 40_000))
def test_what_has_room_can_be_sealed_and_nothing_else(text: str, more: int) -> None:
    said = rules.message({"what": text + "å" * more}, "", "sv", DAY)
    if rules.room(said) >= 0:
        assert seal_message(said, [KEY])
    else:
        with pytest.raises(ValueError, match=f"^{-rules.room(said)} bytes too many"):
            seal_message(said, [KEY])


def test_room_is_counted_in_bytes() -> None:
    empty = rules.message({"what": "x"}, "", "th", DAY)
    assert rules.room(empty) - rules.room(rules.message({"what": "xก"}, "", "th", DAY)) == 3
    assert rules.room(empty) + len(json.dumps(empty, separators=(",", ":"))) == LONGEST


@given(st.text())
def test_tidying_is_done_once_and_leaves_no_control_signs(text: str) -> None:
    tidied = rules.tidy(text)
    assert rules.tidy(tidied) == tidied
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in tidied)


def test_letters_of_every_language_are_left_alone() -> None:
    for text in ("ስለ ቆልዓ፣ ኣብ ሆቴል", "عن طفل\u200cفي فندق", "เด็กที่โรงแรม", "Żółć 👧🏽", "line\nline"):
        assert rules.tidy(text) == text


def test_the_same_tip_draws_the_same_receipt_and_another_tip_another() -> None:
    seed = seed_in("")
    assert seed_in(seed) == seed
    assert seed_in("no seed") != seed
    one = drawn(seed, {"what": "a", "kind": "online"}, 1, "sv")
    assert one == drawn(seed, {"kind": "online", "what": "a"}, 1, "sv")
    assert tidy(one.receipt) == one.receipt
    others = [
        drawn(seed, {"kind": "online", "what": "b"}, 1, "sv"),
        drawn(seed, {"kind": "online", "what": "a"}, 2, "sv"),
        drawn(seed_in(""), {"kind": "online", "what": "a"}, 1, "sv"),
    ]
    assert len({one.mark, *(other.mark for other in others)}) == 4
    assert len({one.receipt, *(other.receipt for other in others)}) == 4


@pytest.mark.parametrize("language", AT_WORK)
def test_the_words_are_whole_in_every_language(language: str) -> None:
    said = read_words(language, WORDS)
    assert (said.checked_by == "") == (said.checked_on == "")
    for key, text in said.texts.items():
        assert "112" not in text, f"{key}: numbers come from the shared values"
        assert "114" not in text, key
        assert text == text.strip(), key
    assert {path.stem for path in WORDS.glob("*.yaml")} == set(AT_WORK)


@pytest.mark.parametrize("language", sorted(set(AT_WORK) - {"sv"}))
def test_nothing_is_left_in_swedish(language: str) -> None:
    swedish, said = read_words("sv", WORDS).texts, read_words(language, WORDS).texts
    assert {key for key in said if said[key] == swedish[key]} == {"site"}
