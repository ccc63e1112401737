"""The key that signs proofs of filing: made at set-up, kept sealed, changed without breaking what was signed before.

In production the private half may come from the environment (`FILING_KEY`). A tip is never turned away for want of a
key: one that cannot be opened here (another SECRET_KEY) is retired, and another made.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.encoding import UnreadableError
from skyddsnat.shared.locked import lock, unlock
from skyddsnat.tips.filing.proofs import Proof, from_jwk, from_pem, kid_of, public_jwk, sign, to_pem
from skyddsnat.tips.models import FilingKey

log = logging.getLogger(__name__)
LOCK = 3_026  # one process at a time makes or changes the key
PURPOSE = b"skyddsnat.tips.filing: the private half of the key of proofs"


@transaction.atomic
def ensure_filing_key() -> FilingKey:
    """The key in use: the environment's when there is one, otherwise the site's own, made the first time."""
    _one_at_a_time()
    current = FilingKey.objects.filter(retired_at=None).first()
    given = _given()
    if current is not None and private_half(current.kid, _sealed(current)) is not None:
        if given is None or current.kid == kid_of(public_jwk(given.public_key())):
            return current
    elif current is not None:
        log.warning("The key of proofs needs the SECRET_KEY it was sealed with; another is made.")
    if current is not None:
        _retire(current, by=None)
    return _take_into_use(given or Ed25519PrivateKey.generate(), kept_here=given is None)


@transaction.atomic
def rotate_filing_key(*, by: User | None) -> FilingKey:
    """A new key from now on. Proofs signed with the old one are valid as before."""
    if _given() is not None:
        raise Refused("The key is in FILING_KEY. Put another there, and run `skyddsnat setup`.")
    _one_at_a_time()
    current = FilingKey.objects.filter(retired_at=None).first()
    if current is not None:
        _retire(current, by=by)
    return _take_into_use(Ed25519PrivateKey.generate(), kept_here=True)


def proof_of(proof: Proof, kid: str | None, sealed: bytes | None) -> str:
    """The proof signed with the key that a question just found in use; with a new one when that cannot be opened."""
    private = private_half(kid, sealed) if kid else None
    if private is None or kid is None:
        key = ensure_filing_key()
        kid, private = key.kid, private_half(key.kid, _sealed(key))
        if private is None:  # made or found this moment with the secret that we have
            raise RuntimeError("a new key of proofs does not open")
    return sign(proof, key=private, kid=kid, site=settings.SITE_ADDRESS)


def public_keys() -> dict[str, Ed25519PublicKey]:
    """Every key that a proof of ours may be signed with, by the name that stands in it."""
    return {key.kid: from_jwk(key.public_jwk) for key in FilingKey.objects.all()}


def key_set() -> dict[str, Any]:
    """The public halves as others fetch them: a JSON Web Key Set."""
    keys = FilingKey.objects.order_by("-pk")
    return {"keys": [{**key.public_jwk, "kid": key.kid, "alg": "EdDSA", "use": "sig"} for key in keys]}


def private_half(kid: str, sealed: bytes | None) -> Ed25519PrivateKey | None:
    """What signs for the key; None when it is retired or cannot be opened here."""
    given = _given()
    if given is not None and kid == kid_of(public_jwk(given.public_key())):
        return given
    try:
        return _opened(sealed, settings.SECRET_KEY) if sealed is not None else None
    except UnreadableError:
        return None


@lru_cache(maxsize=4)
def _opened(sealed: bytes, secret: str) -> Ed25519PrivateKey:
    return from_pem(unlock(sealed, secret, PURPOSE))


@lru_cache(maxsize=2)
def _read(pem: str) -> Ed25519PrivateKey:
    return from_pem(pem.encode())


def _given() -> Ed25519PrivateKey | None:
    return _read(settings.FILING_KEY) if settings.FILING_KEY else None


def _sealed(key: FilingKey) -> bytes | None:
    return None if key.sealed is None else bytes(key.sealed)


def _take_into_use(private: Ed25519PrivateKey, *, kept_here: bool) -> FilingKey:
    jwk = public_jwk(private.public_key())
    sealed = lock(to_pem(private), settings.SECRET_KEY, PURPOSE) if kept_here else None
    key, made = FilingKey.objects.get_or_create(
        kid=kid_of(jwk), defaults={"public_jwk": jwk, "sealed": sealed}
    )
    if not made:  # a key that the environment names again
        FilingKey.objects.filter(pk=key.pk).update(retired_at=None)
        key.refresh_from_db()
    record(None, "filing_key.made", key)
    return key


def _retire(key: FilingKey, *, by: User | None) -> None:
    key.retired_at, key.sealed = timezone.now(), None
    key.save(update_fields=["retired_at", "sealed"])
    record(by, "filing_key.retired", key)


def _one_at_a_time() -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
