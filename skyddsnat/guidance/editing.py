"""What a click in Wagtail's rooms does to a shipped page, for those who do it without a browser."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.core.api import check_may
from skyddsnat.core.models import User
from skyddsnat.guidance.access import PUBLISH, WRITE, pages_for
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import GuidancePage


def _draft(key: str, language: str, lead: str, by: User) -> GuidancePage:
    """The page with another lead, as a draft."""
    page = pages_for(by).get(translation_key=translation_key(key), locale__language_code=language)
    page.lead = lead
    page.full_clean()
    page.save_revision(user=by, log_action=True)
    return page


@transaction.atomic
def publish_lead(*, key: str, language: str, lead: str, by: User) -> None:
    """Publish a page with another lead. Wagtail writes the log, and ours follows it."""
    check_may(by, PUBLISH)
    _draft(key, language, lead, by).get_latest_revision().publish(user=by)


@transaction.atomic
def send_lead(*, key: str, language: str, lead: str, by: User) -> None:
    """Write another lead as a draft and send it to those who approve."""
    check_may(by, WRITE)
    page = _draft(key, language, lead, by)
    page.get_workflow().start(page, by)
