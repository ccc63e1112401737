"""A badge on paper: a tagged PDF with a code that leads to the public page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.industry.badges.issuing import issuer_name, term_of, title_of
from skyddsnat.industry.badges.rules import in_order
from skyddsnat.industry.companies.rules import number_said
from skyddsnat.industry.models import Badge
from skyddsnat.shared import qr
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.typeset import render
from skyddsnat.shared.typeset.printable import printable_text

TEMPLATE = Path(__file__).parent / "badge.typ"


def printed(badge: Badge, *, name: str = "") -> bytes:
    """The PDF in the reader's language. The name is printed and forgotten."""
    language = "en" if get_language() == "en" else "sv"
    data = {
        "language": language,
        "title": title_of(badge),
        "lead": _lead(badge, name),
        "facts": [*_what(badge), *_term(badge, language)],
        "check": _("Kontrollera intyget"),
        "how": _("Läs av koden eller skriv adressen. Sidan säger om intyget gäller och vad det visar."),
        "shown": badge.url.partition("://")[2],
        "url": badge.url,
        "qr_alt": _("Kod som leder till %(address)s") % {"address": badge.url},
        "site": issuer_name(),
        "demo": _("Demonstration: påhittade uppgifter") if settings.DEMO else "",
    }
    return render(TEMPLATE, data, created=term_of(badge).starts, assets={"qr.svg": qr.svg(badge.url)})


def _lead(badge: Badge, name: str) -> str:
    if badge.company is not None:
        return _("Så stor del av personalen har gått utbildningen om barn som kan vara utsatta.")
    if not name:
        return _("Den som visar intyget har gått utbildningen om barn som kan vara utsatta.")
    return _("%(name)s har gått utbildningen om barn som kan vara utsatta.") % {"name": name}


def _what(badge: Badge) -> list[dict[str, Any]]:
    if badge.company is not None:
        return [
            {"label": _("Organisationsnummer"), "value": number_said(badge.company.number)},
            *({"label": str(job.label), "value": f"{share} %"} for job, share in in_order(badge.shares)),
        ]
    rows: list[dict[str, Any]] = [{"label": _("Version"), "value": str(badge.lesson_version)}]
    if printable_text(badge.lesson, breaks=False) == badge.lesson:  # no letters that our fonts lack
        rows.insert(0, {"label": _("Utbildning"), "value": {"text": badge.lesson, "lang": badge.language}})
    return rows


def _term(badge: Badge, language: str) -> list[dict[str, Any]]:
    return [
        {"label": _("Gjord"), "value": format_date(badge.day, language)},
        {"label": _("Gäller till och med"), "value": format_date(badge.expires_on, language)},
        {"label": _("Utfärdat av"), "value": issuer_name()},
        {"label": _("Nummer"), "value": str(badge.pk)},
    ]
