"""Whether a translation still says what its source says."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def fingerprint(page: Any) -> str:
    """SHA-256, in hex, of the words of a page: its title, its lead and its body."""
    words = [page.title, page.lead, _without_ids(list(page.body.raw_data))]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _without_ids(value: Any) -> Any:
    """The value without the ids of its blocks, which differ between copies that say the same."""
    if isinstance(value, dict):
        return {key: _without_ids(part) for key, part in value.items() if key != "id"}
    if isinstance(value, list):
        return [_without_ids(part) for part in value]
    return value
