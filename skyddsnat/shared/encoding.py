"""Bytes as letters, and JSON from strangers: one way to write each, and nothing else is read."""

from __future__ import annotations

import base64
import json
import re
from typing import Any, NoReturn

ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


class UnreadableError(ValueError):
    """What was read is not what it should be."""


def b64url(data: bytes) -> str:
    """Base64 for addresses, without padding (RFC 7515)."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_b64url(text: str) -> bytes:
    """The bytes; a text that another writes the same bytes with is refused, so that a signed text has one form."""
    if not ALPHABET.fullmatch(text) or len(text) % 4 == 1:
        raise UnreadableError
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64url(data) != text:
        raise UnreadableError
    return data


def compact_json(value: Any) -> bytes:
    """JSON in the order it was made, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_object(data: bytes) -> dict[str, Any]:
    """A JSON object. A name that stands twice, NaN and nesting without end are refused."""
    try:
        found = json.loads(data.decode(), object_pairs_hook=_once_each, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    if not isinstance(found, dict):
        raise UnreadableError
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableError
    return found


def _refused(_name: str) -> NoReturn:
    raise UnreadableError
