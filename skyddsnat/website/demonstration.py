"""The people of the demonstration, whom anybody at this machine may sign in as."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from skyddsnat.core.models import Role, User
from skyddsnat.tips.api import DEMO_PASSPHRASE

ORDER = [
    "coordinator",
    "economist",
    "manager",
    "editor",
    "auditor",
    "partner",
    "regional",
    "receiver",
    "caseworker",
]


def demo_roles() -> list[dict[str, Any]]:
    """The roles that can be tried without a password; none outside the demonstration."""
    if not settings.DEMO:
        return []
    roles = Role.objects.filter(users__is_demo=True, users__is_active=True).distinct()
    found = sorted(roles, key=lambda role: ORDER.index(role.code) if role.code in ORDER else len(ORDER))
    rows = [{"code": role.code, "name": str(role), "description": role.said_description} for role in found]
    return [*rows, *_other_receivers()]


def _other_receivers() -> list[dict[str, Any]]:
    """The other receivers of tips: to hand a tip over and to share a key takes two."""
    people = list(_people("receiver"))[1:]
    return [
        {"code": f"receiver:{one.pk}", "name": one.name, "description": _("En annan mottagare av tips.")}
        for one in people
    ]


def demo_user(role: str) -> User | None:
    """The made-up person who holds the role; None for an unknown role, and outside the demonstration.

    "receiver:7" is the receiver with that number.
    """
    if not settings.DEMO:
        return None
    code, _colon, number = role.partition(":")
    people = _people(code)
    return (people.filter(pk=int(number)) if number.isdecimal() else people).first()


def _people(role: str) -> QuerySet[User]:
    return User.objects.filter(is_demo=True, is_active=True, roles__code=role).order_by("pk")


def demo_passphrase() -> str:
    """What opens the keys of the made-up receivers of tips; empty outside the demonstration."""
    return DEMO_PASSPHRASE if settings.DEMO else ""
