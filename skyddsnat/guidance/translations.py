"""A page that is no page of Wagtail's, in every language that it is there in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from skyddsnat.guidance.frame import Translation
from skyddsnat.shared.languages import NAMES, direction


def translations(view: str, **kwargs: Any) -> list[Translation]:
    """Where the page of that name is, in each language that has pages: others would have no start page to go on to."""
    there = set(Locale.objects.values_list("language_code", flat=True))
    rows = []
    for code in [code for code in NAMES if code in there]:
        with translation.override(code):
            address = reverse(view, kwargs=kwargs)
        rows.append(Translation(code, NAMES[code], direction(code), address, settings.SITE_ADDRESS + address))
    return rows
