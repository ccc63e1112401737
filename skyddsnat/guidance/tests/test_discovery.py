"""Search engines and feeds find what is published, and nothing else."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from skyddsnat.guidance.discovery import Guides
from skyddsnat.guidance.models import GuidancePage

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_site_map_holds_every_published_page(client: Client) -> None:
    caches["public"].clear()  # what other tests, which were undone, have left there
    hidden = GuidancePage.objects.filter(depth__gt=2).first()
    assert hidden is not None
    hidden.unpublish()
    response = client.get("/sitemap.xml")
    assert not response.cookies
    text = response.text
    assert "/sv/</loc>" in text
    assert "/en/</loc>" in text
    assert f"{hidden.relative_url(None)}</loc>" not in text
    assert f"{reverse('guidance:test')}</loc>" in text
    ours = text.count("<loc>") - sum(text.count(room) for room in ("/kunskap/", "/bransch/", "/oppna-data/"))
    assert ours == GuidancePage.objects.live().count() + len(Guides().items())


def test_the_mark_is_found_without_a_cookie(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith("favicon.svg")
    assert not response.cookies


def test_robots_are_kept_to_the_public_pages(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert "Allow: /sv/" in text
    assert "Disallow: /\n" in text
    assert "/sitemap.xml" in text


def test_the_feed_begins_with_what_was_changed_last(client: Client) -> None:
    page = GuidancePage.objects.live().filter(locale__language_code="en", depth__gt=2).first()
    assert page is not None
    page.title = "Changed just now"
    page.save_revision().publish()
    response = client.get("/en/nytt.atom")
    assert not response.cookies
    titles = [
        entry.findtext(f"{ATOM}title") for entry in ET.fromstring(response.content).iter(f"{ATOM}entry")
    ]
    assert titles[0] == "Changed just now"
    assert len(titles) == GuidancePage.objects.live().filter(locale__language_code="en").count()


def test_a_page_says_what_it_is_to_machines_and_no_text_ends_the_script(client: Client) -> None:
    page = GuidancePage.objects.get(locale__language_code="en", depth=2)
    page.title = "Two </script> & one"
    page.save_revision().publish()
    found = re.findall(r'<script type="application/ld[+]json">(.*?)</script>', client.get("/en/").text)
    assert len(found) == 1
    told = json.loads(found[0])
    assert told["name"] == "Two </script> & one"
    assert (told["@type"], told["inLanguage"]) == ("WebPage", "en")
    assert told["url"].endswith("/en/")
