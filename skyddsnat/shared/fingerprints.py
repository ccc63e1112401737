"""Whether two texts made of blocks say the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def fingerprint_of(words: list[Any]) -> str:
    """SHA-256, in hex, of strings and of the raw data of blocks, whose ids differ between copies that say the same."""
    plain = json.dumps(_without_ids(words), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(part) for key, part in value.items() if key != "id"}
    if isinstance(value, list):
        return [_without_ids(part) for part in value]
    return value
