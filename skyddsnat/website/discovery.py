"""Where search engines begin: the public pages of every room, and nothing of the staff's."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse

from skyddsnat.core.api import public
from skyddsnat.guidance import api as guidance
from skyddsnat.industry import api as industry
from skyddsnat.insight import api as insight
from skyddsnat.knowledge import api as knowledge


@public
def site_map(request: HttpRequest) -> HttpResponse:
    """The addresses of all public pages, as sitemaps.org asks for them."""
    response: HttpResponse = sitemap(
        request, {**guidance.SITE_MAPS, **knowledge.SITE_MAPS, **industry.SITE_MAPS, **insight.SITE_MAPS}
    )
    return response


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages, and nothing of the staff's. The longest line that fits holds."""
    lines = [
        "User-agent: *",
        *(
            f"Allow: {address}"
            for address in (
                *guidance.crawled(),
                *knowledge.CRAWLED,
                *industry.CRAWLED,
                *insight.CRAWLED,
                "/static/",
            )
        ),
        *(f"Disallow: {address}" for address in ("/", *knowledge.NOT_CRAWLED)),
        "",
        f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
