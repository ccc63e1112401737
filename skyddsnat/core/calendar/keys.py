"""Knowing a calendar program by HTTP Basic: the person's e-mail address and a password that opens the calendar alone.

The password is drawn by the program (119 bits), so a quick hash keeps it as safe as a slow one would, and a calendar
that asks every quarter of an hour costs nothing. No session is made and nothing else is opened.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import date

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from skyddsnat.core.models import CalendarKey

NOBODYS = hashlib.sha256(b"nobody has this password").hexdigest()
TRIES, WINDOW = 20, 600  # wrong tries for one person from one address in ten minutes


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.strip().encode()).hexdigest()


def named_in(request: HttpRequest) -> tuple[str, str] | None:
    """(e-mail address, password) as the request says them; None when it does not, or says them wrong."""
    scheme, _space, told = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        email, colon, secret = base64.b64decode(told, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (email.strip().lower(), secret) if colon else None


def key_for(email: str, secret: str) -> CalendarKey | None:
    """The key that the password is, when the account is open. As slow for an unknown person as for a known one."""
    told = hashed(secret)
    keys = CalendarKey.objects.filter(user__email=email, user__is_active=True, revoked_at=None)
    found = None
    for key in keys.select_related("user"):
        if constant_time_compare(told, key.secret_sha256):
            found = key
    constant_time_compare(told, NOBODYS)
    return found


def note_use(key: CalendarKey, day: date) -> None:
    """Remember the last day the key was used, so that its owner sees which devices are alive."""
    if key.last_used_on != day:
        CalendarKey.objects.filter(pk=key.pk).update(last_used_on=day)


def has_tried_too_often(request: HttpRequest, email: str) -> bool:
    return int(cache.get(_counter(request, email), 0)) >= TRIES


def count_wrong_try(request: HttpRequest, email: str) -> None:
    """One more wrong password for a person from where the request comes; forgotten ten minutes after the first."""
    counter = _counter(request, email)
    cache.add(counter, 0, WINDOW)
    cache.incr(counter)


def _counter(request: HttpRequest, email: str) -> str:
    """Of the address and the person together: behind a proxy everybody may seem to come from one address."""
    where = f"{get_adapter().get_client_ip(request)} {email}"
    return f"calendar-tries:{hashlib.sha256(where.encode()).hexdigest()}"
