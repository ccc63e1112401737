"""A workplace's code leads to its municipality only when whoever fills in the form says that it happened there."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from skyddsnat.actors import venues
from skyddsnat.actors.api import Venue
from skyddsnat.actors.models import Place
from skyddsnat.shared import sealing
from skyddsnat.tips.filing.api import sealed_of
from skyddsnat.tips.models import Tip
from skyddsnat.tips.tests.form_cases import FORM, GIVEN, MALMO, STOCKHOLM, Visitor, team

pytestmark = pytest.mark.django_db
CODE = "HTW346"
THERE = f"Platsen med koden {CODE} ligger i Malmö."


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a room that keeps workplaces is asked about; it has one, in Malmö."""
    heard: list[str] = []

    def find(code: str) -> Venue | None:
        heard.append(code)
        there = Place.objects.get(kind="municipality", code=MALMO)
        return Venue(CODE, "Hotell Hemligt", "hotel", there, None) if code == CODE else None

    monkeypatch.setattr(venues, "_KEEPERS", [(find, lambda code, day: False)])
    return heard


def filled_in(**given: str) -> Visitor:
    """From the first page to the check of the answers, with a code."""
    visitor = Visitor().press("kind").press("", kind=GIVEN["kind"]).press("", place=given["place"])
    visitor.press("", what=GIVEN["what"])
    for _question in ("where", "when", "who", "how", "vehicle"):
        visitor.press("")
    return visitor.press("", venue=given["venue"]).press("")


def test_the_place_is_changed_by_who_says_that_it_happened_there(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _far, _key = team("Stockholm", places=(STOCKHOLM,))
    near, key = team("Malmö", places=(MALMO,))
    visitor = filled_in(place=STOCKHOLM, venue=CODE)
    assert THERE in visitor.text()
    assert "Hotell Hemligt" not in visitor.text()
    assert "Tipset går till \u2068Stockholm\u2069." in visitor.text()
    [use] = [form for form in visitor.page.forms if "Det hände där" in form.text_content()]
    assert dict(use.form_values())["place"] == MALMO
    visitor.press("check", **dict(use.form_values()))
    assert THERE not in visitor.text()
    assert "Tipset går till \u2068Malmö\u2069." in visitor.text()
    visitor.press("send")
    tip = Tip.objects.get()
    said = sealing.open_message(sealed_of(tip), key)
    assert (tip.receiver, said["where"], said["venue"], said["what"]) == (near, "Malmö", CODE, GIVEN["what"])
    assert CODE not in caplog.text


def test_who_says_nothing_keeps_the_place() -> None:
    team("Alla")
    visitor = filled_in(place=STOCKHOLM, venue=CODE)
    assert THERE in visitor.text()
    visitor.press("send")
    assert visitor.heading() == "Tipset har kommit fram"


@pytest.mark.parametrize(("place", "code"), [(MALMO, CODE), (STOCKHOLM, "FEL"), (STOCKHOLM, "")])
def test_nothing_is_proposed_when_there_is_nothing_to_change(place: str, code: str, asked: list[str]) -> None:
    team("Alla")
    visitor = filled_in(place=place, venue=code)
    assert visitor.heading() == "Stämmer det här?"
    assert "Det hände där" not in visitor.text()
    assert asked == ([code] if code else [])


def test_a_place_that_was_not_known_can_be_had_from_the_code() -> None:
    team("Alla")
    assert THERE in filled_in(place="unknown", venue=CODE).text()


def test_the_first_page_asks_for_no_code_and_has_no_table_of_them(asked: list[str]) -> None:
    team("Alla")
    visitor = Visitor(FORM)
    assert CODE not in visitor.answer.content.decode()
    assert not asked
    scripts = Path(__file__).parents[1] / "static" / "tips" / "form"
    assert "location.hash" in (scripts / "steps.js").read_text()
