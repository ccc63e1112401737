"""Which badges somebody may see: each by its address, all of them only by number, for those who may revoke."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import Badge, BadgeClaim, BadgeKey, BadgeList
from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import sha256_hex


def badges_for_visitors() -> QuerySet[Badge]:
    """Every badge: whoever has its address may see whether it is valid."""
    return Badge.objects.select_related("company__organisation", "key", "list")


def badges_for(user: User) -> QuerySet[Badge]:
    """The badges that `user` may revoke, the latest first."""
    found = badges_for_visitors()
    return found if user.may(WRITE) else found.none()


def badge_with(number: uuid.UUID) -> Badge | None:
    return badges_for_visitors().filter(pk=number).first()


def claim_with(secret: str) -> BadgeClaim | None:
    """What a secret opens, while it does."""
    rows = BadgeClaim.objects.select_related("badge")
    return rows.filter(secret_sha256=sha256_hex(secret.encode()), expires_on__gte=today()).first()


def keys_for_visitors() -> QuerySet[BadgeKey]:
    """Every key, by its public half."""
    return BadgeKey.objects.defer("sealed")


def lists_for_visitors() -> QuerySet[BadgeList]:
    return BadgeList.objects.all()
