"""How search engines and readers of feeds find the public pages."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from skyddsnat.core.api import public
from skyddsnat.guidance.frame import GUIDES, of_guide
from skyddsnat.guidance.models import GuidancePage
from skyddsnat.guidance.wording import words

LATEST = 20


class PublicPages(Sitemap):  # type: ignore[type-arg]
    """Every published page in every language."""

    protocol = urlsplit(settings.SITE_ADDRESS).scheme

    def items(self) -> QuerySet[GuidancePage]:
        return GuidancePage.objects.live().public().select_related("locale").order_by("path")

    def location(self, item: GuidancePage) -> str:
        return item.relative_url(None) or ""

    def lastmod(self, item: GuidancePage) -> datetime.datetime | None:
        return item.last_published_at


class Guides(Sitemap):  # type: ignore[type-arg]
    """The first page of every guide in every language that has pages, the rules of law and the self-test."""

    protocol = PublicPages.protocol

    def items(self) -> list[str]:
        names = [*(name for name, _word in GUIDES), "law-rules", "test"]
        return [guide.url for name in names for guide in of_guide(name)]

    def location(self, item: str) -> str:
        return item


SITE_MAPS = {"pages": PublicPages, "guides": Guides}


def crawled() -> list[str]:
    """What search engines may read of this room: what begins with one of its languages."""
    return [f"/{code}/" for code, _name in settings.LANGUAGES]


@public
def favicon(request: HttpRequest) -> HttpResponse:
    """Where the mark is: browsers ask here when what they show does not say."""
    return HttpResponseRedirect(static("website/favicon.svg"))


class Latest(Feed):  # type: ignore[type-arg]
    """The pages in a language, the last changed first."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return self._words()("site")

    def subtitle(self) -> str:
        return self._words()("site_lead")

    def link(self) -> str:
        return f"/{get_language()}/"

    def items(self) -> QuerySet[GuidancePage]:
        pages = GuidancePage.objects.live().public().filter(locale__language_code=get_language())
        return pages.order_by("-last_published_at")[:LATEST]

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.lead)

    def item_link(self, item: Any) -> str:
        return item.relative_url(None) or ""

    def item_updateddate(self, item: Any) -> datetime.datetime | None:
        updated: datetime.datetime | None = item.last_published_at
        return updated

    def _words(self) -> Any:
        return words(get_language() or "sv")

    permission = "public"
