"""Writes on users and roles."""

from pathlib import Path

import yaml
from django.db import transaction

from skyddsnat.core.audit import record
from skyddsnat.core.models import Role, User
from skyddsnat.core.shortcuts import forget_person


@transaction.atomic
def load_roles(*, by: User | None) -> int:
    """Make the roles equal to roles.yaml; return how many there are."""
    roles = yaml.safe_load((Path(__file__).parent / "roles.yaml").read_text())
    for code, row in roles.items():
        _, created = Role.objects.update_or_create(
            code=code,
            defaults={
                "name": row["name"],
                "name_en": row["name_en"],
                "description": row["description"],
                "description_en": row["description_en"],
                "is_staff": row["staff"],
                "permissions": row["permissions"],
            },
        )
        if created:
            record(by, "role.created", Role(code=code))
    return len(roles)


@transaction.atomic
def add_user(*, email: str, name: str, roles: list[str], by: User | None, language: str = "sv") -> User:
    """Open an account without a password: the person chooses one through "forgotten password"."""
    user = User.objects.create_user(email=email, name=name, language=language)
    user.roles.set(Role.objects.filter(code__in=roles))
    record(by, "user.added", user, roles=",".join(sorted(roles)))
    return user


@transaction.atomic
def set_roles(*, user: User, roles: list[str], by: User) -> None:
    """Give the user exactly these roles."""
    user.roles.set(Role.objects.filter(code__in=roles))
    record(by, "user.roles_set", user, roles=",".join(sorted(roles)))


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """Close the account: the person can no longer sign in, what they did stays in the log."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    forget_person(user)
    record(by, "user.closed", user)


@transaction.atomic
def open_account(*, user: User, by: User) -> None:
    """Open a closed account again."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by, "user.opened", user)
