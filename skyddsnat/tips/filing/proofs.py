"""A proof that something was filed: on which day, and the fingerprint of what was sealed. It tells nothing else.

A Compact JWS with Ed25519. The same tip and key give the same proof, so a proof that was lost on the way is made again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from skyddsnat.shared import jws
from skyddsnat.shared.encoding import UnreadableError, b64url, from_b64url, read_object
from skyddsnat.shared.hashing import canonical_json, sha256_hex

ALGORITHM = "EdDSA"
TYPE = "filing+jwt"
CLAIMS = {"iss", "sha256", "filed"}
LONGEST = 2_000  # characters of a proof; ours have about 350


class BadProofError(ValueError):
    """Not a proof of ours."""


class Proof(NamedTuple):
    """What a proof says."""

    sealed_sha256: str
    filed: datetime.date


def sign(proof: Proof, *, key: Ed25519PrivateKey, kid: str, site: str) -> str:
    header = {"alg": ALGORITHM, "kid": kid, "typ": TYPE}
    payload = {"iss": site, "sha256": proof.sealed_sha256, "filed": proof.filed.isoformat()}
    return jws.written(header, payload, key.sign)


def read(text: str, keys: Mapping[str, Ed25519PublicKey], *, site: str) -> Proof:
    """What was signed; BadProofError unless one of `keys`, by the name in the proof, signed just this for this site."""
    try:
        if len(text) > LONGEST:
            raise BadProofError
        token = jws.taken_apart("".join(text.split()))
        kid = token.header.get("kid")
        if token.header != {"alg": ALGORITHM, "kid": kid, "typ": TYPE} or not isinstance(kid, str):
            raise BadProofError
        keys[kid].verify(token.signature, token.signed)
        said = read_object(token.payload)
        if said.keys() != CLAIMS or said["iss"] != site:
            raise BadProofError
        return Proof(str(said["sha256"]), datetime.date.fromisoformat(said["filed"]))
    except (UnreadableError, InvalidSignature, KeyError, TypeError, ValueError):
        raise BadProofError from None


def to_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def from_pem(pem: bytes) -> Ed25519PrivateKey:
    """The key of a PEM text; UnreadableError without a word of the text when it is none."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise UnreadableError("not a private key in PEM without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UnreadableError("not an Ed25519 key")
    return key


def public_jwk(key: Ed25519PublicKey) -> dict[str, str]:
    """The public half as a JSON Web Key (RFC 8037)."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": b64url(raw)}


def from_jwk(jwk: Mapping[str, Any]) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(from_b64url(jwk["x"]))


def kid_of(jwk: Mapping[str, str]) -> str:
    """What a key is called: its RFC 7638 thumbprint in hexadecimal, so that two who have the key call it the same."""
    return sha256_hex(canonical_json({name: jwk[name] for name in ("crv", "kty", "x")}))
