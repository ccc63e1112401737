"""A Compact JWS (RFC 7515), put together and taken apart. What signs it, and whom to believe, is each user's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from skyddsnat.shared.encoding import UnreadableError, b64url, compact_json, from_b64url, read_object

PARTS = 3


class Token(NamedTuple):
    """A token taken apart; nothing of it is believed yet."""

    header: dict[str, Any]
    payload: bytes
    signature: bytes
    signed: bytes


def written(header: Mapping[str, Any], payload: Mapping[str, Any], sign: Callable[[bytes], bytes]) -> str:
    signed = f"{b64url(compact_json(header))}.{b64url(compact_json(payload))}"
    return f"{signed}.{b64url(sign(signed.encode()))}"


def taken_apart(token: str) -> Token:
    """UnreadableError when it is no token, or one that could be written in another way."""
    parts = token.split(".")
    if len(parts) != PARTS:
        raise UnreadableError
    header = read_object(from_b64url(parts[0]))
    return Token(header, from_b64url(parts[1]), from_b64url(parts[2]), f"{parts[0]}.{parts[1]}".encode())
