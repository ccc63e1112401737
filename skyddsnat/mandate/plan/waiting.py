"""What of the plan waits for a person: approval by a manager, and what was returned to the one who sent it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.models import PlanVersion
from skyddsnat.mandate.plan.snapshot import changers


def plan_tasks(user: User) -> Iterator[Task]:
    """Plans that this person can approve, and plans of theirs that came back and have not been sent again."""
    versions = access.plan_versions_for(user)
    if access.may_decide(user):
        for version in versions.filter(state=PlanVersion.SENT).exclude(sent_by=user):
            if user.pk not in changers(version):
                yield _task(version, _("Plan att godkänna"), str(version.get_state_display()))
    if access.may_write(user):
        for version in versions.filter(state=PlanVersion.RETURNED, sent_by=user):
            if not version.assignment.plan_versions.filter(version__gt=version.version).exists():
                yield _task(version, _("Plan att ändra"), str(version.get_state_display()))


def _task(version: PlanVersion, label: str, status: str) -> Task:
    assignment = version.assignment
    english = get_language() == "en" and assignment.title_en
    return Task(
        Why.WAITING,
        label,
        version.get_absolute_url(),
        status,
        tone="info" if version.state == PlanVersion.SENT else "warning",
        about=assignment.title_en if english else assignment.title,
    )
