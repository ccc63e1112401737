"""What a page of the library shows around its text."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.shared.dates import format_date, today
from skyddsnat.shared.languages import NAMES


class Reading(NamedTuple):
    """The entry in one language."""

    code: str
    name: str
    url: str
    current: bool


def address_of(page: Any) -> str:
    """Where the entry is in its own language."""
    return f"{reverse('knowledge:library-entry', args=[page.slug])}?sprak={page.locale.language_code}"


def audiences_of(page: Any) -> list[str]:
    """For whom the entry is, in words."""
    names: dict[str, Any] = dict(page._meta.get_field("audiences").base_field.choices)
    return [str(names[code]) for code in names if code in page.audiences] or [_("Alla yrkesverksamma")]


def entry_context(page: Any) -> dict[str, Any]:
    """Context of `knowledge/library/entry.html`; holds for a page that is only being written, too."""
    language = page.locale.language_code
    versions = list(page.versions.all()) if page.pk else []
    return {
        "entry": page,
        "entry_language": language if language != (get_language() or "sv") else "",
        "audiences": audiences_of(page),
        "versions": versions,
        "is_published": bool(versions),
        "facts": _facts(page, versions),
        "readings": _readings(page),
        "review_passed": bool(page.review_due and page.review_due <= today()),
        "canonical": settings.SITE_ADDRESS + address_of(page) if page.pk and page.live else "",
        "site_address": settings.SITE_ADDRESS,
        "pdf_url": reverse("knowledge:library-pdf", args=[page.slug, language]) if page.pk else "",
        "breadcrumb": [
            {"label": _("Kunskap"), "url": reverse("knowledge:start")},
            {"label": _("Bibliotek"), "url": reverse("knowledge:library")},
        ],
    }


def _facts(page: Any, versions: list[Any]) -> list[dict[str, Any]]:
    swedish = page.locale.language_code == "sv" and (get_language() or "sv") != "sv"
    rows: list[dict[str, Any]] = [{"label": _("För vem"), "value": ", ".join(audiences_of(page))}]
    if page.situation:
        rows.append({"label": _("När"), "value": page.situation, "swedish": swedish})
    if page.asks:
        rows.append({"label": _("Vad det kräver"), "value": page.asks, "swedish": swedish})
    rows.append({"label": _("Hur väl prövat"), "value": page.get_level_display()})
    if page.organisation:
        rows.append({"label": _("Avsändare"), "value": str(page.organisation)})
    if versions:
        rows.append({"label": _("Version"), "value": said_of(versions[0])})
    if page.reviewed_on:
        rows.append({"label": _("Senast granskad"), "value": day_in_words(page.reviewed_on)})
    if page.review_due:
        rows.append({"label": _("Granskas igen senast"), "value": day_in_words(page.review_due)})
    return rows


def said_of(version: Any) -> str:
    """A version's number and day."""
    return _("%(number)s, publicerad %(day)s") % {
        "number": version.number,
        "day": day_in_words(version.published_on),
    }


def _readings(page: Any) -> list[Reading]:
    """The languages that the entry can be read in; none to choose from when there is one."""
    if not page.pk:
        return []
    found = page.get_translations(inclusive=True).live().select_related("locale")
    pages = {one.locale.language_code: one for one in found}
    current = page.locale.language_code
    rows = [
        Reading(code, NAMES[code], address_of(pages[code]), code == current)
        for code in NAMES
        if code in pages
    ]
    return rows if len(rows) > 1 else []


def day_in_words(day: datetime.date) -> str:
    """The date in the reader's language."""
    return format_date(day, "en" if get_language() == "en" else "sv")


def own_words() -> SafeString:
    """What marks words that somebody typed as Swedish, on a page that is in English."""
    return mark_safe(' lang="sv"') if get_language() == "en" else mark_safe("")
