"""Where it happened, when that is a county alone, not known, abroad or where no team is: what is offered then."""

from __future__ import annotations

import pytest

from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.sealing import open_message
from skyddsnat.tips.filing.api import sealed_of
from skyddsnat.tips.form import access, rules
from skyddsnat.tips.kinds import Kind
from skyddsnat.tips.models import Tip
from skyddsnat.tips.tests.form_cases import MALMO, STOCKHOLM, Visitor, team

pytestmark = pytest.mark.django_db
GUESS = "Vet du ungefär var det hände?"


def asked_for(place: str, kind: str = "exploited") -> Visitor:
    return Visitor().press("kind").press("", kind=kind).press("", place=place)


def test_the_county_alone_can_be_chosen_and_leads_to_its_team() -> None:
    _made, identity = team("Länslaget", places=("01",))
    visitor = asked_for("01")
    assert visitor.heading() == "Vad har du sett eller hört?"
    assert "Länslaget" in visitor.text()
    visitor.press("", what="Ett barn").press("check").press("send")
    said = open_message(sealed_of(Tip.objects.get()), identity)
    assert said["where"] == "Stockholms län"


@pytest.mark.parametrize(("language", "stockholm"), [("sv", "Stockholms län"), ("en", "Stockholm County")])
def test_each_county_stands_last_among_its_municipalities(language: str, stockholm: str) -> None:
    found = access.places(language)
    assert stockholm in found
    assert len(found) == 21
    for county, rows in found.items():
        assert (rows[-1].name, len(rows[-1].code)) == (county, 2)
        assert {one.code[:2] for one in rows} == {rows[-1].code}
        assert rows[-1].sealed == access.place_name(rows[-1].code)
    assert sum(len(rows) for rows in found.values()) == len(access.codes()) == 21 + 290


def test_a_county_chosen_in_english_is_read_in_english_and_sealed_in_swedish() -> None:
    _made, identity = team("Länslaget", places=("01",))
    visitor = Visitor("/tips/?sprak=en").press("kind").press("", kind="exploited")
    [option] = visitor.page.xpath("//option[@value='01']")
    assert (option.text, option.get("data-sealed")) == ("Stockholm County", "Stockholms län")
    visitor.press("", place="01").press("", what="A child").press("check")
    assert "Stockholm County" in visitor.text()
    visitor.press("send")
    assert open_message(sealed_of(Tip.objects.get()), identity)["where"] == "Stockholms län"


def test_with_regional_teams_only_each_place_gets_its_own_and_another_place_nobody() -> None:
    team("Norr", places=("25",))
    team("Söder", places=("12",))
    assert "Söder" in asked_for(MALMO).text()
    assert "Norr" in asked_for("2584").text()
    nobody = asked_for(STOCKHOLM)
    assert nobody.heading() == "Inget team här tar emot det tipset"
    assert "114 14" in nobody.text()
    assert not nobody.page.xpath("//p[@data-guess and not(@hidden)]")
    changed = nobody.press("place").press("", place="12")
    assert "Söder" in changed.text()


def test_who_does_not_know_the_place_is_told_that_the_county_helps() -> None:
    team("Söder", places=("12",))
    visitor = asked_for(rules.UNKNOWN)
    assert visitor.heading() == "Inget team här tar emot det tipset"
    assert GUESS in visitor.text()
    assert visitor.page.xpath("//p[@data-guess and not(@hidden)]")
    abroad = asked_for(rules.ABROAD)
    assert not abroad.page.xpath("//p[@data-guess and not(@hidden)]")


def test_an_unknown_place_goes_to_the_team_of_the_whole_country_and_no_other() -> None:
    team("Aaa Söder", places=("12",))
    team("Hela landet", kinds=[Kind.EXPLOITED])
    for place in (rules.UNKNOWN, rules.ABROAD, STOCKHOLM):
        assert "Hela landet" in asked_for(place).text()
    assert GUESS in asked_for(rules.UNKNOWN, "online").text()


def test_a_place_helps_only_when_somebody_takes_the_kind_somewhere() -> None:
    team("Söder", kinds=[Kind.LABOUR], places=("12",))
    visitor = asked_for(rules.UNKNOWN, "online")
    assert not visitor.page.xpath("//p[@data-guess and not(@hidden)]")


@pytest.mark.parametrize("place", ["99", "9999", "0", "SE", "01 ", "<b>"])
def test_what_is_no_place_is_asked_for_again(place: str) -> None:
    team("Söder", places=("12",))
    visitor = asked_for(place)
    assert visitor.answer.status_code == (422 if place.strip() not in access.codes() else 200)


@pytest.mark.parametrize("language", AT_WORK)
def test_the_page_for_nobody_stands_whole_in_every_language(language: str) -> None:
    team("Söder", places=("12",))
    visitor = Visitor(f"/tips/?sprak={language}").press("kind").press("", kind="online")
    visitor.press("", place=rules.UNKNOWN)
    assert visitor.page.get("lang") == language
    assert visitor.page.xpath("//p[@data-guess and not(@hidden)]")[0].text_content().strip()
