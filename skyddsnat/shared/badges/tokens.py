"""Signing and reading a Compact JWS with RS256: the JSON Web Token proof of Open Badges 3.0.

A token says which key it was signed with, never which way: the way is ours, and a key is one of those we are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from skyddsnat.shared import jws
from skyddsnat.shared.badges.keys import PrivateKey, PublicKey
from skyddsnat.shared.encoding import UnreadableError, read_object

ALGORITHM = "RS256"
HEADERS = {"alg", "kid", "typ"}  # the specification allows no others than these and "jwk"


class Fault(StrEnum):
    """Why a token cannot be trusted."""

    UNREADABLE = "unreadable"
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    CONTENT = "content"  # signed, but does not agree with itself


class BadTokenError(Exception):
    """A token that cannot be trusted."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def sign(payload: Mapping[str, Any], *, key: PrivateKey, kid: str) -> str:
    """The payload with its signature. The same payload and key give the same token."""
    header = {"alg": ALGORITHM, "kid": kid, "typ": "JWT"}
    return jws.written(header, payload, lambda signed: key.sign(signed, padding.PKCS1v15(), hashes.SHA256()))


def read(token: str, keys: Mapping[str, PublicKey]) -> dict[str, Any]:
    """What was signed; BadTokenError unless one of `keys`, by the name in the token, signed just this."""
    try:
        header, payload, signature, signed = jws.taken_apart(token)
    except UnreadableError:
        raise BadTokenError(Fault.UNREADABLE) from None
    key = _key_of(header, keys)
    try:
        key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise BadTokenError(Fault.SIGNATURE) from None
    try:
        return read_object(payload)
    except UnreadableError:
        raise BadTokenError(Fault.UNREADABLE) from None


def _key_of(header: dict[str, Any], keys: Mapping[str, PublicKey]) -> PublicKey:
    if header.get("alg") != ALGORITHM or not header.keys() <= HEADERS or header.get("typ", "JWT") != "JWT":
        raise BadTokenError(Fault.ALGORITHM)
    kid = header.get("kid")
    key = keys.get(kid) if isinstance(kid, str) else None
    if key is None:
        raise BadTokenError(Fault.KEY)
    return key
