"""The people of the demonstration, whom anybody at this machine may sign in as."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from skyddsnat.core.models import Role, User

ORDER = ["coordinator", "economist", "manager", "editor", "auditor", "partner", "regional", "receiver"]


def demo_roles() -> list[dict[str, Any]]:
    """The roles that can be tried without a password; none outside the demonstration."""
    if not settings.DEMO:
        return []
    roles = Role.objects.filter(users__is_demo=True, users__is_active=True).distinct()
    found = sorted(roles, key=lambda role: ORDER.index(role.code) if role.code in ORDER else len(ORDER))
    return [{"code": role.code, "name": str(role), "description": role.said_description} for role in found]


def demo_user(role: str) -> User | None:
    """The made-up person who holds the role; None for an unknown role, and outside the demonstration."""
    if not settings.DEMO:
        return None
    return User.objects.filter(is_demo=True, is_active=True, roles__code=role).order_by("pk").first()
