"""What a visitor may see, and what staff may see of the public pages' inner side."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from skyddsnat.core.models import User
from skyddsnat.guidance.models import Feedback, SharedValue
from skyddsnat.guidance.references import shown

WRITE = "guidance.write"


def shared_values() -> dict[str, SafeString]:
    """Every shared value as HTML in the active language, by key."""
    return {v.key: shown(v.kind, v.value, v.label) for v in SharedValue.objects.all()}


def feedback_for(user: User) -> QuerySet[Feedback]:
    """What visitors have said, to those who edit the pages."""
    return Feedback.objects.all() if user.may(WRITE) else Feedback.objects.none()
