"""Whether a translation still says what its source says."""

from __future__ import annotations

from typing import Any

from skyddsnat.shared.fingerprints import fingerprint_of


def fingerprint(page: Any) -> str:
    """Fingerprint of the words of a page: its title, its lead and its body."""
    return fingerprint_of([page.title, page.lead, list(page.body.raw_data)])
