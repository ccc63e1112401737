"""`skyddsnat bench search FILE`: the figures, and what it says of files that are not of the form."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from skyddsnat.cli import main
from skyddsnat.shared.grams.questions import Questions, measured, parsed, spread

GOOD = [
    {"question": "Hur anmäler jag oro?", "candidate_answers": ["Ring och anmäl.", "Åk buss."], "label": 0},
    {"question": "När går bussen?", "candidate_answers": ["Åk buss.", "Klockan tre."], "label": 0},
]  # fmt: skip


def written(folder: Path, text: str) -> str:
    path = folder / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_figures_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in GOOD)
    assert main(["bench", "search", written(tmp_path, "\ufeff" + lines + "\n"), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["questions"], figures["answers"], figures["ndcg@10"], figures["zero_hits"]) == (
        2,
        3,
        1.0,
        0.0,
    )
    assert main(["bench", "search", written(tmp_path, lines)]) == 0
    assert "ndcg@10        1.0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON (nested too deep)"),
        ("[1]", "not a JSON object"),
        ('{"question": "a"}', "has no candidate_answers, label"),
        ('{"question": 1, "candidate_answers": ["a"], "label": 0}', "question is not a text"),
        ('{"question": " ", "candidate_answers": ["a"], "label": 0}', "question is not a text"),
        (
            '{"question": "a", "candidate_answers": [], "label": 0}',
            "candidate_answers is not a list of texts",
        ),
        (
            '{"question": "a", "candidate_answers": "b", "label": 0}',
            "candidate_answers is not a list of texts",
        ),
        (
            '{"question": "a", "candidate_answers": [1], "label": 0}',
            "candidate_answers is not a list of texts",
        ),
        ('{"question": "a", "candidate_answers": ["b"], "label": "0"}', "label is not a whole number"),
        ('{"question": "a", "candidate_answers": ["b"], "label": true}', "label is not a whole number"),
        ('{"question": "a", "candidate_answers": ["b"], "label": 1}', "label 1 is out of range: there are 1"),
        ('{"question": "a", "candidate_answers": ["b"], "label": -1}', "label -1 is out of range"),
    ],
)
def test_a_wrong_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    path = written(tmp_path, f"{json.dumps(GOOD[0])}\n{line}\n")
    assert main(["bench", "search", path]) == 2
    assert f"{path}:2: {said}" in capsys.readouterr().err


def test_files_that_are_no_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "search", str(tmp_path / "no.jsonl")]) == 2
    assert main(["bench", "search", str(tmp_path)]) == 2
    assert main(["bench", "search", written(tmp_path, "\n \n")]) == 2
    (tmp_path / "latin.jsonl").write_bytes("ö".encode("latin-1"))
    assert main(["bench", "search", str(tmp_path / "latin.jsonl")]) == 2
    said = capsys.readouterr().err
    assert "No such file" in said
    assert "no questions in it" in said
    assert "not UTF-8 at byte 0" in said


def test_many_wrong_lines_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "search", written(tmp_path, "x\n" * 30)]) == 2
    assert "… and 10 more" in capsys.readouterr().err


def test_the_gain_falls_with_the_rank() -> None:
    questions = Questions(["a", "b", "c", "d"], [str(number) for number in range(20)], [3, 3, 3, 3])
    answers = iter([[3, 1], [1, 2, 3], [], list(range(4, 20))])
    found = measured(questions, lambda _asked: next(answers))
    assert found.gains == [1.0, 1 / math.log2(4), 0.0, 0.0]
    assert (found.first, found.empty) == (0.25, 0.25)
    assert found.percentile(1) == max(found.milliseconds)
    low, high = spread(found.gains)
    assert low <= found.ndcg <= high
    assert spread(found.gains) == (low, high)


def test_answers_that_are_the_same_are_one() -> None:
    questions = parsed([json.dumps(row) for row in GOOD], "x")
    assert questions.pool == ["Ring och anmäl.", "Åk buss.", "Klockan tre."]
    assert questions.right == [0, 1]
