"""Which campaigns somebody may see: all of them, for those who edit the public pages."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Page

from skyddsnat.core.models import User
from skyddsnat.guidance.access import WRITE
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import Batch, Campaign, GuidancePage, SurveyWave
from skyddsnat.guidance.telling import values_of


def campaigns_for(user: User) -> QuerySet[Campaign]:
    found = Campaign.objects.select_related("activity__assignment", "page")
    return found if user.may(WRITE) else found.none()


def batches_for(user: User) -> QuerySet[Batch]:
    found = Batch.objects.select_related("campaign__activity__assignment", "place")
    return found if user.may(WRITE) else found.none()


def waves_for(user: User) -> QuerySet[SurveyWave]:
    found = SurveyWave.objects.select_related("campaign__activity__assignment")
    return found if user.may(WRITE) else found.none()


def waves_for_visitors() -> QuerySet[SurveyWave]:
    """Every survey: whoever has its address may open it."""
    return SurveyWave.objects.select_related("campaign__page")


def campaign_leads_to(page: Page) -> bool:
    """Whether the codes of some campaign lead to this page, in any language."""
    return Campaign.objects.filter(page__translation_key=page.translation_key).exists()


def emergency_number() -> str:
    """The number to call when it happens now, as plain text."""
    return values_of(["112"]).get("112", "")


def possible_pages() -> QuerySet[GuidancePage]:
    """The published pages that a code can lead to, each as its Swedish page."""
    return GuidancePage.objects.live().filter(locale__language_code="sv").order_by("path")


def page_of(key: str) -> GuidancePage | None:
    """The Swedish page that came with the program under that key, as long as it is published."""
    return possible_pages().filter(translation_key=translation_key(key)).first()
