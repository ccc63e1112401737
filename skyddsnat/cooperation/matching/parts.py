"""Two cases beside each other, field by field, and how they agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.cooperation.matching.finding import Pair
from skyddsnat.cooperation.matching.words import words
from skyddsnat.cooperation.models import Child, Referral
from skyddsnat.shared.dates import STOCKHOLM, format_date


def pair_table(pair: Pair, states: Mapping[str, str]) -> dict[str, Any]:
    """What was entered in each case, and in words how it agrees. `states` has the names of states by code."""
    one, other = pair.older.child, pair.newer.child
    return {
        "caption": _("%(one)s och %(other)s") % {"one": pair.older.number, "other": pair.newer.number},
        "caption_hidden": True,
        "columns": [
            {"label": _("Vad som jämförs")}, {"label": pair.older.number}, {"label": pair.newer.number},
            {"label": _("Så stämmer de")},
        ],
        "rows": [
            {"cells": [_("Namn"), name_of(one), name_of(other), words("names", pair.names)]},
            {"cells": [_("Född eller ålder"), birth_of(one), birth_of(other), words("birth", pair.birth)]},
            {
                "cells": [
                    _("Medborgarskap"), nations_of(one, states), nations_of(other, states),
                    words("nationality", pair.nationality),
                ]
            },
            {"cells": [_("Ärendet öppnades"), opened(pair.older), opened(pair.newer), ""]},
        ],
    }  # fmt: skip


def name_of(child: Child) -> str:
    return " ".join(filter(None, (child.given_name, child.family_name))) or _("Inte angivet")


def birth_of(child: Child) -> str:
    """The date; else the age that was assessed, else the one that was given."""
    if child.born_on is not None:
        return format_date(child.born_on, _language())
    if child.age_from is not None and child.age_to is not None:
        return _("Bedömd ålder %(low)s–%(high)s år") % {"low": child.age_from, "high": child.age_to}
    if child.age_claimed is not None:
        return ngettext("Uppger %(age)s år", "Uppger %(age)s år", child.age_claimed) % {
            "age": child.age_claimed
        }
    return _("Inte angivet")


def nations_of(child: Child, states: Mapping[str, str]) -> str:
    return ", ".join(states.get(code, code) for code in child.nationalities) or _("Inte angivet")


def state_names() -> dict[str, str]:
    """The names of states by code, in the language of the page."""
    rows = Place.objects.filter(kind=Place.Kind.STATE)
    return {one.code: one.name_shown for one in rows.defer("geometry")}


def opened(case: Referral) -> str:
    return format_date(case.opened_at.astimezone(STOCKHOLM).date(), _language())


def _language() -> str:
    return "en" if get_language() == "en" else "sv"
