"""The catalogue and the facts of a version, as components show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.insight.statistics.licences import LICENCES
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.parts import counts_of
from skyddsnat.insight.statistics.wording import columns_said, language, source_words
from skyddsnat.shared.dates import format_moment
from skyddsnat.shared.money import format_number


def catalogue_table(versions: Sequence[StatVersion]) -> dict[str, Any]:
    return {
        "caption": _("Publicerade tabeller"),
        "caption_hidden": True,
        "export": "",
        "columns": [
            {"label": _("Tabell")}, {"label": _("Period")}, {"label": _("Version")}, {"label": _("Publicerad")},
            {"label": _("Licens")},
        ],
        "rows": [
            {
                "url": one.public_url,
                "cells": [
                    str(one.table), one.period, str(one.number),
                    format_moment(one.published_at) if one.published_at else "",
                    LICENCES[one.table.licence].name,
                ],
            }
            for one in versions
        ],
        "empty": {
            "heading": _("Inga tabeller är publicerade än"),
            "text": _("När en tabell har skyddats och godkänts av två personer finns den här."),
            "icon": "indicator",
        },
    }  # fmt: skip


def version_facts(version: StatVersion) -> list[dict[str, Any]]:
    cells, hidden = counts_of(version.parts)
    words = _("%(hidden)s av %(cells)s") % {"hidden": format_number(hidden), "cells": format_number(cells)}
    found: list[dict[str, Any]] = [
        {"label": _("Räknar"), "value": source_words(version.table)},
        {"label": _("Indelning"), "value": columns_said(version)},
        {"label": _("Version"), "value": str(version.number)},
        {
            "label": _("Publicerad"),
            "value": format_moment(version.published_at) if version.published_at else "",
        },
        {"label": _("Minsta tal som visas"), "value": str(version.threshold)},
        {"label": _("Dolda rutor"), "value": words},
        {"label": _("Licens"), "value": LICENCES[version.table.licence].name},
    ]
    if version.changed:
        found.insert(
            3, {"label": _("Vad är ändrat"), "value": version.changed, "swedish": language() == "en"}
        )
    if version.period:
        found.insert(1, {"label": _("Period"), "value": version.period})
    return found
