"""The demonstration's passphrase. It guards made-up keys that are in the code for all to see."""

from __future__ import annotations

from django.conf import settings

from skyddsnat.core.models import User

PASSPHRASE = "nordan vindar blå fyr"  # noqa: S105 - it hides nothing


def passphrase_for(user: User) -> str:
    """What opens the user's key; empty outside the demonstration."""
    return PASSPHRASE if settings.DEMO and user.is_demo else ""
