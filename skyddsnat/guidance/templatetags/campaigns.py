"""What a campaign adds to the public page that it leads to."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from skyddsnat.guidance.campaigns.access import campaign_leads_to, waves_for_visitors
from skyddsnat.guidance.campaigns.sharing import shared
from skyddsnat.guidance.selftest.wording import words_of_test
from skyddsnat.guidance.survey.views import survey_words
from skyddsnat.shared.dates import today

register = template.Library()


@register.inclusion_tag("guidance/campaigns/_share.html")
def share_tags(page: Page) -> dict[str, Any]:
    """What a site that shows a shared page asks for: its title and a picture with alternative text."""
    return {"title": page.title, "picture": shared("kampanj")}


@register.inclusion_tag("guidance/campaigns/_of_page.html")
def of_campaign(page: Page) -> dict[str, Any]:
    """On a page that a campaign leads to: the self-test, and the survey while one is open."""
    language = get_language() or "sv"
    waves = waves_for_visitors().filter(campaign__page__translation_key=page.translation_key, seq=None)
    wave = waves.filter(opens__lte=today(), closes__gte=today()).order_by("-opens").first()
    return {
        "leads": campaign_leads_to(page),
        "survey_url": reverse("guidance:survey", args=[wave.code]) if wave else "",
        "survey": survey_words(language).texts,
        "test_url": reverse("guidance:test"),
        "test": words_of_test(language).texts,
    }
