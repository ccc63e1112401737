"""The public page for those who drive, host and serve leads to what to do at work, and to joining."""

from __future__ import annotations

import pytest
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.industry.models import TipReceived
from skyddsnat.industry.tests.course import workplace
from skyddsnat.shared.dates import today
from skyddsnat.tips.room.actions.venue import tell_venue
from skyddsnat.tips.tests.cases import receiver
from skyddsnat.tips.tests.room_cases import a_team, a_tip
from skyddsnat.website.onward import from_hosts, from_tip

pytestmark = pytest.mark.django_db
SECTORS = ("hotell", "taxi", "restaurang")


@pytest.mark.parametrize(
    ("language", "asked", "joins"),
    [
        ("sv", "sv", True),
        ("en", "en", True),
        ("sv-simple", "sv", True),
        ("ar", "ar", False),
        ("de", "", False),
    ],
)
def test_it_leads_on_in_the_languages_that_there_are_words_in(language: str, asked: str, joins: bool) -> None:
    wanted = [f"/bransch/{word}/?sprak={asked}" for word in SECTORS] if asked else []
    assert [one.url for one in from_hosts(language)] == wanted + (["/bransch/anslut/"] if joins else [])


def test_the_page_shows_the_ways_on(client: Client) -> None:
    text = client.get("/sv/kor-tar-emot-serverar/").text
    for word in SECTORS:
        assert f'href="/bransch/{word}/?sprak=sv"' in text
    assert 'href="/bransch/anslut/"' in text


def test_what_a_good_tip_is_leads_to_the_form_while_somebody_takes_tips(client: Client, cast: Cast) -> None:
    """Also on pages that were kept before the receiver was switched on or off."""
    pages = ("/sv/tips/", "/sv/vart/adult/sweden/", "/sv/vart/trade/net/")
    link = 'href="/tips/?sprak=sv"'
    assert not any(link in client.get(page).text for page in pages)
    team = receiver(cast.coordinator)
    assert all(link in client.get(page).text for page in pages)
    assert (
        link not in client.get("/sv/vart/child/sweden/").text
    )  # a child is led to people who answer at once
    team.is_on = False
    team.save()
    assert not any(link in client.get(page).text for page in pages)


def test_what_to_do_at_work_leads_to_the_form_too(client: Client, cast: Cast) -> None:
    page, link = "/bransch/taxi/?sprak=so", 'href="/tips/?sprak=so"'
    assert link not in client.get(page).text
    receiver(cast.coordinator)
    assert link in client.get(page).text


def test_a_tip_that_is_received_is_told_to_the_workplace(cast: Cast) -> None:
    site = workplace()
    team = a_team(cast.coordinator)
    tell_venue(tip=a_tip(team), code=site.code.lower(), by=team.people[0].user)
    [noted] = TipReceived.objects.all()
    assert (noted.site, noted.month) == (site, today().replace(day=1))


def test_it_leads_there_in_the_languages_of_the_form(cast: Cast) -> None:
    receiver(cast.coordinator)
    urls = {language: [one.url for one in from_tip(language)] for language in ("sv-simple", "th", "de")}
    assert urls == {"sv-simple": ["/tips/?sprak=sv"], "th": ["/tips/?sprak=th"], "de": []}
