"""Writes on users and roles."""

import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.audit import record
from skyddsnat.core.models import PutAside, Role, User
from skyddsnat.core.refusal import Refused
from skyddsnat.core.shortcuts import forget_person
from skyddsnat.core.waiting import Task
from skyddsnat.shared.yaml_files import read_yaml


@transaction.atomic
def load_roles(*, by: User | None) -> int:
    """Make the roles equal to roles.yaml; return how many there are."""
    roles = read_yaml((Path(__file__).parent / "roles.yaml").read_text())
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


LONGEST_ASIDE = datetime.timedelta(days=365)


@transaction.atomic
def put_aside(*, task: Task, until: datetime.date, today: datetime.date, by: User) -> PutAside:
    """Take a thing off one's own desk until a day. What is late stays in sight."""
    if not task.can_wait:
        raise Refused(_("Det här är försenat och kan inte läggas undan."))
    if until <= today:
        raise Refused(_("Välj en dag som inte har kommit än."))
    if until - today > LONGEST_ASIDE:
        raise Refused(_("Välj en dag inom ett år."))
    aside, _created = PutAside.objects.update_or_create(
        user=by, task=task.identity, defaults={"until": until}
    )
    record(by, "task.put_aside", aside, until=until.isoformat())
    return aside


@transaction.atomic
def take_back(*, aside: PutAside, by: User) -> None:
    """Put a thing back on the desk."""
    record(by, "task.taken_back", aside)
    aside.delete()
