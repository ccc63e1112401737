"""Fields of the plan and their values in words, for the history and for what differs between two versions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.mandate.models import Assignment
from skyddsnat.mandate.plan.snapshot import Difference
from skyddsnat.mandate.views.frame import format_kr, long_date, own_words

DAYS = {"starts", "ends", "started_on", "finished_on", "due"}
OWN = {"title", "title_en", "purpose", "purpose_en", "before"}
type Names = Callable[[str, Any], str]


def field_label(name: str) -> str:
    return {
        "title": _("Namn på insatsen"),
        "title_en": _("Namn på engelska"),
        "purpose": _("Vad ska insatsen leda till?"),
        "purpose_en": _("Syftet på engelska"),
        "responsible": _("Ansvarig"),
        "starts": _("Börjar"),
        "ends": _("Slutar"),
        "started_on": _("Började"),
        "finished_on": _("Avslutades"),
        "budget_ore": _("Budget"),
        "clauses": _("Meningar i beslutet"),
        "aims": _("Mål"),
        "target_groups": _("Målgrupper"),
        "after": _("Väntar på insats"),
        "before": _("Ska vara klar före"),
        "due": _("Senast"),
    }[name]


def value_words(name: str, value: Any, names: Names) -> dict[str, Any]:
    """A value as a cell. `names` turns what stands for people, obligations ("before") and groups into words."""
    if value in (None, "", []):
        return {"value": ""}
    if name in DAYS:
        return {"value": long_date(datetime.date.fromisoformat(value))}
    if name == "budget_ore":
        return {"value": format_kr(value)}
    parts = value if isinstance(value, list) else [value]
    if name in {"responsible", "before", "target_groups"}:
        parts = [names(name, part) for part in parts]
    text = ("; " if name == "target_groups" else ", ").join(str(part) for part in parts)
    return own_words(text) if name in OWN else {"value": text}


def field_rows(old: Mapping[str, Any], new: Mapping[str, Any], names: Names) -> list[dict[str, Any]]:
    """Each field that differs, before and after."""
    wanted = [
        name for name in (*old, *(name for name in new if name not in old)) if old.get(name) != new.get(name)
    ]
    return [
        {
            "label": field_label(name),
            "old": value_words(name, old.get(name), names),
            "new": value_words(name, new.get(name), names),
        }
        for name in wanted
    ]


def difference_rows(found: list[Difference], names: Names) -> list[dict[str, Any]]:
    """What differs between two versions, for the template."""
    words = {
        "added": (_("Tillagd"), "success"),
        "removed": (_("Borttagen"), "danger"),
        "changed": (_("Ändrad"), "info"),
    }
    return [
        {
            "title": own_words(f"{row.number} {row.title}" if row.number else row.title),
            "tag": {"text": words[row.how][0], "tone": words[row.how][1]},
            "fields": [
                {
                    "label": field_label(name),
                    "old": value_words(name, old, names),
                    "new": value_words(name, new, names),
                }
                for name, old, new in row.fields
            ],
        }
        for row in found
    ]


def names_in(assignment: Assignment, *plans: Mapping[str, Any]) -> Names:
    """Names of people and obligations as the frozen plans know them, and of the target groups by their codes."""
    people = {int(pk): row["name"] for plan in plans for pk, row in plan["people"].items()}
    owed = {row["pk"]: row["what"] for plan in plans for row in plan["obligations"]}
    return names_by({"responsible": people, "before": owed, "target_groups": group_names(assignment)})


def names_by(words: Mapping[str, Mapping[Any, str]]) -> Names:
    """Words by the field and by what stands in it; what has no word is said as it stands."""
    return lambda name, value: str(words[name].get(value, value))


def group_names(assignment: Assignment) -> dict[str, str]:
    return {group.code: str(group) for group in assignment.target_groups.all()}
