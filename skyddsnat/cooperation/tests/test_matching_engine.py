"""The comparison: names in any script, swapped names and days, few cases and many, and nothing on disk."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.cooperation.matching import weights
from skyddsnat.cooperation.matching.bench import judged
from skyddsnat.cooperation.matching.engine import FEW, alike_among, alike_to, in_memory
from skyddsnat.cooperation.matching.made_up import made_up
from skyddsnat.cooperation.matching.names import plain, sounds
from skyddsnat.cooperation.matching.records import Found, Said, record_of
from skyddsnat.cooperation.matching.words import WORDS

ROOT = Path(__file__).resolve().parents[3]
MARCH = datetime.date(2012, 3, 4)
MARIA = Said("1", "Мария", "Иванова", MARCH, None, datetime.date(2026, 1, 1), ("BG",))


def compared(one: Said, other: Said) -> Found | None:
    found = alike_among([record_of(one), record_of(replace(other, case_id="2"))])
    return found[0] if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Мария", "Maria"), ("Цветанов", "Cvetanov"), ("Tsvetanov", "Cvetanov"), ("محمد", "Mohammed"),
        ("Muhamad", "Mohammed"), ("Čaušević", "Chaushevich"), ("Ștefan", "Stefan"), ("Yordan", "Jordan"),
        ("Christina", "Kristina"),
    ],
)  # fmt: skip
def test_names_that_are_one_name_sound_alike(one: str, other: str) -> None:
    assert sounds(one) == sounds(other) != []


@pytest.mark.parametrize(("one", "other"), [("Maria", "Milica"), ("Ivanova", "Petrova"), ("Anna", "Ivan")])
def test_names_that_are_not_do_not(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


@given(st.text(max_size=40))
def test_any_text_can_be_a_name(text: str) -> None:
    assert set(plain(text)) <= set("abcdefghijklmnopqrstuvwxyz ")
    record_of(replace(MARIA, given=text))


@pytest.mark.parametrize(
    ("change", "agrees"),
    [
        ({}, ("same", "same", "same")),
        ({"given": "Maria", "family": "Ivanova"}, ("sounding", "same", "same")),
        ({"given": "Иванова", "family": "Мария"}, ("swapped", "same", "same")),
        ({"born_on": datetime.date(2012, 4, 3)}, ("same", "swapped", "same")),
        ({"born_on": datetime.date(2012, 3, 5)}, ("same", "digit", "same")),
        ({"born_on": datetime.date(2012, 1, 1)}, ("same", "new_year", "same")),
        ({"born_on": None, "ages": (13, 14)}, ("same", "year_fits", "same")),
        ({"born_on": None}, ("same", "unknown", "same")),
        ({"nationalities": ()}, ("same", "same", "unknown")),
        ({"nationalities": ("RO",)}, ("same", "same", "differ")),
        ({"nationalities": ("RO", "bg")}, ("same", "same", "same")),
        ({"given": "Мария Елена"}, ("within", "same", "same")),
        ({"family": "Иваноба"}, ("near", "same", "same")),
        ({"family": ""}, ("only_one", "same", "same")),
        ({"given": "", "family": ""}, ("unknown", "same", "same")),
    ],
)
def test_one_child_entered_in_another_way(change: dict, agrees: tuple[str, str, str]) -> None:
    found = compared(MARIA, replace(MARIA, **change))
    assert found is not None
    assert (found.names, found.birth, found.nationality) == agrees


@pytest.mark.parametrize(
    "change",
    [
        {"given": "Петър", "born_on": datetime.date(2009, 8, 7)},  # a brother
        {"born_on": datetime.date(2009, 8, 7)},  # who has the same name
        {"given": "Виктория", "family": "Петрова", "born_on": None},
        {"given": "", "family": "", "born_on": None, "nationalities": ()},
    ],
)
def test_two_children_are_not_shown(change: dict) -> None:
    assert compared(MARIA, replace(MARIA, **change)) is None


def test_a_new_child_is_compared_with_each() -> None:
    others = [
        record_of(replace(MARIA, case_id=str(n), family=family))
        for n, family in enumerate(["Иванова", "Петрова"])
    ]
    [found] = [
        one for one in alike_to(record_of(replace(MARIA, case_id="new")), others) if one.names == "same"
    ]
    assert (found.first, found.second) == ("new", "0")
    assert alike_to(record_of(MARIA), []) == []


def test_many_are_compared_within_seconds_and_most_doubles_are_found() -> None:
    cases, pairs = made_up(2_000, seed=7)
    assert len(cases) > FEW
    begun = time.perf_counter()
    found = {frozenset((one.first, one.second)) for one in alike_among([record_of(one) for one in cases])}
    assert time.perf_counter() - begun < 20
    precision, recall = judged(found, pairs)
    assert recall > 0.85
    assert precision > 0.6


def test_few_are_compared_without_anything_to_learn_from() -> None:
    cases, pairs = made_up(40, seed=3)
    found = {frozenset((one.first, one.second)) for one in alike_among([record_of(one) for one in cases])}
    precision, recall = judged(found, pairs)
    assert (precision, recall) == (1.0, 1.0)


def test_the_database_reaches_no_file(tmp_path: Path) -> None:
    with in_memory() as connection:
        [path] = connection.execute(
            "SELECT path FROM duckdb_databases() WHERE database_name = 'memory'"
        ).fetchone()
        assert path is None
        for statement in (
            f"COPY (SELECT 1) TO '{tmp_path}/x.csv'", f"ATTACH '{tmp_path}/x.db'", "SET temp_directory = '/tmp'",
            "INSTALL httpfs",
        ):  # fmt: skip
            with pytest.raises(duckdb.Error):
                connection.execute(statement)


def test_nothing_is_written_while_cases_are_compared(tmp_path: Path) -> None:
    """Run in an empty folder with an empty temporary one, by itself: both are empty afterwards."""
    work, temporary = tmp_path / "work", tmp_path / "tmp"
    work.mkdir()
    temporary.mkdir()
    program = (
        "from skyddsnat.cooperation.matching.engine import alike_among\n"
        "from skyddsnat.cooperation.matching.made_up import made_up\n"
        "from skyddsnat.cooperation.matching.records import record_of\n"
        "print(len(alike_among([record_of(one) for one in made_up(400)[0]])))\n"
    )
    environment = {**os.environ, "TMPDIR": str(temporary), "HOME": str(work), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=work, env=environment, capture_output=True, text=True
    )
    assert int(done.stdout) > 0, done.stderr
    assert "Blocking" not in done.stderr
    assert list(work.iterdir()) == list(temporary.iterdir()) == []


def test_every_level_has_numbers_a_reason_a_condition_and_words() -> None:
    for what in weights.COMPARISONS:
        rows = weights.weights()[what]
        levels = [row["level"] for row in rows]
        assert levels == weights.levels(what) == list(weights.CONDITIONS[what])[1:]
        assert WORDS[what].keys() == {*levels, "unknown"}
        assert all(row["why"] for row in rows)
        for column in "mu":
            assert sum(row[column] for row in rows) == pytest.approx(1, abs=0.001)


def test_what_splink_may_do_with_graphs_is_not_here() -> None:
    """igraph is GPL, and an extra of Splink that we do not take."""
    lock = (ROOT / "requirements.lock").read_text()
    assert "\nsplink==" in lock
    assert "\nigraph==" not in lock
