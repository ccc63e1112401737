"""Where the form for tips leads to in the guide, which it does not know: where else to turn, and the way out."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from skyddsnat.shared.languages import NAMES
from skyddsnat.tips.api import Ways


def to_the_guide(language: str) -> Ways:
    """In the language of the form where the guide has it, else in English."""
    with translation.override(language if language in NAMES else "en"):
        return Ways(reverse("guidance:where"), reverse("guidance:exit"), "guidance/exit.js")
