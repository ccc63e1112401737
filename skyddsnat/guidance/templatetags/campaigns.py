"""What a campaign adds to the public page that it leads to."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from skyddsnat.guidance.campaigns.access import waves_for_visitors
from skyddsnat.guidance.survey.views import survey_words
from skyddsnat.shared.dates import today

register = template.Library()


@register.inclusion_tag("guidance/survey/_open.html")
def open_survey(page: Page) -> dict[str, Any]:
    """A link to the survey of the campaign that leads to this page, while it is open."""
    wave = (
        waves_for_visitors()
        .filter(
            campaign__page__translation_key=page.translation_key,
            opens__lte=today(),
            closes__gte=today(),
            seq=None,
        )
        .order_by("-opens")
        .first()
    )
    url = reverse("guidance:survey", args=[wave.code]) if wave else ""
    return {"url": url, "say": survey_words(get_language() or "sv").texts}
