"""Whether a text of the library says the same as another, or as it did."""

from __future__ import annotations

from typing import Any

from skyddsnat.shared.fingerprints import fingerprint_of


def fingerprint(page: Any) -> str:
    """Fingerprint of what a reader is told: the words, the sources, and for whom and how well known it is."""
    return fingerprint_of(
        [
            page.title,
            page.lead,
            page.situation,
            page.asks,
            page.kind,
            page.level,
            sorted(page.audiences),
            list(page.body.raw_data),
            list(page.sources.raw_data),
        ]
    )
