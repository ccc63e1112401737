"""The parts of the page with the answers: the table and the chart."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.core.api import drawn
from skyddsnat.knowledge.gatherings.evaluating import Result
from skyddsnat.knowledge.gatherings.evaluation_words import LEVEL_WORDS, QUESTION_WORDS, SHORT_WORDS
from skyddsnat.knowledge.gatherings.parts import language
from skyddsnat.knowledge.gatherings.questions import SURE
from skyddsnat.knowledge.gatherings.rules import FEW
from skyddsnat.knowledge.models import Moment
from skyddsnat.shared.charts import Bar, bar_chart
from skyddsnat.shared.money import format_number


def results_table(results: list[Result]) -> dict[str, Any]:
    """Each question with its level, how many answered, and the share of the two highest answers."""
    return {
        "caption": _("Svaren"),
        "caption_hidden": True,
        "export": "svar",
        "columns": [
            {"label": _("Frågan")},
            {"label": _("Nivå")},
            {"label": _("När")},
            {"label": _("Antal svar"), "figures": True},
            {"label": _("Ganska mycket eller mycket"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    str(QUESTION_WORDS[one.question]),
                    str(LEVEL_WORDS[one.level]),
                    str(Moment(one.moment).label),
                    format_number(one.answers) if one.is_shown or not one.answers else _few(),
                    f"{one.percent} %" if one.is_shown else _("visas inte"),
                ]
            }
            for one in results
        ],
    }


def _few() -> str:
    return _("färre än %(few)s") % {"few": FEW}


def sure_chart(results: list[Result]) -> dict[str, Any] | None:
    """How sure they were before, right after and later; nothing while fewer than five have answered."""
    told = [one for one in results if one.question in SURE and one.is_shown]
    if not told:
        return None
    words = {
        "before": f"{told[0].percent} %",
        "now": f"{told[-1].percent} %",
        "when": SHORT_WORDS[told[-1].question],
    }
    chart = bar_chart(
        [Bar(str(SHORT_WORDS[one.question]), one.percent) for one in told],
        title=_("%(when)s var %(now)s säkra på vad de ska göra, mot %(before)s före") % words
        if len(told) > 1
        else _("%(now)s är säkra på vad de ska göra") % words,
        subtitle=_("Andel som svarade ganska eller mycket säker, procent"),
        source=_("frågorna efter träffen"),
        language=language(),
        headed=False,
    )
    return drawn(chart)
