"""Whole decisions, each beside what a person reads in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from skyddsnat.mandate.reading import read_bytes

HERE = Path(__file__).parent / "decisions"
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))


def _read(name: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    draft = read_bytes((HERE / f"{name}.txt").read_bytes(), name)
    return draft.as_dict(), json.loads((HERE / f"{name}.json").read_text("utf-8")), draft.document.text


def test_there_are_many_and_each_has_its_answer() -> None:
    assert len(NAMES) >= 20
    assert sorted(path.stem for path in HERE.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_authority_and_head(name: str) -> None:
    got, wanted, text = _read(name)
    assert got["authority"]["name"] == wanted["authority"]
    start, end = got["authority"]["span"]
    assert " ".join(text[start:end].split()) == wanted["authority"]
    assert [each["name"] for each in got["authorities"]] == wanted.get("authorities", [wanted["authority"]])
    assert (got["dnr"] or {}).get("number") == wanted["dnr"]
    assert (got["decided_on"] or {}).get("date") == wanted["decided_on"]


@pytest.mark.parametrize("name", NAMES)
def test_clauses(name: str) -> None:
    got, wanted, _ = _read(name)
    kinds = [each["kind"] for each in got["clauses"]]
    assert (kinds.count("task"), kinds.count("principle")) == (wanted["tasks"], wanted["principles"])


@pytest.mark.parametrize("name", NAMES)
def test_obligations(name: str) -> None:
    got, wanted, _ = _read(name)
    found = [[each["kind"], each["recipient"], each["due"]] for each in got["obligations"]]
    assert sorted(found, key=str) == sorted(wanted["obligations"], key=str)


@pytest.mark.parametrize("name", NAMES)
def test_money(name: str) -> None:
    got, wanted, _ = _read(name)
    assert [[each["amount"], each["currency"], each["year"]] for each in got["sums"]] == wanted["sums"]
    line = got["appropriation"]
    numbers = line and [
        (line[key] or {}).get("number") for key in ("expenditure_area", "appropriation", "item")
    ]
    assert numbers == wanted["appropriation"]
    assert [each["kind"] for each in got["conditions"]] == wanted["conditions"]


@pytest.mark.parametrize("name", NAMES)
def test_references(name: str) -> None:
    got, wanted, _ = _read(name)
    assert [each["number"] for each in got["references"]] == wanted["references"]


@pytest.mark.parametrize("name", NAMES)
def test_what_binds_somebody_else_is_shown_not_owed(name: str) -> None:
    got, wanted, text = _read(name)
    for words in wanted["not_ours"]:
        assert any(words in each["text"] for each in got["unread"]), words
        for owed in got["obligations"]:
            start, end = owed["support"]["due"]
            assert words not in " ".join(text[start:end].split())
