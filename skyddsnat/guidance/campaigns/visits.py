"""/k/CODE: to the campaign's page in the reader's language, counted as one more on that day and nothing else.

The count is the one thing here that a GET changes: whoever reads a code with a phone cannot send anything else.
"""

from __future__ import annotations

import datetime

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.models import Page

from skyddsnat.core.api import public
from skyddsnat.guidance.campaigns.rules import is_a_reader
from skyddsnat.guidance.models import Batch, GuidancePage
from skyddsnat.shared.dates import today
from skyddsnat.shared.languages import NAMES

FALLBACKS = ["en", "sv"]
ONE_MORE = """
    INSERT INTO guidance_readingcount (batch_id, day, count) VALUES (%s, %s, 1)
    ON CONFLICT (batch_id, day) DO UPDATE SET count = guidance_readingcount.count + 1
"""


@public
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Send the reader on. A code that is withdrawn, or that nobody has made, leads to the start page."""
    batch = (
        Batch.objects.select_related("campaign__page").filter(code=code.upper(), withdrawn_at=None).first()
    )
    if batch is not None and is_a_reader(request.method or "", request.headers):
        count_reading(batch, today())
    page = batch.campaign.page if batch else None
    asked = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    return HttpResponse(
        status=302,
        headers={
            "Location": address(page, asked),
            "Cache-Control": "no-store",
            "Vary": "Accept-Language",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


def count_reading(batch: Batch, day: datetime.date) -> None:
    """One more reading of the batch's code on that day."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, [batch.pk, day])


def address(page: GuidancePage | None, asked: list[str]) -> str:
    """Where the page is in the first of the wanted languages that it is published in; else the start page."""
    there: dict[str, Page] = {}
    if page is not None:
        translations = page.get_translations(inclusive=True).live().select_related("locale")
        there = {one.locale.language_code: one for one in translations}
    if not there:
        starts = GuidancePage.objects.live().filter(depth=2).select_related("locale")
        there = {one.locale.language_code: one for one in starts}
    for language in _public_languages(asked):
        if language in there:
            return there[language].relative_url(None) or f"/{language}/"
    return f"/{FALLBACKS[0]}/"


def _public_languages(asked: list[str]) -> list[str]:
    """The asked for languages that we have names for, "de-AT" as "de"; then the fallbacks."""
    known = [code if code in NAMES else code.partition("-")[0] for code in asked]
    return [code for code in known if code in NAMES] + FALLBACKS
