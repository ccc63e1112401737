"""Keys to sign with: RSA, since RS256 is what every Open Badges 3.0 verifier must know."""

from __future__ import annotations

import hashlib
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from skyddsnat.shared.encoding import UnreadableError, b64url, from_b64url
from skyddsnat.shared.hashing import canonical_json
from skyddsnat.shared.locked import lock, unlock

BITS, SMALLEST = 3072, 2048
EXPONENT = 65537
PURPOSE = b"skyddsnat.shared.badges: the private half of a signing key"

type PrivateKey = rsa.RSAPrivateKey
type PublicKey = rsa.RSAPublicKey


def new_key() -> PrivateKey:
    """A key that nobody has had before."""
    return rsa.generate_private_key(public_exponent=EXPONENT, key_size=BITS)


def to_pem(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def from_pem(pem: bytes) -> PrivateKey:
    """The key of a PEM text; UnreadableError without a word of the text when it is none, or too small."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise UnreadableError("not a private key in PEM without a password") from None
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < SMALLEST:
        raise UnreadableError(f"not an RSA key of at least {SMALLEST} bits")
    return key


def public_jwk(key: PublicKey) -> dict[str, str]:
    """The public half as a JSON Web Key."""
    numbers = key.public_numbers()
    return {"kty": "RSA", "e": _letters(numbers.e), "n": _letters(numbers.n)}


def thumbprint(jwk: dict[str, str]) -> str:
    """What a key is called: RFC 7638, so that two who have the key call it the same."""
    named = {name: jwk[name] for name in ("e", "kty", "n")}
    return b64url(hashlib.sha256(canonical_json(named)).digest())


def from_jwk(jwk: dict[str, Any]) -> PublicKey:
    numbers = [int.from_bytes(from_b64url(jwk[name])) for name in ("e", "n")]
    return rsa.RSAPublicNumbers(*numbers).public_key()


def seal(key: PrivateKey, secret: str) -> bytes:
    """The private half as it is kept: unreadable for whoever has the database but not the secret of the site."""
    return lock(to_pem(key), secret, PURPOSE)


def unseal(sealed: bytes, secret: str) -> PrivateKey:
    """UnreadableError when it was sealed with another secret, or changed since."""
    return from_pem(unlock(sealed, secret, PURPOSE))


def _letters(number: int) -> str:
    return b64url(number.to_bytes((number.bit_length() + 7) // 8))
