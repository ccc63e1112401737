"""The people of the demonstration, whom anybody at this machine may sign in as."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from skyddsnat.core.api import DEMONSTRATION_PASSPHRASE
from skyddsnat.core.models import Role, User

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
    return [
        *rows,
        *_others("receiver", _("En annan mottagare av tips.")),
        *_others("caseworker", _("En annan handläggare.")),
        *_others("partner", _("En annan myndighet, som får uppgifter om barn genom utbytet.")),
    ]


def _others(role: str, said: str) -> list[dict[str, Any]]:
    """The others of a role: to hand a tip over, to share a key and to exchange takes two."""
    people = list(_people(role))[1:]
    return [{"code": f"{role}:{one.pk}", "name": one.name, "description": said} for one in people]


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
    """What opens the made-up keys of those who receive tips or exchange; empty outside the demonstration."""
    return DEMONSTRATION_PASSPHRASE if settings.DEMO else ""
