"""Who may edit and who may publish pages: Wagtail asks its groups, and the groups follow our roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed

from skyddsnat.core.models import User

_groups: dict[str, str] = {}  # the name of a group → the permission that opens it


def register_editors(group: str, permission: str) -> None:
    """Let those whose roles give `permission` be in Wagtail's group of that name."""
    _groups[group] = permission


def place(user: User) -> None:
    """Put the user in the groups that their roles open, and in no other."""
    wanted = _opened_to(user)
    if {group.name for group in user.groups.all()} != wanted:
        user.groups.set(Group.objects.filter(name__in=wanted))


def place_everybody() -> None:
    """Let the groups follow the roles as they are now, in as few questions however many there are."""
    there = dict(Group.objects.values_list("name", "pk"))
    members = User.groups.through.objects
    now = {(user, group): pk for pk, user, group in members.values_list("pk", "user_id", "group_id")}
    wanted = {
        (user.pk, there[name])
        for user in User.objects.prefetch_related("roles")
        for name in _opened_to(user)
        if name in there
    }
    members.filter(pk__in=[pk for pair, pk in now.items() if pair not in wanted]).delete()
    members.bulk_create(members.model(user_id=user, group_id=group) for user, group in wanted - now.keys())


def _opened_to(user: User) -> set[str]:
    given = {permission for role in user.roles.all() for permission in role.permissions}
    return {name for name, permission in _groups.items() if permission in given}


def follow_roles() -> None:
    """Place a user anew each time their roles change."""
    m2m_changed.connect(_roles_changed, sender=User.roles.through, dispatch_uid="core-editors")


def _roles_changed(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    if not action.startswith("post_"):
        return
    users = User.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
    for user in users:
        place(user)
