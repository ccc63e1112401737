"""Who edits and who publishes the library in Wagtail's rooms, and the roots that its pages hang on."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from skyddsnat.core.api import place_everybody, register_editors
from skyddsnat.knowledge.access import PUBLISH, WRITE
from skyddsnat.knowledge.library.keys import ROOT
from skyddsnat.knowledge.models import LibraryRoot

EDITORS, PUBLISHERS = "Library editors", "Library moderators"
GROUPS = {EDITORS: WRITE, PUBLISHERS: PUBLISH}
ROOTS = {"sv": ("Bibliotek", "bibliotek"), "en": ("Library", "library")}
MAY = {EDITORS: ["add", "change"], PUBLISHERS: ["add", "change", "publish", "lock", "unlock"]}
APPROVAL = "bibliotekets godkännande"  # the button says "Lämna in till …"


def open_groups() -> None:
    """Let the groups follow the roles."""
    for name, permission in GROUPS.items():
        register_editors(name, permission)


def prepare_library() -> None:
    """Make the roots, the groups and the way to approval where they are missing, and place everybody."""
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in GROUPS}
    for group in groups.values():
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
            Permission.objects.get(
                content_type__app_label="simple_translation", codename="submit_translation"
            ),
        )
    for root in library_roots().values():
        for name, verbs in MAY.items():
            for verb in verbs:
                permission = Permission.objects.get(
                    content_type__app_label="wagtailcore", codename=f"{verb}_page"
                )
                GroupPagePermission.objects.get_or_create(
                    group=groups[name], page=root, permission=permission
                )
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": _workflow(groups[PUBLISHERS])})
    place_everybody()


def library_roots() -> dict[str, LibraryRoot]:
    """The root of each language, made where it is missing."""
    found = {}
    for code, (title, slug) in ROOTS.items():
        locale, _made = Locale.objects.get_or_create(language_code=code)
        root = LibraryRoot.objects.filter(locale=locale, translation_key=ROOT).first()
        if root is None:
            root = LibraryRoot(title=title, slug=slug, locale=locale, translation_key=ROOT)
            Page.get_first_root_node().add_child(instance=root)
        found[code] = root
    return found


def _workflow(publishers: Group) -> Workflow:
    """One step: somebody who may publish approves."""
    workflow, made = Workflow.objects.get_or_create(name=APPROVAL)
    if made:
        task = GroupApprovalTask.objects.create(name=APPROVAL)
        task.groups.add(publishers)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
