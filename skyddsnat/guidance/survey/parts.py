"""The parts of the survey's page: how it stands, the share with its interval, and the answers that may be shown."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import drawn
from skyddsnat.guidance.campaigns.access import emergency_number
from skyddsnat.guidance.campaigns.parts import language
from skyddsnat.guidance.models import SurveyWave
from skyddsnat.guidance.survey.baseline import Baseline
from skyddsnat.guidance.survey.questions import ANSWERS
from skyddsnat.guidance.survey.results import counts_of, languages_of, tally_of
from skyddsnat.guidance.survey.rules import (
    FEW,
    Share,
    Tally,
    can_be_shown,
    is_above,
    share_of,
    shown_counts,
)
from skyddsnat.guidance.survey.views import survey_words
from skyddsnat.shared.charts import Bar, bar_chart
from skyddsnat.shared.dates import format_period, today
from skyddsnat.shared.languages import NAMES
from skyddsnat.shared.money import format_number

HIDDEN = "–"


def state_of(wave: SurveyWave) -> dict[str, str]:
    if wave.seq is not None:
        return {"text": _("Stängd, i liggaren"), "tone": "success"}
    if today() < wave.opens:
        return {"text": _("Inte öppen än"), "tone": "neutral"}
    if today() <= wave.closes:
        return {"text": _("Öppen"), "tone": "info"}
    return {"text": _("Stängd"), "tone": "neutral"}


def percent(fraction: float) -> str:
    return f"{round(fraction * 100)} %"


def interval(share: Share) -> str:
    return f"{round(share.low * 100)}–{round(share.high * 100)} %"


def answers_of(tally: Tally) -> str:
    """The number of answers: never a small one, zero apart."""
    if 0 < tally.answers < FEW:
        return _("färre än %(few)s") % {"few": FEW}
    return format_number(tally.answers)


def waves_table(waves: list[SurveyWave]) -> dict[str, Any]:
    """Each wave with its answers and the share that know."""
    rows = []
    for wave in waves:
        tally = tally_of(wave)
        share = share_of(tally) if can_be_shown(tally) else None
        evidence: Any = _("Förs in när enkäten är stängd")
        if wave.seq is not None:
            url = reverse("mandate:evidence", args=[wave.campaign.activity.assignment.slug, wave.seq])
            evidence = {"value": _("Underlag nr %(seq)s") % {"seq": wave.seq}, "url": url}
        rows.append(
            {
                "cells": [
                    str(wave),
                    format_period(wave.opens, wave.closes, language()),
                    {"value": "", "tag": state_of(wave)},
                    answers_of(tally),
                    percent(share.value) if share else _("visas inte"),
                    interval(share) if share else HIDDEN,
                    evidence,
                ]
            }
        )
    return {
        "caption": _("Andel som vet hur man anmäler"),
        "caption_hidden": True,
        "export": "enkat",
        "columns": [
            {"label": _("När")},
            {"label": _("Tid")},
            {"label": _("Läge")},
            {"label": _("Svar"), "figures": True},
            {"label": _("Vet"), "figures": True},
            {"label": _("95 % säkert mellan"), "figures": True},
            {"label": _("Underlag")},
        ],
        "rows": rows,
        "empty": {
            "heading": _("Ingen enkät än"),
            "text": _("Fråga före kampanjen och igen efter den, så syns om fler vet hur man anmäler."),
            "icon": "indicator",
        },
    }


def shares_chart(waves: list[SurveyWave], baseline: Baseline | None) -> dict[str, Any] | None:
    """The share of each wave with its interval, and the baseline; nothing when no share may be shown."""
    told = [
        (wave, tally, share)
        for wave in waves
        if can_be_shown(tally := tally_of(wave)) and (share := share_of(tally)) is not None
    ]
    if not told:
        return None
    bars = [Bar(_("Allmänheten %(when)s") % {"when": baseline.when}, baseline.percent)] if baseline else []
    bars += [
        Bar(
            _("%(moment)s kampanjen, %(answers)s svar") % {"moment": str(wave), "answers": tally.answers},
            round(share.value * 100),
            round(share.low * 100),
            round(share.high * 100),
        )
        for wave, tally, share in told
    ]
    return drawn(
        bar_chart(
            bars,
            title=finding(told[-1][0], told[-1][2], baseline),
            subtitle=_("Andel som säger att de vet hur man anmäler, procent, med 95 procents säkerhet"),
            source=_("kampanjens enkät och indikatorns utgångsläge") if baseline else _("kampanjens enkät"),
            language=language(),
            headed=False,
        )
    )


def finding(wave: SurveyWave, share: Share, baseline: Baseline | None) -> str:
    """What the latest wave says, beside the baseline, in a sentence, and no more than its interval can carry."""
    values = {"moment": str(wave), "share": percent(share.value)}
    if baseline is None:
        return _("%(moment)s: %(share)s av dem som svarade vet") % values
    values |= {"then": f"{baseline.percent:g} %", "when": baseline.when}
    above = is_above(share, baseline.percent)
    if above is None:
        return _("%(moment)s: %(share)s vet, och det kan vara lika många som %(when)s") % values
    if above:
        return _("%(moment)s: %(share)s av dem som svarade vet, mot %(then)s %(when)s") % values
    return _("%(moment)s: %(share)s av dem som svarade vet, färre än %(when)s") % values


def answers_tables(waves: list[SurveyWave]) -> list[dict[str, Any]]:
    """A table a question, with its answers by wave; small numbers are left out, so that they cannot be found either."""
    say, number = survey_words(language()), emergency_number()
    shown = [{question: shown_counts(row) for question, row in counts_of(wave).items()} for wave in waves]
    return [
        {
            "caption": say(question),
            "caption_hidden": True,
            "export": question,
            "columns": [{"label": _("Svar")}, *({"label": str(wave), "figures": True} for wave in waves)],
            "rows": [
                {
                    "cells": [
                        say(f"{question}_{answer}", number=number),
                        *(
                            HIDDEN if (n := one[question][answer]) is None else format_number(n)
                            for one in shown
                        ),
                    ]
                }
                for answer in answers
            ],
        }
        for question, answers in ANSWERS.items()
    ]


def languages_table(waves: list[SurveyWave]) -> dict[str, Any]:
    """In which languages people answered."""
    counts = [shown_counts(languages_of(wave)) for wave in waves]
    there = [code for code in NAMES if any(code in one for one in counts)]
    return {
        "caption": _("Svar per språk"),
        "caption_hidden": True,
        "export": "sprak",
        "columns": [{"label": _("Språk")}, *({"label": str(wave), "figures": True} for wave in waves)],
        "rows": [
            {
                "cells": [
                    {"value": NAMES[code], "swedish": code.startswith("sv") and language() == "en"},
                    *(HIDDEN if (n := one.get(code, 0)) is None else format_number(n) for one in counts),
                ]
            }
            for code in there
        ],
    }


def addresses_of(wave: SurveyWave) -> str:
    """Where visitors answer, in Swedish; the page itself leads to the other languages."""
    return f"{settings.SITE_ADDRESS}/sv/fraga/{wave.code}/"
