"""The public page for those who drive, host and serve leads to what to do at work, and to joining."""

from __future__ import annotations

import pytest
from django.test import Client

from skyddsnat.website.onward import from_hosts

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
