"""Who writes to companies and keeps what they fill in."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from skyddsnat.mandate.models import Assignment


def authority_name(language: str) -> str:
    """What the settings say, else the authority of the latest assignment."""
    if settings.AUTHORITY_NAME:
        return str(settings.AUTHORITY_NAME)
    latest = Assignment.objects.select_related("authority").order_by("-decided_on", "-pk").first()
    if latest is None:
        return "Skyddsnät"
    authority = latest.authority
    return authority.name_en or authority.name if language == "en" else authority.name


class Reached(NamedTuple):
    """How the authority is reached; each part "" when the settings do not say."""

    phone: str
    dialled: str
    email: str


def how_to_reach_us() -> Reached | None:
    """What the settings say; None when they say nothing."""
    phone, email = settings.AUTHORITY_PHONE.strip(), settings.AUTHORITY_EMAIL.strip()
    dialled = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return Reached(phone, dialled, email) if phone or email else None
