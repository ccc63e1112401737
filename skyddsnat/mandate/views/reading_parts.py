"""What the reading pages draw: marks in the text, findings beside it, and the list to check."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate.actions.readings import stamp
from skyddsnat.mandate.findings import CONDITIONS, KINDS, MARKS, RELATIONS
from skyddsnat.mandate.forms.readings import FORMS
from skyddsnat.mandate.models import Obligation, ReadingItem
from skyddsnat.mandate.views.frame import format_kr, language, long_date

AROUND = 700  # characters of the text shown on each side of a sentence
TONES = {
    ReadingItem.PENDING: "neutral", ReadingItem.CONFIRMED: "success", ReadingItem.CHANGED: "info",
    ReadingItem.REJECTED: "warning",
}  # fmt: skip


def marks(items: list[ReadingItem]) -> list[dict[str, Any]]:
    """The spans of the items in the whole text."""
    return [
        {
            "start": item.span_start, "end": item.span_end, "id": f"s-{item.position}", "target": f"f-{item.position}",
            "kind": MARKS.get(item.kind, "unread"), "label": str(KINDS[item.kind]), "number": item.position,
        }
        for item in items
        if item.span_start is not None
    ]  # fmt: skip


def passage(item: ReadingItem) -> tuple[str, list[dict[str, Any]]]:
    """The text around an item and the item's mark in it; both empty for what a person added."""
    if item.span_start is None or item.span_end is None:
        return "", []
    text = item.reading.text
    start, end = max(item.span_start - AROUND, 0), min(item.span_end + AROUND, len(text))
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    mark = marks([item])[0]
    return text[start:end], [{**mark, "start": item.span_start - start, "end": item.span_end - start}]


def finding(item: ReadingItem) -> dict[str, Any]:
    """An item as it stands, with the addresses of what can be done with it."""
    decided = item.state != ReadingItem.PENDING
    values = item.confirmed or item.proposed
    kind = (item.confirmed or {}).get("as", item.kind)
    args = [item.reading_id, item.position]
    return {
        "number": item.position,
        "id": f"f-{item.position}",
        "back": f"s-{item.position}" if item.span_start is not None else "",
        "kind": str(KINDS[kind]),
        "tone": TONES[item.state],
        "state": {"text": str(item.get_state_display()), "tone": TONES[item.state]} if decided else None,
        "decided": decided,
        "by": item.decided_by.name if item.decided_by else "",
        "words": words(kind, values),
        "details": details(kind, values),
        "why": item.comment or (item.proposed.get("reason_en" if language() == "en" else "reason", "")),
        "url": reverse("mandate:reading-item", args=args),
        "undo_url": reverse("mandate:reading-undo", args=args),
        "quick": not decided and item.kind in FORMS and item.kind not in ("task", "principle"),
        "seen": {"answer": "holds", "seen": stamp(item)},
    }


def listed(items: list[ReadingItem]) -> dict[str, Any]:
    """The findings as a table, for the file."""
    rows = []
    for item in items:
        one = finding(item)
        told = "; ".join(f"{label}: {value}" for label, value in one["details"])
        cells = [
            one["number"],
            one["kind"],
            one["words"],
            told,
            item.get_state_display(),
            one["by"],
            one["why"],
        ]
        rows.append({"cells": cells})
    labels = (_("Nummer"), _("Slag"), _("Ord"), _("Närmare uppgifter"), _("Besked"), _("Vem"), _("Kommentar"))
    return {
        "caption": _("Det som lästs ut"),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def words(kind: str, values: dict[str, Any]) -> str:
    """The item in one sentence, in the words it was found or given."""
    if kind == "money":
        return format_kr(values["amount_ore"])
    if kind == "appropriation":
        return ", ".join(filter(None, [values["expenditure_area"], values["appropriation"], values["item"]]))
    if kind == "reference":
        return ": ".join(filter(None, [values["dnr"], values.get("what", "")]))
    named = values.get("heading") or values.get("wording") or values.get("what") or values.get("text")
    return named or str(_("Inget skrivet än"))


class Decided(str):
    """The decision's own words, which are Swedish whatever language the page is in."""

    __slots__ = ()
    swedish = True


def details(kind: str, values: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of what belongs to the sentence."""
    found: list[tuple[str, Any]] = []
    if kind in ("task", "principle"):
        found = [(_("Nummer"), values.get("number"))]
    elif kind == "requirement":
        found = [(_("Deluppdrag"), values.get("clause"))]
    elif kind == "obligation":
        due = values.get("due")
        found = [
            (_("Slag"), dict(Obligation.KINDS).get(values["kind"], "")),
            (_("Till"), values.get("recipient")),
            (_("Senast"), long_date(datetime.date.fromisoformat(due)) if due else values.get("due_text")),
            (_("Återkommer"), values.get("rule")),
            (_("Datum"), _days(values.get("dates") or [])),
            (_("I stället för"), _days([values["replaces"]]) if values.get("replaces") else ""),
            (_("Binder"), Decided(", ".join(values.get("who") or []))),
        ]
    elif kind == "money":
        old = values.get("replaces_ore")
        found = [
            (_("År"), values.get("year")),
            (_("Rad i tabellen"), values.get("label")),
            (_("I stället för"), format_kr(old) if old else ""),
            (_("Binder"), Decided(", ".join(values.get("who") or []))),
        ]
    elif kind == "condition":
        found = [(_("Slag"), CONDITIONS.get(values["kind"], ""))]
    elif kind == "reference":
        found = [(_("Hur det hör ihop"), RELATIONS.get(values["relation"], ""))]
    return [(label, value if isinstance(value, Decided) else str(value)) for label, value in found if value]


def _days(days: list[str]) -> str:
    return ", ".join(long_date(datetime.date.fromisoformat(day)) for day in days)


def summary_rows(items: list[ReadingItem]) -> list[dict[str, Any]]:
    """How many of each kind become part of the assignment, for the last page."""
    kept = Counter((item.confirmed or {}).get("as", item.kind) for item in items if item.confirmed)
    left = sum(item.state == ReadingItem.REJECTED for item in items)
    rows = [{"label": str(name), "value": str(kept[kind])} for kind, name in KINDS.items() if kept[kind]]
    return [*rows, {"label": _("Gäller inte"), "value": str(left)}]
