"""What a visitor may see, and what staff may see of the public pages' inner side."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from skyddsnat.core.models import User
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import Feedback, GuidancePage, SharedValue
from skyddsnat.guidance.references import shown

WRITE = "guidance.write"


def shared_values() -> dict[str, SafeString]:
    """Every shared value as HTML in the active language, by key."""
    return {v.key: shown(v.kind, v.value, v.label) for v in SharedValue.objects.all()}


def feedback_for(user: User) -> QuerySet[Feedback]:
    """What visitors have said, to those who edit the pages."""
    return Feedback.objects.all() if user.may(WRITE) else Feedback.objects.none()


def published_address(key: str) -> str | None:
    """Where the page that came with that key is in the active language; None when it is not published there."""
    page = (
        GuidancePage.objects.live()
        .filter(translation_key=translation_key(key), locale__language_code=get_language())
        .first()
    )
    address: str | None = page.relative_url(None) if page else None
    return address
