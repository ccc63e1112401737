"""Who may edit and who may publish: the groups of Wagtail's that follow our roles, and what they need."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, Task, Workflow

from skyddsnat.core.api import place_everybody, register_editors

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


def open_groups() -> None:
    """Let the groups follow the roles."""
    for name, permission in GROUPS.items():
        register_editors(name, permission)


def place_editors() -> None:
    """Give the groups what editors need, and place everybody as the roles are now."""
    for app, codename in MORE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        for group in Group.objects.filter(name__in=GROUPS):
            group.permissions.add(permission)
    for named in (Workflow, Task):  # the button says "Lämna in till …"
        named.objects.filter(name=WAGTAILS_NAME).update(name=OUR_NAME)
    # Wagtail lets its groups upload pictures and documents.
    GroupCollectionPermission.objects.filter(group__name__in=GROUPS).delete()
    place_everybody()
