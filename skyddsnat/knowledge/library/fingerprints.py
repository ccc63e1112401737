"""Whether a text of the library says the same as another, or as it did."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

from skyddsnat.shared.fingerprints import fingerprint_of

LINE_ENDS = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
TAG = re.compile(r"<[^>]*>")
LEADS_TO = re.compile(r'<a [^>]*(?:href|id)="([^"]*)"')


def fingerprint(page: Any) -> str:
    """Fingerprint of what a reader is told: the words, the sources, and for whom and how well known it is.

    How the words are set does not count: Wagtail's editor writes its own marks into a text that it only opened.
    """
    return fingerprint_of(
        [
            page.title,
            page.lead,
            page.situation,
            page.asks,
            page.kind,
            page.level,
            sorted(page.audiences),
            _words(list(page.body.raw_data)),
            _words(list(page.sources.raw_data)),
        ]
    )


def lines_in(text: str) -> list[str]:
    """The lines of plain or rich text, without markup."""
    lines = (" ".join(html.unescape(TAG.sub("", piece)).split()) for piece in LINE_ENDS.split(text))
    return [line for line in lines if line]


def _words(value: Any) -> Any:
    if isinstance(value, str):
        return [*lines_in(value), *LEADS_TO.findall(value)]
    if isinstance(value, datetime.date):
        return [value.isoformat()]
    if isinstance(value, list):
        return [_words(part) for part in value]
    if isinstance(value, dict):
        return {key: _words(part) for key, part in value.items() if key != "id"}
    return value
