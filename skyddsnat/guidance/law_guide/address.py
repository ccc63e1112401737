"""The guide's addresses in each language. None of them tells what somebody has answered."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language

SWEDISH = {"sv", "sv-simple"}


def _law() -> str:
    return "ar-det-ett-brott" if get_language() in SWEDISH else "is-it-a-crime"


def _rules() -> str:
    return "regler" if get_language() in SWEDISH else "rules"


LAW = lazy(_law, str)()
RULES = lazy(_rules, str)()
OTHERS = r"^(?:ar-det-ett-brott|is-it-a-crime)/(?P<rules>(?:regler|rules)/)?$"  # of another language
