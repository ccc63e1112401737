"""The parts of the pages of self-assessments: levels, before and after, similar municipalities, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import drawn
from skyddsnat.knowledge.assessments.benchmark import Benchmark
from skyddsnat.knowledge.assessments.rules import BATCH, HIGHEST, share
from skyddsnat.knowledge.assessments.statements import said
from skyddsnat.knowledge.ladder.parts import day_of, language, name_of, words_of
from skyddsnat.knowledge.models import AssessmentAnswer, AssessmentLink, Group, PracticeLevel, SelfAssessment
from skyddsnat.shared.charts import Bar, bar_chart
from skyddsnat.shared.dates import format_date, today

CHANGES = {1: "↑", -1: "↓", 0: "→"}


def level_words(answer: AssessmentAnswer | None) -> str:
    if answer is None or not answer.is_answered:
        return "–"
    if answer.not_applicable or answer.level is None:
        return _("Gäller inte oss")
    return f"{answer.level} {PracticeLevel(answer.level).label}"


def share_of(assessment: SelfAssessment) -> int | None:
    return share(answer.level for answer in assessment.answers.all())


def percent(value: int | None) -> str:
    return "–" if value is None else f"{value}\u00a0%"


def before_and_after(years: Sequence[SelfAssessment], benchmark: Benchmark | None) -> dict[str, Any]:
    """The statements with the level of each year, the oldest first, what changed, and what similar ones answer."""
    answers = [{answer.statement: answer for answer in one.answers.all()} for one in years]
    latest = years[-1]
    compared = benchmark is not None and benchmark.count > 0
    rows = []
    for statement in latest.statements:
        found = [given.get(statement["code"]) for given in answers]
        cells: list[Any] = [said(statement), *(level_words(one) for one in found)]
        if len(years) > 1:
            cells.append(_change(found[-2], found[-1]))
        if compared and benchmark is not None:
            mean = benchmark.levels.get(statement["code"])
            cells.append("–" if mean is None else _decimal(mean))
        rows.append({"cells": cells})
    return {
        "caption": _("Påståendena år för år"),
        "caption_hidden": True,
        "export": f"skattning-{latest.group}",
        "columns": [
            {"label": _("Påstående")},
            *({"label": str(one.year)} for one in years),
            *([{"label": _("Ändring")}] if len(years) > 1 else []),
            *([{"label": _("Liknande kommuner, medel 0–%(most)s") % {"most": int(HIGHEST)}, "figures": True}]
              if compared else []),
        ],
        "rows": rows,
    }  # fmt: skip


def _decimal(value: float) -> str:
    text = f"{value:.1f}"
    return text if language() == "en" else text.replace(".", ",")


def _change(before: AssessmentAnswer | None, after: AssessmentAnswer | None) -> str:
    """An arrow and a word: never a sign alone."""
    if before is None or after is None or before.level is None or after.level is None:
        return "–"
    way = (after.level > before.level) - (after.level < before.level)
    return f"{CHANGES[way]} " + {1: _("framåt"), -1: _("bakåt"), 0: _("som förut")}[way]


def years_chart(years: Sequence[SelfAssessment], benchmark: Benchmark | None) -> dict[str, Any] | None:
    """How far of all the way each year; and where similar municipalities are. Nothing for a single number."""
    bars = [Bar(str(one.year), value) for one in years if (value := share_of(one)) is not None]
    if benchmark is not None and benchmark.count and benchmark.share is not None:
        bars.append(Bar(_("Liknande kommuner %(year)s") % {"year": years[-1].year}, benchmark.share))
    if len(bars) < 2:
        return None
    return drawn(
        bar_chart(
            bars,
            title=_finding(years),
            subtitle=_("Procent av hela vägen: allt på plats och uppföljt är 100"),
            source=_("självskattningarna"),
            language=language(),
            headed=False,
        )
    )


def _finding(years: Sequence[SelfAssessment]) -> str:
    values = [value for one in years if (value := share_of(one)) is not None]
    latest = years[-1].year
    if len(values) < 2 or values[-1] == values[-2]:
        return _("Så långt har ni kommit %(year)s") % {"year": latest}
    if values[-1] > values[-2]:
        return _("Längre fram %(year)s än förra gången") % {"year": latest}
    return _("Kortare fram %(year)s än förra gången") % {"year": latest}


def benchmark_words(benchmark: Benchmark | None) -> str:
    """Whom the organisation is compared with, or why nobody is shown."""
    if benchmark is None:
        return ""
    if not benchmark.count:
        return _(
            "Liknande kommuner (%(group)s) visas när minst %(least)s har svarat, så att ingen kan pekas ut."
        ) % {"group": benchmark.group, "least": BATCH}
    return _("Liknande kommuner: %(group)s, %(count)s svar.") % {
        "group": benchmark.group, "count": benchmark.count
    }  # fmt: skip


def plans_table(assessment: SelfAssessment) -> dict[str, Any]:
    """What the organisation plans, by day."""
    words = {one["code"]: said(one) for one in assessment.statements}
    planned = [one for one in assessment.answers.all() if one.plan or one.responsible or one.by_when]
    planned.sort(key=lambda one: (one.by_when is None, one.by_when or today(), one.pk))
    return {
        "caption": _("Planen"),
        "caption_hidden": True,
        "export": f"plan-{assessment.group}",
        "columns": [
            {"label": _("Vad ska ni göra?"), "notes": _("Påstående")},
            {"label": _("Vem ansvarar?")},
            {"label": _("Klart senast")},
        ],
        "rows": [
            {
                "cells": [
                    words_of(one.plan or "–") | {"note": words.get(one.statement, "")},
                    words_of(one.responsible or "–"),
                    {"value": day_of(one.by_when), "tag": late_tag(one)},
                ]
            }
            for one in planned
        ],
        "empty": {"heading": _("Inget planerat"), "text": "", "icon": "plan"},
    }


def late_tag(answer: AssessmentAnswer) -> dict[str, str] | None:
    late = answer.by_when is not None and answer.by_when < today()
    return {"text": _("Dagen har passerat"), "tone": "warning"} if late else None


def state_of(assessment: SelfAssessment | None) -> dict[str, str]:
    if assessment is None:
        return {"text": _("Inte påbörjad"), "tone": "neutral"}
    if assessment.submitted_on is None:
        return {"text": _("Påbörjad"), "tone": "info"}
    return {"text": _("Inlämnad"), "tone": "success"}


def assessments_table(rows: Iterable[SelfAssessment], every: QuerySet[SelfAssessment]) -> dict[str, Any]:
    """Self-assessments of a year, with how far each organisation has come; the file has `every` one."""
    return {
        "caption": _("Självskattningar"),
        "caption_hidden": True,
        "export": "skattningar",
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Metod")},
            {"label": _("Vilka")},
            {"label": _("Av hela vägen"), "figures": True},
            {"label": _("Inlämnad")},
            {"label": _("Läge")},
        ],
        "rows": [_assessment_row(one) for one in rows],
        "every_row": lambda: map(_assessment_row, every.iterator(chunk_size=1_000)),
        "empty": {
            "heading": _("Inga självskattningar det året"),
            "text": _(
                "Öppna en organisation på stegen och fyll i tillsammans med dem, eller skicka en länk."
            ),
            "icon": "indicator",
            "url": reverse("knowledge:ladder"),
            "label": _("Till stegen"),
        },
    }


def _assessment_row(one: SelfAssessment) -> dict[str, Any]:
    return {
        "url": one.get_absolute_url(),
        "cells": [
            name_of(one.organisation),
            words_of(one.method.name, one.method.name_en),
            one.get_group_display(),
            percent(share_of(one) if one.submitted_on else None),
            day_of(one.submitted_on),
            {"value": "", "tag": state_of(one)},
        ],
    }


def links_table(links: Iterable[AssessmentLink]) -> dict[str, Any]:
    """The links of an organisation, the newest first."""
    return {
        "caption": _("Personliga länkar"),
        "caption_hidden": True,
        "export": "",
        "columns": [
            {"label": _("För")},
            {"label": _("Gäller till")},
            {"label": _("Gjord av")},
            {"label": _("Läge")},
            {"label": _("Dra in"), "hidden": True, "aside": True},
        ],
        "rows": [_link_row(link) for link in links],
        "empty": {
            "heading": _("Inga länkar än"),
            "text": _("En länk låter någon utan konto svara för organisationen."),
            "icon": "link",
        },
    }


def _link_row(link: AssessmentLink) -> dict[str, Any]:
    works = link.revoked_at is None and link.expires_on >= today()
    revoke = {"value": _("Dra in"), "url": reverse("knowledge:assessment-link-revoke", args=[link.pk])}
    return {
        "cells": [
            Group(link.group).label,
            format_date(link.expires_on, language()),
            link.made_by.name,
            {"value": "", "tag": _link_state(link, works)},
            revoke if works else "",
        ]
    }


def _link_state(link: AssessmentLink, works: bool) -> dict[str, str]:
    if link.revoked_at is not None:
        return {"text": _("Indragen"), "tone": "neutral"}
    if not works:
        return {"text": _("Har gått ut"), "tone": "neutral"}
    if link.opened_on is not None:
        return {"text": _("Öppnad"), "tone": "success"}
    return {"text": _("Inte öppnad än"), "tone": "info"}
