"""From the reader's draft to items a person decides one by one, and from decided items to an assignment's data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused
from skyddsnat.mandate.models import HandledSentence, ReadingItem
from skyddsnat.shared.dates import MONTHS

SWEDISH_MONTHS = MONTHS["sv"]

KINDS: Mapping[str, Any] = {
    "task": gettext_lazy("Deluppdrag"),
    "principle": gettext_lazy("Princip"),
    "requirement": gettext_lazy("Krav på hur"),
    "obligation": gettext_lazy("Skyldighet"),
    "money": gettext_lazy("Belopp"),
    "appropriation": gettext_lazy("Anslag"),
    "condition": gettext_lazy("Villkor för pengarna"),
    "reference": gettext_lazy("Annat beslut"),
    "unread": gettext_lazy("Mening som inte tolkats"),
    "added": gettext_lazy("Tillagd av en person"),
}
MARKS = {
    "task": "task", "principle": "principle", "requirement": "task", "obligation": "obligation", "money": "money",
    "appropriation": "money", "condition": "condition", "reference": "reference", "unread": "unread",
}  # fmt: skip
BECOMES = ("requirement", "obligation", "condition", "task", "principle", "reference")
CONDITIONS: Mapping[str, Any] = {
    "ceiling": gettext_lazy("Högsta belopp"),
    "charged_to": gettext_lazy("Anslag som belastas"),
    "payment": gettext_lazy("Utbetalning"),
    "repay_unused": gettext_lazy("Återbetalning av det som inte använts"),
    "cite_dnr": gettext_lazy("Hänvisa till diarienumret"),
    "restriction": gettext_lazy("Får inte användas till"),
    "purpose": gettext_lazy("Ska användas till"),
    "reservation": gettext_lazy("Förbehåll"),
    "other": gettext_lazy("Annat villkor"),
}
RELATIONS: Mapping[str, Any] = {
    "mentioned": gettext_lazy("Nämns"),
    "evaluates": gettext_lazy("Utvärderar"),
    "builds_on": gettext_lazy("Bygger på"),
    "amends": gettext_lazy("Ändrar"),
    "continues": gettext_lazy("Kommer före detta uppdrag"),
    "continued_by": gettext_lazy("Kommer efter detta uppdrag"),
    "extends": gettext_lazy("Förlänger eller utvidgar"),
    "replaces": gettext_lazy("Ersätter"),
}


def items_from_draft(draft: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The values of one ReadingItem for each thing found and each sentence not understood, in the text's order."""
    found = [
        *((row["kind"], _clause(row), row["span"]) for row in draft["clauses"]),
        *(("obligation", _obligation(row), row["span"]) for row in draft["obligations"]),
        *(("money", _money(row), row["span"]) for row in draft["sums"]),
        *(("appropriation", _appropriation(row), row["span"]) for row in draft["appropriations"]),
        *(("condition", _condition(row), row["span"]) for row in draft["conditions"]),
        *(("reference", _reference(row), row["span"]) for row in draft["references"]),
        *(("unread", _unread(row), row["span"]) for row in draft["unread"]),
    ]
    found.sort(key=lambda each: (each[2][0], -each[2][1]))
    return [
        {"kind": kind, "proposed": proposed, "span_start": span[0], "span_end": span[1]}
        for kind, proposed, span in found
    ]


def data_from_items(items: Iterable[ReadingItem]) -> dict[str, Any]:
    """What a person has confirmed, in the form that `create_assignment` takes; what was put aside is in `handled`.

    Raises Refused when two clauses have the same number.
    """
    data: dict[str, Any] = {
        "clauses": [],
        "requirements": [],
        "obligations": [],
        "conditions": [],
        "related": [],
        "handled": [],
    }
    for item in items:
        if item.state == ReadingItem.REJECTED and item.span_start is not None:
            data["handled"].append(_put_aside(item))
        if not item.confirmed:
            continue
        kind = item.confirmed.get("as", item.kind)
        span = None if item.span_start is None else (item.span_start, item.span_end)
        values = {**item.confirmed, "span": span}
        if kind == "appropriation":
            data |= {
                "expenditure_area": values["expenditure_area"],
                "appropriation": values["appropriation"],
                "appropriation_item": values["item"],
            }
        elif kind == "obligation":
            data["obligations"] += _owed_rows(values)
        elif kind != "money":  # the ceiling is chosen on the last page, from the sums
            where, row = _row(kind, values)
            data[where].append(row)
    numbers = [row["number"] for row in data["clauses"]]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise Refused(
            _("Två punkter har nummer %(number)s. Ge en av dem ett annat nummer.") % {"number": twice[0]}
        )
    return data


def ceiling_ore(items: Iterable[ReadingItem]) -> int:
    """The highest sum the decision allows, in öre, as far as confirmed items say; 0 when they do not."""
    sums = [
        item.confirmed for item in items if item.confirmed and item.confirmed.get("as", item.kind) == "money"
    ]
    for role in ("ceiling", "grant"):
        chosen = [int(row["amount_ore"]) for row in sums if row["role"] == role]
        if chosen:
            return max(chosen)
    return 0


def _put_aside(item: ReadingItem) -> dict[str, Any]:
    """A sentence that orders nothing of us. A reason that is the reader's own is there in both languages."""
    reasons = (item.proposed.get("reason", ""), item.proposed.get("reason_en", ""))
    why, why_en = reasons if item.comment and item.comment in reasons else (item.comment, "")
    handling = item.handling or HandledSentence.OTHER
    return {"handling": handling, "why": why, "why_en": why_en, "span": (item.span_start, item.span_end)}


def _row(kind: str, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """(the list in the data, the row in it) for one confirmed item."""
    from_text = {"span": values["span"]}
    words = {"wording": values.get("wording", ""), "wording_en": values.get("wording_en", "")}
    if kind in ("task", "principle"):
        heading = {"heading": values["heading"], "heading_en": values.get("heading_en", "")}
        return "clauses", {"number": values["number"], "kind": kind, **heading, **words, **from_text}
    if kind == "requirement":
        return "requirements", {"clause": values.get("clause") or None, **words, **from_text}
    if kind == "condition":
        return "conditions", {"kind": values["kind"], **words, **from_text}
    if kind == "reference":
        what = {"what": values["what"] or values["dnr"], "what_en": values.get("what_en", "")}
        return "related", {"dnr": values["dnr"], "relation": values["relation"], **what, **from_text}
    raise ValueError(kind)


def _owed_rows(values: dict[str, Any]) -> list[dict[str, Any]]:
    """One obligation for each day that is known of a recurring one; else one, with its rule in words."""
    days = [datetime.date.fromisoformat(day) for day in values.get("dates") or []]
    due = datetime.date.fromisoformat(values["due"]) if values["due"] else None
    row = {
        "kind": values["kind"],
        "what": values["what"],
        "what_en": values.get("what_en", ""),
        "recipient": values.get("recipient_code") or None,
        "due": due,
        "rule": values.get("rule", ""),
        "clause": values.get("clause") or None,
        "span": values["span"],
    }
    wanted = sorted({*days, *([due] if due else [])})
    return [{**row, "due": day} for day in wanted] or [row]


def _clause(row: Mapping[str, Any]) -> dict[str, Any]:
    if row["kind"] == "requirement":
        return {"wording": row["text"], "clause": row["under"] or ""}
    return {"number": row["number"], "wording": row["text"]}


def _obligation(row: Mapping[str, Any]) -> dict[str, Any]:
    known = {"requisition", "repayment", "financial_account", "interim_report", "final_report"}
    rule = row.get("recurrence")
    return {
        "kind": row["kind"] if row["kind"] in known else "other",
        "what": row["what"],
        "what_en": row["what_en"] or "",
        "recipient": row["recipient"] or "",
        "due": row["due"] or "",
        "due_text": row["due_text"] or "",
        "clause": row["clause"] or "",
        "dates": rule["dates"] if rule else [],
        "rule": in_words(rule, row["due_text"] or "") if rule else "",
        "replaces": row.get("replaces") or "",
        **_whose(row),
    }


def in_words(rule: Mapping[str, Any], due_text: str) -> str:
    """The rule of a recurring obligation in Swedish: "Varje år, den 1 mars, 2024–2026"."""
    every = {
        "year": "varje år", "half": "varje halvår", "third": "varje tertial", "quarter": "varje kvartal",
        "month": "varje månad", "week": "varje vecka",
    }[rule["every"]]  # fmt: skip
    day = (
        ""
        if not (rule["month"] and rule["day"])
        else f"den {rule['day']} {SWEDISH_MONTHS[rule['month'] - 1]}"
    )
    years = [str(year) for year in (rule["from"], rule["until"]) if year]
    if len(years) == 2:
        when = years[0] if years[0] == years[1] else "–".join(years)
    elif rule["from"]:
        when = f"från {rule['from']}"
    else:
        when = f"till och med {rule['until']}" if rule["until"] else ""
    words = ", ".join(filter(None, [every, day, when]))
    return words[:1].upper() + words[1:]


def _whose(row: Mapping[str, Any]) -> dict[str, Any]:
    """Whose it is when the decision addresses several: the names, and the reason it is put aside by the others."""
    names = list(row.get("who") or [])
    if not names:
        return {"who": []}
    named = ", ".join(names)
    return {"who": names, "reason": f"Gäller {named}.", "reason_en": "Binds somebody else."}


def _money(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "amount_ore": round(row["amount"] * 100),
        "year": row["year"],
        "role": row["role"] if row["role"] in ("ceiling", "grant") else "other",
        "label": row.get("label") or "",
        "replaces_ore": round(row["replaces"] * 100) if row.get("replaces") else 0,
        **_whose(row),
    }


def _appropriation(row: Mapping[str, Any]) -> dict[str, Any]:
    def line(name: str) -> str:
        found = row[name] or {"number": "", "name": ""}
        return f"{found['number']} {found['name'] or ''}".strip()

    return {
        "expenditure_area": line("expenditure_area"),
        "appropriation": line("appropriation"),
        "item": line("item"),
    }


def _condition(row: Mapping[str, Any]) -> dict[str, Any]:
    kind = row["kind"] if row["kind"] in CONDITIONS else "other"
    return {"kind": kind, "wording": row["text"]}


def _reference(row: Mapping[str, Any]) -> dict[str, Any]:
    number = row["number"] if row["kind"] in ("dnr", "eu", "law") else f"{row['kind']}. {row['number']}"
    relation = row["relation"] if row["relation"] in RELATIONS else "mentioned"
    return {"dnr": number, "relation": relation}


def _unread(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("text", "reason", "reason_en", "code")
    return {**{name: row[name] for name in names}, "whose": row["whose"] or ""}
