"""The form without JavaScript: nothing typed is lost, nothing is kept before it is sent, and it is sent once."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from skyddsnat.shared import sealing
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.tips.filing.api import sealed_of
from skyddsnat.tips.form.elsewhere import Ways
from skyddsnat.tips.models import Tip
from skyddsnat.tips.tests.form_cases import FORM, GIVEN, MALMO, STOCKHOLM, Visitor, post, team

pytestmark = pytest.mark.django_db
HOSTILE = "\"><script>alert(1)</script>{{ 7 }}{% x %} '; DROP TABLE tips_tip; --\nnästa rad"


def opened(identity: str) -> dict[str, Any]:
    [tip] = Tip.objects.all()
    return sealing.open_message(sealed_of(tip), identity)


def test_a_tip_is_sealed_to_the_team_of_the_place() -> None:
    _far, _other = team("Fjärran", places=("12",))
    near, identity = team("Nära", places=(STOCKHOLM,))
    visitor = Visitor().fill_in()
    assert "Tipset går till \u2068Nära\u2069." in visitor.text()
    assert Tip.objects.count() == 0
    visitor.press("send")
    assert visitor.heading() == "Tipset har kommit fram"
    tip = Tip.objects.get()
    assert (tip.receiver, tip.kind, tip.language, tip.sealed_by) == (near, "exploited", "sv", "server")
    said = opened(identity)
    assert said["what"] == GIVEN["what"]
    assert said["where"] == "Stockholm"
    mailbox = sealing.Mailbox.of(visitor.words())
    assert (tip.box, tip.answers_to) == (mailbox.box, mailbox.recipient)
    assert "Servern såg texten en kort stund" in visitor.text()
    assert visitor.words() not in repr(vars(tip))


def test_every_answer_goes_along_and_comes_into_the_tip() -> None:
    _team, identity = team("A")
    typed = {key: f"{key}: {HOSTILE}" for key in ("what", "where", "when", "who", "how")}
    typed |= {key: f"{key}: <b>&amp;" for key in ("vehicle", "venue", "contact")}
    visitor = Visitor().press("kind").press("", kind="labour").press("", place=MALMO)
    for key, text in typed.items():
        assert visitor.page.xpath(f"//*[@id='f-{key}']")
        visitor.press("", **{key: text})
    assert visitor.heading() == "Stämmer det här?"
    for text in typed.values():
        assert " ".join(text.split()) in visitor.text()
    assert not visitor.page.xpath("//main//script")
    visitor.press("send")
    said = opened(identity)
    assert {key: said[key] for key in typed} == typed | {"where": f"Malmö\n{typed['where']}"}


def test_back_keeps_what_was_typed_and_change_comes_back_to_the_check() -> None:
    team("A")
    visitor = Visitor().press("kind").press("", kind="online").press("", place="unknown")
    visitor.press("place", what="Halvvägs")
    assert visitor.page.xpath("string(//option[@selected])") == "Jag vet inte"
    visitor.press("")
    assert visitor.page.xpath("//textarea[@name='what']")[0].value.strip() == "Halvvägs"
    visitor.press("check")
    assert "Halvvägs" in visitor.text()
    visitor.press("kind")
    assert visitor.page.xpath("//input[@checked]/@value") == ["online"]
    visitor.press("", kind="travel")
    assert visitor.heading() == "Stämmer det här?"
    assert "Någon som reser för att utnyttja barn" in visitor.text()
    visitor.press("vehicle").press("", vehicle="ABC 123")
    assert visitor.heading() == "Stämmer det här?"
    assert "ABC 123" in visitor.text()


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([("", {})], "Välj det som passar bäst."),
        ([("", {"kind": "murder"})], "Välj det som passar bäst."),
        ([("", {"kind": "online"}), ("", {"place": "9999"})], "Välj en kommun"),
        (
            [("", {"kind": "online"}), ("", {"place": "0180"}), ("", {"what": "  \n "})],
            "Skriv vad du har sett",
        ),
    ],
)
def test_kind_place_and_what_are_required_and_nothing_else(steps: list[Any], fault: str) -> None:
    team("A")
    visitor = Visitor().press("kind")
    for go, typed in steps:
        visitor.press(go, **typed)
    assert visitor.answer.status_code == 422
    assert fault in visitor.page.xpath("string(//*[@role='alert'])")
    assert visitor.page.xpath("string(//title)").startswith("Fel: ")


def test_too_much_text_stays_in_its_field() -> None:
    team("A")
    visitor = Visitor().press("kind").press("", kind="online").press("", place="abroad")
    visitor.press("", what="å" * 17_000)
    assert visitor.answer.status_code == 422
    assert "Ta bort ungefär 1" in visitor.text()
    assert visitor.page.xpath("//textarea[@name='what']")[0].value.strip() == "å" * 17_000
    visitor.press("", what="å" * 14_000)
    assert visitor.answer.status_code == 200
    assert "Plats kvar: ungefär 4" in visitor.text()
    visitor.press("check", where="x" * 9_000)
    assert visitor.answer.status_code == 422
    visitor.press("check", where="x" * 10)
    assert visitor.heading() == "Stämmer det här?"


def test_no_team_takes_it() -> None:
    team("A", kinds=["online"], places=("12",))
    visitor = Visitor().press("kind").press("", kind="online").press("", place=STOCKHOLM)
    assert visitor.heading() == "Inget team här tar emot det tipset"
    assert visitor.page.xpath("//main//a[@href='/sv/vart/']")
    visitor.press("place").press("", place=MALMO)
    assert visitor.heading() == "Vad har du sett eller hört?"
    assert Tip.objects.count() == 0


def test_nobody_is_switched_on() -> None:
    team("A", is_on=False)
    visitor = Visitor()
    assert visitor.heading() == "Här kan du inte lämna tips just nu"
    assert not visitor.page.xpath("//form")
    assert visitor.page.xpath("//main//a[@href='/sv/vart/']")
    assert visitor.page.xpath("//main//a[@href='tel:112']")
    assert visitor.page.xpath("//main//a[@href='tel:11414']")


def test_who_is_switched_off_after_the_check_still_gets_the_tip() -> None:
    made, identity = team("A")
    visitor = Visitor().fill_in()
    made.is_on = False
    made.save()
    visitor.press("send")
    assert visitor.heading() == "Tipset har kommit fram"
    assert opened(identity)["kind"] == "exploited"


def test_a_second_click_is_the_same_tip_with_the_same_words() -> None:
    team("A")
    visitor = Visitor().fill_in().press("send")
    words, proof = visitor.words(), visitor.page.xpath("string(//*[@data-proof])")
    visitor.again()
    assert (visitor.words(), visitor.page.xpath("string(//*[@data-proof])")) == (words, proof)
    assert Tip.objects.count() == 1


def test_what_was_changed_after_it_was_sent_is_another_tip_with_other_words() -> None:
    team("A")
    visitor = Visitor().fill_in().press("send")
    words = visitor.words()
    visitor.last["what"] = "Något annat"
    visitor.again()
    assert visitor.words() != words
    assert Tip.objects.count() == 2


def test_nothing_is_lost_or_logged_when_the_tip_cannot_be_stored(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    team("A")
    visitor = Visitor().fill_in()

    def broken(**_said: Any) -> None:
        raise OperationalError(GIVEN["what"])

    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG):
        patch.setattr("skyddsnat.tips.form.sending.file_tip", broken)
        visitor.press("send")
    assert visitor.answer.status_code == 503
    assert "Allt du har skrivit är kvar" in visitor.text()
    assert "Planterad" not in caplog.text
    visitor.press("send")
    assert visitor.heading() == "Tipset har kommit fram"


def test_another_site_sends_nothing() -> None:
    team("A")
    visitor = Visitor().fill_in()
    form = visitor.last | {"go": "send", "receiver": ""}
    answer = post(visitor.client, FORM, form, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert Tip.objects.count() == 0


def test_hostile_forms_are_answered() -> None:
    team("A")
    for form in (
        {"go": "send"},
        {"go": "send", **GIVEN, "seed": "x" * 64, "receiver": "9" * 30},
        {"go": "check", "kind": "a\nb", "at": "nothing"},
        {"go": "kind\0", "what": "\0\x1f\u202e", "at": "what", "then": "check"},
        {"go": "place", **dict.fromkeys(GIVEN, "😀" * 3000)},
    ):
        answer = post(Client(HTTP_HOST="localhost"), FORM, form)
        assert answer.status_code in {200, 422}
        assert not answer.cookies


def test_nothing_can_be_uploaded() -> None:
    team("A")
    picture = SimpleUploadedFile("a.jpg", b"x", "image/jpeg")
    answer = Client(HTTP_HOST="localhost").post(FORM, {**GIVEN, "go": "check", "file": picture})
    assert "Vad gäller det?" in answer.content.decode()
    assert GIVEN["what"] not in answer.content.decode()


@pytest.mark.parametrize("language", AT_WORK)
def test_the_whole_way_in_every_language(language: str) -> None:
    _team, identity = team("Laget")
    visitor = Visitor(f"/tips/?sprak={language}").fill_in()
    assert visitor.page.get("lang") == language
    assert visitor.page.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert visitor.answer["Content-Language"] == language
    visitor.press("send")
    words = visitor.words()
    assert opened(identity)["lang"] == language
    visitor.press("written")
    right = next(word for word in visitor.page.xpath("//input[@name='word']/@value") if word in words.split())
    visitor.press("confirm", word=right)
    assert visitor.page.xpath(f"//main//a[@href='/tips/brevlada/?sprak={language}']")
    visitor = Visitor(f"/tips/brevlada/?sprak={language}").press("open", words=words)
    assert visitor.answer.status_code == 200
    assert not visitor.page.xpath("//text()[contains(., '{')]")


def test_the_browser_decides_the_language_when_the_address_does_not() -> None:
    team("A")
    assert Visitor("/tips/", **{"Accept-Language": "pl-PL,sv;q=0.5"}).page.get("lang") == "pl"
    assert Visitor("/tips/", **{"Accept-Language": "xx"}).page.get("lang") == "sv"


def test_another_language_takes_the_answers_along() -> None:
    team("A")
    visitor = Visitor().fill_in()
    [form] = visitor.page.xpath("//nav[@data-languages]//form")
    sent = {field.name: field.value for field in form.xpath(".//input")}
    [button] = form.xpath(".//button[@lang='ar']")
    visitor.read(post(visitor.client, button.get("formaction"), sent | {"go": button.get("value")}), FORM)
    assert visitor.page.get("lang") == "ar"
    assert GIVEN["what"] in visitor.text()


def test_without_a_room_that_tells_the_ways_the_form_works(monkeypatch: pytest.MonkeyPatch) -> None:
    team("A")
    monkeypatch.setattr("skyddsnat.tips.form.frame.ways_in", lambda _language: Ways())
    assert Visitor().fill_in().press("send").words()
