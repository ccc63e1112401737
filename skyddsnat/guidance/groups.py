"""Who may edit and who may publish: Wagtail asks its groups, and the groups follow our roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import m2m_changed
from wagtail.models import GroupCollectionPermission, Task, Workflow

from skyddsnat.core.models import User

GROUPS = {
    "Editors": "guidance.write",
    "Moderators": "guidance.publish",
}  # Wagtail's own two, from its first migration
WAGTAILS_NAME, OUR_NAME = "Moderators approval", "godkännande"  # of the way that a text takes to be published
MORE_PERMISSIONS = [
    ("simple_translation", "submit_translation"),
    ("guidance", "view_sharedvalue"),
    ("guidance", "change_sharedvalue"),
    ("guidance", "add_sharedvalue"),
]


def place(user: User) -> None:
    """Put the user in the groups that their roles open, and in no other."""
    given = {permission for role in user.roles.all() for permission in role.permissions}
    wanted = [name for name, permission in GROUPS.items() if permission in given]
    user.groups.set(Group.objects.filter(name__in=wanted))


def place_everybody() -> None:
    """Let the groups follow the roles as they are now, and give the groups what editors need."""
    for app, codename in MORE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        for group in Group.objects.filter(name__in=GROUPS):
            group.permissions.add(permission)
    for named in (Workflow, Task):  # the button says "Lämna in till …"
        named.objects.filter(name=WAGTAILS_NAME).update(name=OUR_NAME)
    # Wagtail lets its groups upload pictures and documents.
    GroupCollectionPermission.objects.filter(group__name__in=GROUPS).delete()
    for user in User.objects.all():
        place(user)


def follow_roles() -> None:
    """Place a user anew each time their roles change."""
    m2m_changed.connect(_roles_changed, sender=User.roles.through, dispatch_uid="guidance-groups")


def _roles_changed(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    if not action.startswith("post_"):
        return
    users = User.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
    for user in users:
        place(user)
