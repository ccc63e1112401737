"""The questions and answers of the evaluation in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

QUESTION_WORDS: dict[str, Any] = {
    "useful": _("Hade du nytta av träffen?"),
    "relevant": _("Handlade den om det som du möter i ditt arbete?"),
    "sure_before": _("Hur säker var du före träffen på vad du ska göra när ett barn far illa?"),
    "sure_after": _("Hur säker är du nu?"),
    "used": _("Har du använt det som du lärde dig?"),
    "sure_later": _("Hur säker är du i dag på vad du ska göra när ett barn far illa?"),
    "changed_work": _("Har din arbetsplats ändrat hur ni arbetar?"),
}
ANSWER_WORDS: dict[str, Any] = {
    "not": _("Inte alls"),
    "little": _("Lite"),
    "fairly": _("Ganska mycket"),
    "much": _("Mycket"),
}
LEVEL_WORDS: dict[int, Any] = {
    1: _("1 Vad de tyckte"),
    2: _("2 Vad de lärde sig"),
    3: _("3 Vad de gör annorlunda"),
}
SHORT_WORDS: dict[str, Any] = {
    "sure_before": _("Före träffen"),
    "sure_after": _("Direkt efter"),
    "sure_later": _("Efter 90 dagar"),
}
