"""What a page is, in the words of schema.org, for those who read pages by machine."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from skyddsnat.guidance.wording import words

ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
}  # so that no text can end the script


def about(page: Any, language: str) -> SafeString:
    """The page as JSON-LD in a script element. It is data, which no browser runs."""
    told = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": page.title,
        "url": settings.SITE_ADDRESS + (page.relative_url(None) or ""),
        "inLanguage": language,
        "isAccessibleForFree": True,
        "isPartOf": {
            "@type": "WebSite",
            "name": words(language)("site"),
            "url": f"{settings.SITE_ADDRESS}/{language}/",
        },
    }
    if page.search_description:  # the lead may name shared values, which are put in as HTML
        told["description"] = page.search_description
    if page.last_published_at:
        told["dateModified"] = page.last_published_at.date().isoformat()
    safe = mark_safe(json.dumps(told, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped above
    return format_html('<script type="application/ld+json">{}</script>', safe)
