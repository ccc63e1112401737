"""What judges a measurement: it must see a tip that is lost, and one that is there twice."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import Any

import pytest

from skyddsnat import cli
from skyddsnat.shared import sealing
from skyddsnat.tips.filing.actions import file_sending
from skyddsnat.tips.filing.rush import command, measuring
from skyddsnat.tips.filing.rush.browsers import Sent
from skyddsnat.tips.filing.rush.measuring import Planted, clear, figures, plant
from skyddsnat.tips.models import Tip, TipLayer
from skyddsnat.tips.tests.filing_cases import a_sending

pytestmark = pytest.mark.django_db


def sent(planted: Planted, texts: list[str], **changes: Any) -> Sent:
    """What a sender was told of tips that were really filed."""
    kept = []
    for text in texts:
        data = sealing.seal_message({"v": 1, "what": text}, [planted.recipient])
        sending = a_sending(planted.receiver, key=planted.recipient, sealed=data)
        kept.append({"mark": str(sending.mark), "text": text, "proof": file_sending(sending).proof})
    made = {
        "kept": kept,
        "times": [10.0, 20.0, 30.0],
        "again": 1,
        "differed": 0,
        "begun": 0.0,
        "ended": 500.0,
    }
    return Sent(**(made | changes))


def test_what_went_well_is_counted() -> None:
    planted = plant()
    found = figures([sent(planted, ["a 1", "a 2"]), sent(planted, ["b 1"], ended=1500.0)], planted, wanted=3)
    assert found == {
        "stored_per_s": 2.0, "lost": 0, "double": 0, "p50_ms": 20.0, "p95_ms": 30.0, "unconfirmed": 0,
        "sent_twice": 2, "stored": 3, "seconds": 1.5,
    }  # fmt: skip


def test_a_lost_tip_a_wrong_proof_and_other_words_are_seen() -> None:
    planted = plant()
    told = sent(planted, ["a 1", "a 2", "a 3"])
    told.kept[0]["proof"] += "x"
    told.kept[1]["text"] = "something else"
    told.kept.append({"mark": "never filed", "text": "a 4", "proof": told.kept[2]["proof"]})
    found = figures([told], planted, wanted=5)
    assert (found["lost"], found["unconfirmed"]) == (3, 1)


def test_a_tip_whose_key_is_gone_is_lost() -> None:
    planted = plant()
    told = sent(planted, ["a 1"])
    other = Planted(planted.receiver, planted.recipient, sealing.new_identity())
    assert figures([told], other, wanted=1)["lost"] == 1


def test_a_double_tip_and_another_proof_for_the_same_are_seen() -> None:
    planted = plant()
    found = figures([sent(planted, ["a 1", "a 1"], differed=1)], planted, wanted=2)
    assert found["double"] == 2


def test_what_was_sent_to_a_site_in_use_is_destroyed_and_never_offered() -> None:
    planted = plant()
    assert not planted.receiver.is_on
    sent(planted, ["a 1"])
    clear(planted.receiver)
    assert Tip.objects.get().sealed is None
    assert not TipLayer.objects.exists()
    again = plant()
    assert again.recipient != planted.recipient


@pytest.mark.parametrize(
    ("found", "code"), [({}, 0), ({"lost": 1}, 1), ({"double": 1}, 1), ({"unconfirmed": 1}, 1)]
)
def test_the_command_says_one_line_and_how_it_went(
    monkeypatch: Any, capsys: Any, found: dict[str, int], code: int
) -> None:
    said = {"lost": 0, "double": 0, "unconfirmed": 0} | found

    class Judge:
        @staticmethod
        def measure(site: str, **options: Any) -> dict[str, int]:
            assert (site, options) == ("http://x", {"senders": 3, "count": 2, "ahead": True, "keep": False})
            return said

    monkeypatch.setattr(command, "_measuring", Judge)
    monkeypatch.setattr(command, "_ready", nullcontext)
    words = ["bench", "tips", "--senders", "3", "--count", "2", "--url", "http://x/"]
    assert cli.main(words) == code
    assert json.loads(capsys.readouterr().out) == said


def test_a_real_authoritys_site_is_refused(monkeypatch: Any, capsys: Any, settings: Any) -> None:
    monkeypatch.setenv("SKYDDSNAT_MODE", "production")
    assert command.tips_command(["--url", "http://localhost:1"]) == 2
    assert "real authority" in capsys.readouterr().err
    settings.DEMO = False
    with pytest.raises(measuring.NotOursError):
        measuring.measure("http://localhost:1", senders=1, count=1, ahead=False, keep=False)


@pytest.mark.parametrize("words", [["--senders", "0"], ["--count", "x"], ["--senders"]])
def test_wrong_use_ends_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.tips_command(words)
