"""Who may see what: visitors all that is published, and those who write it the drafts as well."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from skyddsnat.core.models import User
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import Feedback, GuidancePage, LawRules, SharedValue
from skyddsnat.guidance.references import shown

WRITE = "guidance.write"
PUBLISH = "guidance.publish"


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


def pages_for(user: User) -> QuerySet[GuidancePage]:
    """Every page, published or not, for those who write them."""
    pages: QuerySet[GuidancePage] = GuidancePage.objects.all()
    return pages if user.may(WRITE) else pages.none()


def values_for(user: User) -> QuerySet[SharedValue]:
    """The shared values with their sources, for those who write the pages."""
    return SharedValue.objects.all() if user.may(WRITE) else SharedValue.objects.none()


def law_rules_for(user: User) -> QuerySet[LawRules]:
    """Every version and proposal of the law's rules, to those who edit or approve them."""
    found = LawRules.objects.select_related("written_by", "approved_by", "follows")
    return found if user.may(WRITE) or user.may(PUBLISH) else found.none()
