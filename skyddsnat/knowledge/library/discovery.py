"""How search engines find what the room shows to everybody."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from skyddsnat.knowledge.library.access import published
from skyddsnat.knowledge.library.showing import address_of
from skyddsnat.knowledge.models import LibraryPage
from skyddsnat.knowledge.models.library import RESERVED

FIRST_PAGES = ["knowledge:start", "knowledge:library", "knowledge:gatherings", "knowledge:consultations"]


class Texts(Sitemap):  # type: ignore[type-arg]
    """Every published entry of the library in every language."""

    protocol = urlsplit(settings.SITE_ADDRESS).scheme

    def items(self) -> QuerySet[LibraryPage]:
        return published().order_by("path")

    def location(self, item: LibraryPage) -> str:
        return address_of(item)

    def lastmod(self, item: LibraryPage) -> datetime.datetime | None:
        return item.last_published_at


class FirstPages(Sitemap):  # type: ignore[type-arg]
    """Where one begins."""

    protocol = Texts.protocol

    def items(self) -> list[str]:
        return FIRST_PAGES

    def location(self, item: str) -> str:
        return reverse(item)


SITE_MAPS = {"library": Texts, "knowledge": FirstPages}
CRAWLED = ["/kunskap/$", "/kunskap/bibliotek/", "/kunskap/traffar/$", "/kunskap/radgivning/$"]
NOT_CRAWLED = [f"/kunskap/bibliotek/{word}/" for word in sorted(RESERVED)]
