"""Whether a lesson says the same as it did."""

from __future__ import annotations

from typing import Any

from skyddsnat.shared.fingerprints import fingerprint_of


def fingerprint(page: Any) -> str:
    """Fingerprint of what somebody who takes the lesson is told."""
    return fingerprint_of([page.title, page.lead, list(page.scenes.raw_data), list(page.closing.raw_data)])
