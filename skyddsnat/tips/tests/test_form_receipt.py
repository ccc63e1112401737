"""The receipt, and the mailbox that it opens."""

from __future__ import annotations

import uuid

import pytest

from skyddsnat.core.models import User
from skyddsnat.shared import sealing
from skyddsnat.tips.filing.api import add_message, messages_of
from skyddsnat.tips.form.views.receipt import word_asked_for
from skyddsnat.tips.models import Message, Tip
from skyddsnat.tips.tests.form_cases import AFTER, BOX, Visitor, post, staff, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> tuple[Visitor, str]:
    """Somebody who has sent a tip, and the team's private key."""
    _team, identity = team("A")
    return Visitor().fill_in().press("send"), identity


def answer(text: str, *, is_note: bool = False) -> None:
    tip = Tip.objects.get()
    keys = [tip.team_key.recipient] if is_note else [tip.answers_to, tip.team_key.recipient]
    sealed = sealing.seal_message({"v": 1, "text": text, "lang": "sv"}, keys)
    by: User = staff()
    add_message(tip=tip, mark=uuid.uuid4(), sealed=sealed, by=by, is_note=is_note)


def test_the_page_leads_on_only_by_the_words_or_without_them(sent: tuple[Visitor, str]) -> None:
    visitor, _identity = sent
    assert len(visitor.words().split()) == 8
    links = visitor.page.xpath("//a[not(@data-quick-exit) and not(starts-with(@href, '#'))]/@href")
    assert links == ["tel:112"]
    assert set(visitor.page.xpath("//button[@type='submit']/@value")) == {"written", "decline", "proof"}
    visitor.press("decline")
    assert "inget svar kan nå dig" in visitor.text()
    assert Tip.objects.get().box is not None


def test_one_word_is_asked_for_and_the_words_can_be_seen_again(sent: tuple[Visitor, str]) -> None:
    visitor, _identity = sent
    words = visitor.words()
    visitor.press("written")
    asked = word_asked_for(words)
    assert f"ord nummer {asked.number}?" in visitor.heading()
    choices = visitor.page.xpath("//input[@name='word']/@value")
    assert len(choices) == 3
    right = words.split()[asked.number - 1]
    assert [word for word in choices if word in words.split()] == [right]
    visitor.press("confirm", word=next(word for word in choices if word != right))
    assert visitor.answer.status_code == 422
    assert "är ett annat" in visitor.text()
    visitor.press("words")
    assert visitor.words() == words
    visitor.press("written").press("confirm", word=right)
    assert visitor.heading() == "Klart, och tack"


def test_the_proof_is_a_file(sent: tuple[Visitor, str]) -> None:
    visitor, _identity = sent
    proof = visitor.page.xpath("string(//*[@data-proof])")
    file = post(visitor.client, AFTER, {"go": "proof", "proof": proof})
    assert file.content.decode().strip() == proof
    assert file["Content-Disposition"].startswith("attachment")
    hostile = post(visitor.client, AFTER, {"go": "proof", "proof": "<b>.a.b"})
    assert hostile.status_code == 302


def test_the_words_open_the_answers_in_order(sent: tuple[Visitor, str]) -> None:
    words = sent[0].words()
    answer("Tack. Vi undrar: <b>vilken</b> våning?\nSvara här.")
    answer("En anteckning", is_note=True)
    answer("Ett svar till.")
    visitor = Visitor(BOX).press("open", words=f"  1. {words.upper().replace(' ', ', ')}\n")
    assert visitor.heading() == "Ditt tips"
    answers = visitor.page.xpath("//article/p")
    assert [one.text_content() for one in answers] == [
        "Tack. Vi undrar: <b>vilken</b> våning?\nSvara här.",
        "Ett svar till.",
    ]
    assert "En anteckning" not in visitor.text()
    assert visitor.page.xpath("//meta[@http-equiv='refresh']/@content") == [
        "600;url=/tips/brevlada/?sprak=sv&tom=1"
    ]
    assert words not in visitor.path


def test_an_answer_sealed_to_somebody_else_says_so(sent: tuple[Visitor, str]) -> None:
    tip = Tip.objects.get()
    sealed = sealing.seal_message({"text": "x"}, [tip.team_key.recipient])
    add_message(tip=tip, mark=uuid.uuid4(), sealed=sealed, by=staff())
    visitor = Visitor(BOX).press("open", words=sent[0].words())
    assert "gick inte att öppna" in visitor.text()


def test_more_is_told_once_and_only_the_team_reads_it(sent: tuple[Visitor, str]) -> None:
    visitor, identity = Visitor(BOX).press("open", words=sent[0].words()), sent[1]
    visitor.press("add", text=" ")
    assert visitor.answer.status_code == 422
    visitor.press("add", text="å" * 20_000)
    assert "Ta bort ungefär" in visitor.text()
    assert visitor.page.xpath("//textarea[@name='text']")[0].value.strip() == "å" * 20_000
    visitor.press("add", text="Planterad: bilen var röd.").again()
    assert "Det har kommit fram." in visitor.text()
    assert "Planterad" not in visitor.text()
    [(message, sealed)] = messages_of(Tip.objects.get())
    assert (message.writer, message.sealed_by) == ("sender", "server")
    assert sealing.open_message(sealed, identity)["text"] == "Planterad: bilen var röd."
    visitor.press("add", text="Och en sak till.")
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Det ska vara åtta ord"),
        ("abacus zoom", "Det ska vara åtta ord"),
        (
            "abacus zoom mutatoin evoke marlin sanding abacus zoom",
            "Ord nummer 3, ”mutatoin”, finns inte bland orden. Menade du ”mutation”?",
        ),
        ("<script> zzzzqqqq", "Ord nummer 2, ”zzzzqqqq”, finns inte bland orden. "),
        ("abacus zoom yo-yo drop-down evoke mutation marlin sanding", "Det finns inget tips med de orden"),
    ],
)
def test_a_wrong_word_is_named_and_what_was_typed_stays(typed: str, said: str) -> None:
    visitor = Visitor(BOX).press("open", words=typed)
    assert visitor.answer.status_code == 422
    assert said in visitor.text()
    assert visitor.page.xpath("//textarea")[0].value.strip() == typed
