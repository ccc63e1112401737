"""The parts of the page on the quality of decisions: the table, and its drawings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import drawn
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.training.access import lessons
from skyddsnat.industry.training.quality import Group
from skyddsnat.industry.training.rules import AFTER, BEFORE, FAIR, FEW, GOOD, MOMENTS, POOR, QUALITIES
from skyddsnat.shared.charts import Bar, Part, bar_chart, stacked
from skyddsnat.shared.money import format_number

HIDDEN = "–"
LONGEST = 110  # characters of a scene in the table
SAID = dict((*MOMENTS, *QUALITIES))


def language() -> str:
    return (get_language() or "sv").partition("-")[0]


def questions() -> dict[str, str]:
    """What each scene is about, in the reader's language where there is a text; by its key."""
    found: dict[str, str] = {}
    for wanted in ("sv", language()):
        for page in lessons().filter(language=wanted):
            for block in page.scenes:
                found[block.value["key"]] = block.value["happens"]
    return found


def table_of(groups: list[Group], asked: dict[str, str]) -> dict[str, Any]:
    """A row for each job, question and moment, with the shares and how many they are shares of."""
    return {
        "caption": _("Beslutens kvalitet"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Yrke")},
            {"label": _("Fråga")},
            {"label": _("När")},
            {"label": _("Antal svar"), "figures": True},
            *({"label": SAID[quality], "figures": True} for quality in (GOOD, FAIR, POOR)),
        ],
        "rows": [
            {"cells": [one.job.label, beginning(asked, one.scene), SAID[one.moment], *_figures(one)]}
            for one in groups
        ],
        "empty": {
            "heading": _("Ingen har gått utbildningen än"),
            "text": _("När någon har gått den visas här hur besluten blev, före och efter."),
            "icon": "indicator",
        },
    }


def summary_of(groups: list[Group], asked: dict[str, str]) -> dict[str, Any]:
    """A row for each job and question, with the share of good decisions at each moment."""
    by_question: dict[tuple[Job, str], dict[str, Group]] = {}
    for one in groups:
        by_question.setdefault((one.job, one.scene), {})[one.moment] = one
    return {
        **table_of(groups, asked),
        "caption": _("Andel bra beslut"),
        "export": "",
        "columns": [
            {"label": _("Yrke")},
            {"label": _("Fråga")},
            *({"label": label, "figures": True} for _code, label in MOMENTS),
        ],
        "rows": [
            {
                "cells": [
                    job.label,
                    beginning(asked, scene),
                    *(_good(moments.get(code)) for code, _label in MOMENTS),
                ]
            }
            for (job, scene), moments in by_question.items()
        ],
    }


def _good(one: Group | None) -> str:
    if one is None:
        return HIDDEN
    if not one.is_shown:
        return _("färre än %(few)s") % {"few": FEW}
    values = {"share": round(one.share(GOOD) * 100), "answers": one.answers}
    return _("%(share)s %% av %(answers)s") % values


def beginning(asked: dict[str, str], scene: str) -> str:
    """The first sentences of a scene, so that one knows which it is; the key of one that is there no more."""
    text = asked.get(scene, scene)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _figures(one: Group) -> list[Any]:
    if not one.is_shown:
        return [_("färre än %(few)s") % {"few": FEW}, HIDDEN, HIDDEN, HIDDEN]
    shares = [_cell(one.share(quality)) for quality in (GOOD, FAIR, POOR)]
    return [{"value": format_number(one.answers), "raw": one.answers}, *shares]


def _cell(share: float) -> dict[str, Any]:
    return {"value": f"{round(share * 100)} %", "raw": round(share, 3)}


def overview(groups: list[Group]) -> dict[str, Any] | None:
    """The share of good decisions before and after, by job; nothing when none may be shown."""
    bars = []
    for job in Job:
        for moment in (BEFORE, AFTER):
            mine = [one for one in groups if one.job == job and one.moment == moment and one.is_shown]
            if mine:
                good, answers = sum(one.good for one in mine), sum(one.answers for one in mine)
                bars.append(Bar(f"{job.label}, {str(SAID[moment]).lower()}", round(100 * good / answers)))
    if not bars:
        return None
    return drawn(
        bar_chart(
            bars,
            title=_("Andel bra beslut före och efter utbildningen, per yrke"),
            subtitle=_("Procent av svaren på de två frågor som mäter"), source=source(), language=language(),
            headed=False,
        )
    )  # fmt: skip


def charts_of(groups: list[Group], asked: dict[str, str]) -> list[dict[str, Any]]:
    """A drawing for each question of a job: how the answers are divided, before, after and at 90 days."""
    found = []
    for scene in dict.fromkeys(one.scene for one in groups):
        mine = [one for one in groups if one.scene == scene and one.is_shown]
        if not mine:
            continue
        parts = [
            Part(
                _("%(when)s, %(answers)s svar") % {"when": SAID[one.moment], "answers": one.answers},
                str(SAID[quality]),
                percent,
            )
            for one in mine
            for quality, percent in percents(one)
        ]
        found.append(
            drawn(
                stacked(
                    parts, title=beginning(asked, scene), subtitle=finding(mine), source=source(), language=language(),
                    headed=False,
                )
            )
        )  # fmt: skip
    return found


def percents(one: Group) -> list[tuple[str, int]]:
    """The shares in whole per cent that make a hundred, the good ones last, where the drawing is green."""
    shares = {quality: one.share(quality) * 100 for quality in (POOR, FAIR, GOOD)}
    whole = {quality: int(share) for quality, share in shares.items()}
    by_rest = sorted(
        shares, key=lambda quality: (round(whole[quality] - shares[quality], 6), quality != GOOD)
    )
    for quality in by_rest[: 100 - sum(whole.values())]:
        whole[quality] += 1
    return list(whole.items())


def finding(groups: list[Group]) -> str:
    """What happened with the good decisions, in a sentence."""
    shares = {one.moment: round(one.share(GOOD) * 100) for one in groups}
    if BEFORE in shares and AFTER in shares:
        return _("Bra beslut: %(before)s procent före, %(after)s procent efter") % shares
    return _("Procent av svaren")


def source() -> str:
    return _("svaren i utbildningen, fem åt gången")
