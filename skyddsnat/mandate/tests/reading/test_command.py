"""``skyddsnat mandate read``"""

import json
from pathlib import Path

import pytest

from skyddsnat.mandate.reading.command import read_command

DECISION = Path(__file__).parent / "decisions" / "bygdens-barn.txt"
KEYS = {"authority", "clauses", "obligations", "sums", "appropriation", "conditions", "references", "unread"}


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_command([str(DECISION), "--json"]) == 0
    draft = json.loads(capsys.readouterr().out)
    assert set(draft) >= KEYS
    assert {"what", "recipient", "due", "span"} <= set(draft["obligations"][0])
    assert {"amount", "currency", "year", "span"} <= set(draft["sums"][0])
    assert draft["source"] == "bygdens-barn.txt"
    assert len(draft["text_sha256"]) == 64


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ["4 200 000 SEK, år 2019", "[rad 26]", "Gäller någon annan: Brottsförebyggande rådet."]),
        ("en", ["4,200,000 SEK, year 2019", "[line 26]", "Binds somebody else: Brottsförebyggande rådet."]),
    ],
)
def test_summary(language: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert read_command([str(DECISION), "--language", language]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    for word in words:
        assert word in shown, shown


def test_unreadable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "tom.txt"
    empty.write_bytes(b"")
    for path in (empty, tmp_path / "saknas.txt", tmp_path):
        assert read_command([str(path)]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert path.name in shown.err
        assert len(shown.err.splitlines()) == 2
