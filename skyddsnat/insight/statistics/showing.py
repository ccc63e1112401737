"""Lists of tables and versions, and the facts of one, as components show them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.insight.statistics import access
from skyddsnat.insight.statistics.licences import LICENCES
from skyddsnat.insight.statistics.models import StatTable, StatVersion
from skyddsnat.insight.statistics.parts import counts_of, releases_of
from skyddsnat.insight.statistics.wording import columns_said, language, source_words
from skyddsnat.shared.dates import format_moment
from skyddsnat.shared.money import format_number
from skyddsnat.shared.swedish import natural_key

TONES = {
    "making": "neutral", "refused": "danger", "draft": "warning", "dropped": "neutral", "published": "success",
    "withdrawn": "danger",
}  # fmt: skip
MOST_VALUES = 30


def state_tag(version: StatVersion) -> dict[str, str]:
    return {"text": version.get_state_display(), "tone": TONES[version.state]}


def tables_table(user: User) -> dict[str, Any]:
    """Every table that has a version to see, with what it counts and how its latest version stands."""
    latest: dict[int, StatVersion] = {}
    for one in access.versions_for(user).exclude(state=StatVersion.State.DROPPED).order_by("drafted_at"):
        latest[one.table_id] = one
    rows = []
    for table in access.tables_for(user).filter(pk__in=latest):
        version = latest[table.pk]
        rows.append(
            {
                "url": reverse("statistics:table", args=[table.code]),
                "cells": [
                    str(table),
                    source_words(table),
                    version.period,
                    {"value": "", "tag": state_tag(version)},
                ],
            }
        )
    return {
        "caption": _("Tabeller"),
        "columns": [
            {"label": _("Tabell")}, {"label": _("Räknar")}, {"label": _("Period")}, {"label": _("Läge")},
        ],
        "rows": rows,
        "empty": {
            "heading": _("Här finns inga tabeller än"),
            "text": _("En tabell görs av den som får skriva statistik och godkänns av någon annan."),
            "icon": "indicator",
        },
    }  # fmt: skip


def versions_table(user: User, table: StatTable) -> dict[str, Any]:
    found = access.versions_for(user).filter(table=table).exclude(state=StatVersion.State.DROPPED)
    rows = [
        {
            "url": version.get_absolute_url(),
            "cells": [
                str(version.number) if version.number else _("Utkast"),
                version.period,
                {"value": "", "tag": state_tag(version)},
                version.drafted_by.name,
                version.approved_by.name if version.approved_by else "",
                format_moment(version.published_at) if version.published_at else "",
            ],
        }
        for version in found.order_by("-drafted_at")
    ]
    return {
        "caption": _("Versioner"),
        "columns": [
            {"label": _("Version")}, {"label": _("Period")}, {"label": _("Läge")}, {"label": _("Gjord av")},
            {"label": _("Godkänd av")}, {"label": _("Publicerad")},
        ],
        "rows": rows,
        "empty": {"heading": _("Tabellen har inga versioner än"), "text": "", "icon": "indicator"},
    }  # fmt: skip


def facts(version: StatVersion) -> list[dict[str, Any]]:
    """How a version was made and who stands for it."""
    cells, hidden = counts_of(version.parts)
    found: list[dict[str, Any]] = [
        {"label": _("Läge"), "value": "", "tag": state_tag(version)},
        {"label": _("Räknar"), "value": source_words(version.table)},
        {"label": _("Indelning"), "value": columns_said(version)},
        {"label": _("Minsta tal som visas"), "value": str(version.threshold)},
        {"label": _("Tomma rutor är känsliga"), "value": _("Ja") if version.empty_hidden else _("Nej")},
        {"label": _("Licens"), "value": LICENCES[version.table.licence].name},
        {"label": _("Gjord av"), "value": f"{version.drafted_by.name}, {format_moment(version.drafted_at)}"},
    ]
    if version.period:
        found.insert(2, {"label": _("Period"), "value": version.period})
    if cells:
        words = _("%(hidden)s av %(cells)s") % {
            "hidden": format_number(hidden),
            "cells": format_number(cells),
        }
        found.append({"label": _("Dolda rutor"), "value": words})
    if version.changed:
        found.append({"label": _("Vad är ändrat"), "value": version.changed, "swedish": language() == "en"})
    if version.approved_by and version.published_at:
        words = f"{version.approved_by.name}, {format_moment(version.published_at)}"
        found.append({"label": _("Godkänd av"), "value": words})
    if version.withdrawn_by and version.withdrawn_at:
        words = f"{version.withdrawn_by.name}, {format_moment(version.withdrawn_at)}"
        found.append({"label": _("Återtagen av"), "value": words})
        why = {"value": version.withdrawn_why, "swedish": language() == "en"}
        found.append({"label": _("Varför den återtogs"), **why})
    return found


def wanted_facts(last: StatVersion) -> list[dict[str, Any]]:
    """What a later file must have: the columns of the last version, and no other values than its."""
    found: list[dict[str, Any]] = [
        {"label": _("Jämförs med"), "value": str(last)},
        {"label": _("Kolumner i filen"), "value": columns_said(last)},
    ]
    for dim in releases_of(last)[0].grid.dims:
        for place, column in enumerate(dim.levels):
            values = sorted({node[place] for node in dim.nodes if len(node) == place + 1}, key=natural_key)
            words = ", ".join(values[:MOST_VALUES]) + (" …" if len(values) > MOST_VALUES else "")
            named = format_html('<span lang="sv">{}</span>', column)
            label = format_html(_("Värden i {column}"), column=named)
            found.append({"label": label, "value": words, "swedish": language() == "en"})
    return found
