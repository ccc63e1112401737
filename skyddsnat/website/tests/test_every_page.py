"""Every kind of page that each person can reach by links: it answers, says what it is, and is whole in English.

What only a browser can say, as whether a page fits on a phone, is asked in tests/browser/test_accessibility.py.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from skyddsnat.core.tests.tables import content_of
from tools.browsing import PEOPLE
from tools.walking import Stop, walk

REGISTERS = Path(__file__).parents[2] / "actors" / "registers"
# this program, a person of the demonstration, its accounting program, and a heading that a file must have
NAMES = {"Skyddsnät", "Redaktör", "Länssamordnare", "Demonstrationsbokföring", "folkmängd"}
NUMBERS = re.compile(r"[A-ZÅÄÖ]+\d{4}/\d+/[A-ZÅÄÖ]+")
UNREAD = {"script", "style", "textarea", "code"}  # what people wrote, or nobody reads
READ_ALOUD = ("aria-label", "title", "placeholder", "alt")


class Reader:
    """Somebody signed in who reads what the site sends, without a browser."""

    def __init__(self, person: str) -> None:
        self.client = Client(HTTP_HOST="localhost")
        self.client.cookies["django_language"] = "en"
        self.client.post(reverse("website:demo_sign_in"), {"role": person})

    def open(self, path: str) -> int:
        answer = self.client.get(path, follow=True)
        self.address = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        self.page = html.document_fromstring(content_of(answer).decode())
        return answer.status_code

    def links(self) -> list[str]:
        found = (urljoin(self.address, link) for link in self.page.xpath("//a/@href"))
        return sorted(
            {link.partition("#")[0] for link in found if not urlsplit(link).netloc and link[:1] == "/"}
        )

    def fetch(self, path: str) -> int:
        answer = self.client.get(path, follow=True)
        content_of(answer)
        return answer.status_code


SHOWN = "//h1[not(ancestor::template)]"  # a page may carry others, for its script


def faults_of(page: Any) -> list[str]:
    """What must hold for any page: one heading, one main part, ids once, and no dead links within it."""
    headings = [" ".join(heading.text_content().split()) for heading in page.xpath(SHOWN)]
    ids = Counter(page.xpath("//@id"))
    title = " ".join((page.findtext(".//title") or "").split())
    dead = [
        link
        for link in page.xpath("//a/@href[starts-with(., '#')]")
        if link != "#" and unquote(link[1:]) not in ids
    ]
    wrong = {
        f"has the headings {headings}": len(headings) != 1 or not headings[0],
        f"has {len(page.xpath('//main'))} main": len(page.xpath("//main")) != 1,
        f"has lang {page.get('lang')!r}": page.get("lang") != "en",
        f"has the title {title!r}": not re.fullmatch(r"\S.* – Skyddsnät", title),
        f"repeats ids {ids.most_common(3)}": max(ids.values(), default=1) > 1,
        f"links within itself to {dead}": bool(dead),
    }
    return [fault for fault, there in wrong.items() if there]


@functools.cache
def named() -> set[str]:
    """Words of names that are the same in every language: municipalities, counties, this program."""
    files = [REGISTERS / "municipalities.json", REGISTERS / "counties.json"]
    rows = [row for path in files for row in json.loads(path.read_text())["rows"]]
    said = " ".join(f"{row['name']} {row.get('name_en', '')}" for row in rows)
    return NAMES | set(re.findall(r"\w+", said)) - {"län", "kommun"}


def _said_in_english(element: Any, language: str = "") -> Iterator[str]:
    """Everything that the page says, or has read aloud, where it says that it speaks English."""
    language = element.get("lang") or language
    if language.startswith("en"):
        yield from (element.get(name) or "" for name in READ_ALOUD)
    if element.tag not in UNREAD:
        if language.startswith("en"):
            yield element.text or ""
        for child in element.iterchildren(tag=html.etree.Element):
            yield from _said_in_english(child, language)
    for child in element:
        if language.startswith("en") and element.tag not in UNREAD:
            yield child.tail or ""


def swedish_left(page: Any) -> list[str]:
    """Swedish words on a page that says that it speaks English, names apart."""
    return [
        " ".join(said.split())[:90]
        for said in _said_in_english(page.body, page.get("lang", ""))
        if any(
            re.search("[åäöÅÄÖ]", word) and word not in named()
            for word in re.findall(r"\w+", NUMBERS.sub("", said))
        )
    ]


# English is what can be left untranslated; in Swedish the pages are walked by a browser.
@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_answers_and_says_what_it_is(demo: Any, person: str) -> None:
    reader = Reader(person)
    faults: list[str] = []

    def look(stop: Stop) -> None:
        if "/version/X/html/" not in stop.kind:
            faults.extend(f"{stop.path} {fault}" for fault in faults_of(reader.page))
            faults.extend(f"{stop.path} says in Swedish: {said}" for said in swedish_left(reader.page))

    stops = walk(reader, look)
    assert len(stops) > 5
    faults += [f"{s.path} answered {s.status} (linked from {s.found_on})" for s in stops if s.status != 200]
    assert not faults, "\n".join(sorted(set(faults)))


def test_what_is_wrong_is_found() -> None:
    page = html.document_fromstring(
        "<html lang=en><title>x</title><body><main><h1 id=a>Å <b>sä</b></h1><p id=a lang=sv>å<a href='#b'>.</a></p>"
        "<code>ä</code>ö<img alt='Ä'></main>"
    )
    assert len(faults_of(page)) == 3
    assert swedish_left(page) == ["Å", "sä", "Ä", "ö"]
