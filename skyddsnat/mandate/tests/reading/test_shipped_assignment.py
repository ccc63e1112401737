"""The assignment that comes with the program: whole, in our own words, and true to the decision it was read from."""

import re
from pathlib import Path
from typing import Any

import yaml

from skyddsnat.mandate.models import HandledSentence
from skyddsnat.mandate.reading import read_bytes

HERE = Path(__file__).resolve()
SHIPPED = HERE.parents[2] / "assignments" / "2014-child-protection.yaml"
DECISION = HERE.parents[4].parent / "shared" / "domain" / "beslut-2014.txt"
DATA: dict[str, Any] = yaml.safe_load(SHIPPED.read_text("utf-8"))
# The decision's text lies beside the repository, not in it: what needs it runs where it is.
TEXTS = [DECISION] if DECISION.exists() else []
SPANNED = [
    (kind, row)
    for kind in ("clauses", "requirements", "obligations", "conditions", "related", "handled")
    for row in DATA[kind]
    if row.get("relation") != "continued_by"  # what came after the decision is not in its text
]  # fmt: skip
# Names that can be written in one way only.
NAMES = re.compile(
    r"Hälsovård, sjukvård och social omsorg|Bidrag till utveckling av socialt arbete m\.m\.|"
    r"Länsstyrelsen i Stockholms län"
)


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [each for part in value.values() for each in strings(part)]
    if isinstance(value, list):
        return [each for part in value for each in strings(part)]
    return [value] if isinstance(value, str) else []


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_every_part_is_there_in_both_languages() -> None:
    assert [row["number"] for row in DATA["clauses"]] == ["1", "2", "3", "4", "B"]
    assert DATA["dnr"] == ""
    for key in ("clauses", "requirements", "conditions", "aims", "target_groups"):
        assert DATA[key]
        assert all(row["wording"] and row["wording_en"] for row in DATA[key])
    for key, word in (("obligations", "what"), ("related", "what"), ("handled", "why")):
        assert all(row[word] and row[f"{word}_en"] for row in DATA[key])


def test_spans_are_ranges() -> None:
    assert all(0 <= row["span"][0] < row["span"][1] for _, row in SPANNED)


def test_copying_would_be_seen() -> None:
    text = "ett två tre fyra fem sex sju åtta nio"
    assert runs("x " + text + " y") & runs(text)
    assert not runs("ett två tre fyra fem sex sju") & runs(text)


def test_our_own_words() -> None:
    for path in TEXTS:
        decision = runs(path.read_text("utf-8"))
        for words in strings(DATA):
            assert not runs(NAMES.sub("|", words)) & decision, words


def test_data_agrees_with_what_the_reader_finds() -> None:
    for path in TEXTS:
        draft = read_bytes(path.read_bytes()).as_dict()
        assert draft["text_sha256"] == DATA["text_sha256"]
        assert draft["authority"]["name"] == DATA["authority"]
        by_span = {tuple(each["span"]): each for each in draft["clauses"]}
        for row in [*DATA["clauses"], *DATA["requirements"]]:
            found = by_span.pop(tuple(row["span"]))
            if "number" in row:
                assert found["kind"] == row["kind"]
            else:
                assert (found["kind"], found["under"]) == ("requirement", row["clause"])
        assert by_span == {}
        wanted = {
            (row["kind"], row["recipient"], str(row["due"]), tuple(row["span"]))
            for row in DATA["obligations"]
        }
        assert wanted == {
            (o["kind"], o["recipient"], o["due"], tuple(o["span"])) for o in draft["obligations"]
        }
        assert [(s["amount"] * 100, s["currency"], s["year"]) for s in draft["sums"]] == [
            (DATA["ceiling_ore"], DATA["currency"], DATA["year"])
        ]
        for key in ("expenditure_area", "appropriation"):
            assert {k: draft["appropriation"][key][k] for k in ("number", "name")} == DATA[key]
        item = draft["appropriation"]["item"]
        assert {"number": item["number"], "name": item["name"]} == DATA["appropriation_item"]
        conditions = {(row["kind"], tuple(row["span"])) for row in DATA["conditions"]}
        assert conditions == {(each["kind"], tuple(each["span"])) for each in draft["conditions"]}


def test_every_unread_sentence_was_handled_by_a_person() -> None:
    for path in TEXTS:
        draft = read_bytes(path.read_bytes()).as_dict()
        assert [each["span"] for each in draft["unread"]] == [row["span"] for row in DATA["handled"]]
        statskontoret = draft["unread"][-1]
        assert (statskontoret["code"], statskontoret["whose"]) == ("somebody_else", "Statskontoret")
        assert DATA["handled"][-1]["handling"] == "somebody_else"


def test_what_was_put_aside_is_said_in_words_the_program_knows() -> None:
    assert {row["handling"] for row in DATA["handled"]} <= dict(HandledSentence.HANDLINGS).keys()


def test_related_numbers_stand_where_the_data_says() -> None:
    for path in TEXTS:
        text = path.read_text("utf-8")
        found = {each["number"] for each in read_bytes(path.read_bytes()).as_dict()["references"]}
        rows = [row for kind, row in SPANNED if kind == "related"]
        assert found == {row["dnr"].split()[-1] for row in rows}
        for row in rows:
            start, end = row["span"]
            assert text[start:end] == row["dnr"]
