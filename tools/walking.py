"""The walk: following links from the start page as one person, once to each kind of page.

The three hundred pages of organisations are one kind, and looking at one of them says what the others look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from skyddsnat.shared.languages import NAMES as LANGUAGES

VARYING = (
    (
        re.compile(
            r"/(organisation|dialog/aktorer|mening|text|skyldighet|version|forbered|indikatorer)/[^/]+"
        ),
        r"/\1/X",
    ),
    (
        re.compile(r"/barnets-basta/(?!skicka|besluta|borja|uppfoljning|utskrift|spara|pdf|docx)[^/]+"),
        "/barnets-basta/X",
    ),
    (re.compile(r"/bibliotek/(?!redaktion|bidra|granska)[^/]+"), "/bibliotek/X"),
    (re.compile(r"/(vart|where)/[a-z]+/$"), r"/\1/X/"),  # the questions of the guide, and its outcomes
    (re.compile(r"/(vart|where)/[a-z]+/[a-z]+/$"), r"/\1/X/X/"),
    (re.compile(r"/metod/[^/]+/[^/]+"), "/metod/X/X"),  # how far an organisation has come with a method
    (re.compile(r"/intyg/(hantera/)?[0-9a-f-]{36}/"), r"/intyg/\1X/"),
    (re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}(?=/|$)"), "/U"),
    (re.compile(r"/lander/[A-Z]{2}(?=/|$)"), "/lander/X"),
    (re.compile(r"/vem/[^/]+/[A-Z]{2}/"), "/vem/X/X/"),
    (re.compile(r"/vem/[^/]+/$"), "/vem/X/"),
    (re.compile(r"/arenden/U/steg/[^/]+/"), "/arenden/U/steg/X/"),  # each asks for what its own step needs
    (
        re.compile(r"/arenden/U/[a-z-]+/\d+/[a-z-]+/"),
        "/arenden/U/X/N/X/",
    ),  # what is done with what was written
    (re.compile(r"/\d+(?=/|$)"), "/N"),
    (re.compile(r"/uppdrag/demo-\w+/"), "/uppdrag/demo/"),  # the two that run are of one kind
)
FILES = re.compile(
    r"/(pdf|html|docx|data|tabell|fil)/$|(?<!/bransch)/intyg/[^/]+/$|/handlingar/\d+/utkast/$|/avslut/(?:arkiv/)?\d+/$|\.(?:ics|pdf|png|atom|ttl|json|jsonld|csv|parquet)$|[?&]format=(?:xlsx|csv)"
    r"|/oppna-data/api/|/importer/mall/|/bransch/intyg/(?:utfardare|nycklar|[0-9a-f-]{36}/utskrift)/$"
)


def kind_of(path: str) -> str:
    """The address with what differs from page to page taken away."""
    for pattern, instead in VARYING:
        path = pattern.sub(instead, path)
    return path


class Stop(NamedTuple):
    """A place on the walk: its address, its kind, where the link to it was, and the status it answered with."""

    path: str
    kind: str
    found_on: str
    status: int


EDITING = "redaktion"  # Wagtail's own rooms


def _leads_out(link: str, within: str) -> bool:
    first = link[1:].partition("/")[0]
    return link.endswith("/ut/") or (within == "/" and (first in LANGUAGES or first == EDITING))


class Visitor(Protocol):
    """Whoever walks: a window of a browser, or a client that only reads."""

    def open(self, path: str) -> int:
        """Open a page of the site; its status."""

    def links(self) -> list[str]:
        """Every address within the site that the open page links to, without fragments, in order."""

    def fetch(self, path: str) -> int:
        """Ask for a file and let it be; its status."""


def walk(
    visitor: Visitor, each: Callable[[Stop], None], *, start: str = "/", within: str = "/"
) -> list[Stop]:
    """Follow links within the site, once to each kind of page (files are asked for, not opened), and call `each`.

    Only addresses that begin with `within` are followed, never the way out of the public pages, and from the staff's
    pages neither the way into them, walked language by language, nor into Wagtail's rooms, which are not ours.
    """
    stops: list[Stop] = []
    waiting, seen = [(start, "")], {kind_of(start)}
    while waiting:
        path, found_on = waiting.pop(0)
        if FILES.search(path):
            stops.append(Stop(path, kind_of(path), found_on, visitor.fetch(path)))
            continue
        stop = Stop(path, kind_of(path), found_on, visitor.open(path))
        stops.append(stop)
        each(stop)
        for link in visitor.links():
            query = urlsplit(link).query
            kind = kind_of(urlsplit(link).path) + ("?file" if FILES.search(link) else "?" if query else "")
            if kind not in seen and link.startswith(within) and not _leads_out(link, within):
                seen.add(kind)
                waiting.append((link, path))
    return stops
