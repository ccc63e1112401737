"""The key that badges are signed with: made at set-up, kept sealed, changed without breaking what was signed before.

In production the private half may come from the environment (`BADGE_KEY`); then the database has the public half alone.
Retiring a key destroys its private half here.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.industry.models import BadgeKey
from skyddsnat.shared.badges import UnreadableError
from skyddsnat.shared.badges.keys import (
    PrivateKey,
    PublicKey,
    from_jwk,
    from_pem,
    new_key,
    public_jwk,
    seal,
    thumbprint,
    unseal,
)

log = logging.getLogger(__name__)
LOCK = 3_024  # one process at a time makes or changes the key


@transaction.atomic
def ensure_key() -> BadgeKey:
    """The key in use: the environment's when there is one, otherwise the site's own, made the first time."""
    _one_at_a_time()
    current = BadgeKey.objects.filter(retired_at=None).first()
    given = _given()
    if given is None:
        return current or _take_into_use(new_key(), kept_here=True)
    if current is not None and current.thumbprint == thumbprint(public_jwk(given.public_key())):
        return current
    if current is not None:
        _retire(current, by=None)
    return _take_into_use(given, kept_here=False)


@transaction.atomic
def rotate_key(*, by: User | None) -> BadgeKey:
    """A new key from now on. Badges signed with the old one are verified as before."""
    if _given() is not None:
        raise Refused("The key is in BADGE_KEY. Put another there, and run `skyddsnat setup`.")
    _one_at_a_time()
    current = BadgeKey.objects.filter(retired_at=None).first()
    if current is not None:
        _retire(current, by=by)
    return _take_into_use(new_key(), kept_here=True)


def private_half(key: BadgeKey) -> PrivateKey | None:
    """What signs for the key; None when it is retired or cannot be opened here."""
    given = _given()
    if given is not None and key.thumbprint == thumbprint(public_jwk(given.public_key())):
        return given
    if key.sealed is None:
        return None
    try:
        return unseal(bytes(key.sealed), settings.SECRET_KEY)
    except UnreadableError:
        return None


def signing_key() -> tuple[BadgeKey, PrivateKey]:
    """The key in use, ready to sign."""
    key = ensure_key()
    private = private_half(key)
    if private is None:
        log.error(
            "The badges' key needs the SECRET_KEY it was sealed with, or run `skyddsnat badges new-key`."
        )
        raise Refused(
            _("Intyg kan inte göras just nu. Säg till den som sköter systemet, och försök igen sedan.")
        )
    return key, private


def public_keys() -> dict[str, PublicKey]:
    """Every key that a badge of ours may be signed with, by the name that stands in it."""
    return {key.kid: from_jwk(key.public_jwk) for key in BadgeKey.objects.all()}


def jwk_of(key: BadgeKey) -> dict[str, Any]:
    """The public half as others fetch it."""
    return {**key.public_jwk, "kid": key.kid, "alg": "RS256", "use": "sig"}


def _take_into_use(private: PrivateKey, *, kept_here: bool) -> BadgeKey:
    jwk = public_jwk(private.public_key())
    sealed = seal(private, settings.SECRET_KEY) if kept_here else None
    key, made = BadgeKey.objects.get_or_create(
        thumbprint=thumbprint(jwk), defaults={"public_jwk": jwk, "sealed": sealed}
    )
    if not made:  # a key that the environment names again
        BadgeKey.objects.filter(pk=key.pk).update(retired_at=None)
        key.refresh_from_db()
    record(None, "badge_key.made", key)
    return key


def _retire(key: BadgeKey, *, by: User | None) -> None:
    key.retired_at, key.sealed = timezone.now(), None
    key.save(update_fields=["retired_at", "sealed"])
    record(by, "badge_key.retired", key)


def _given() -> PrivateKey | None:
    return from_pem(settings.BADGE_KEY.encode()) if settings.BADGE_KEY else None


def _one_at_a_time() -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
