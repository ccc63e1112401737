"""The draft as plain words for a terminal, Swedish or English, with line numbers of the file."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from skyddsnat.mandate.reading.appropriations import Line
from skyddsnat.mandate.reading.draft import Draft, Place
from skyddsnat.mandate.reading.money import Sum
from skyddsnat.mandate.reading.owed import Obligation

WORDS = {
    "sv": {
        "authority": "Myndighet",
        "none": "hittades inte",
        "dnr": "Beslutets diarienummer",
        "dnr_none": "står inte i texten",
        "decided": "Beslutat",
        "clauses": "Uppdraget",
        "obligations": "Att lämna in",
        "sums": "Belopp",
        "appropriation": "Anslag",
        "conditions": "Villkor för pengarna",
        "references": "Hänvisningar",
        "unread": "Inte förstått – läs själv",
        "line": "rad",
        "no_date": "inget datum",
        "no_recipient": "mottagare står inte i meningen",
        "to": "till",
        "year": "år",
        "every": {
            "year": "varje år",
            "half": "varje halvår",
            "quarter": "varje kvartal",
            "month": "varje månad",
        },
        "task": "Uppgift",
        "principle": "Princip",
        "requirement": "Krav",
        "area": "utgiftsområde",
        "appr": "anslag",
        "item": "anslagspost",
    },
    "en": {
        "authority": "Authority",
        "none": "not found",
        "dnr": "The decision's registration number",
        "dnr_none": "not in the text",
        "decided": "Decided",
        "clauses": "The assignment",
        "obligations": "To hand in",
        "sums": "Sums",
        "appropriation": "Appropriation",
        "conditions": "Conditions on the money",
        "references": "References",
        "unread": "Not understood – read these yourself",
        "line": "line",
        "no_date": "no date",
        "no_recipient": "no recipient in the sentence",
        "to": "to",
        "year": "year",
        "every": {
            "year": "every year",
            "half": "twice a year",
            "quarter": "every quarter",
            "month": "every month",
        },
        "task": "Task",
        "principle": "Principle",
        "requirement": "Requirement",
        "area": "expenditure area",
        "appr": "appropriation",
        "item": "item",
    },
}
CONDITIONS = {
    "ceiling": ("Högsta belopp", "Ceiling"),
    "charged_to": ("Belastar anslag", "Charged to appropriation"),
    "payment": ("Utbetalning", "Payment"),
    "repay_unused": ("Återbetalning", "Repayment"),
    "cite_dnr": ("Ange diarienummer", "Cite the registration number"),
    "restriction": ("Begränsning", "Restriction"),
    "purpose": ("Ändamål", "Purpose"),
    "reservation": ("Förbehåll", "Reservation"),
}


class _Places:
    def __init__(self, text: str, word: str) -> None:
        self._starts = [0] + [index + 1 for index, character in enumerate(text) if character == "\n"]
        self._word = word

    def __call__(self, span: Place) -> str:
        return f"[{self._word} {bisect_right(self._starts, span[0])}]"


def summarise(draft: Draft, language: str = "sv") -> str:
    """The draft as text, a line each; ``language`` is "sv" or "en"."""
    return "\n".join(_lines(draft, language)) + "\n"


def _lines(draft: Draft, language: str) -> Iterator[str]:
    words = WORDS[language]
    at = _Places(draft.document.text, str(words["line"]))
    if draft.title:
        yield draft.title.value
        yield ""
    names = ", ".join(f"{each.value} {at(each.span)}" for each in draft.authorities)
    yield f"{words['authority']}: {names or words['none']}"
    yield f"{words['dnr']}: {draft.dnr.value if draft.dnr else words['dnr_none']}"
    if draft.decided_on:
        yield f"{words['decided']}: {draft.decided_on.value} {at(draft.decided_on.span)}"
    sections: list[tuple[str, list[str]]] = [
        ("clauses", [f"{words[c.kind]} {c.number}: {c.text} {at(c.span)}" for c in draft.clauses]),
        ("obligations", [f"{_owed(each, language)} {at(each.span)}" for each in draft.obligations]),
        ("sums", [f"{_sum(each, language)} {at(each.span)}" for each in draft.sums]),
        ("appropriation", [_appropriation(draft, language)] if draft.appropriations else []),
        ("conditions", [f"{_condition(c.kind, language)}: {c.text} {at(c.span)}" for c in draft.conditions]),
        ("references", [f"{r.kind} {r.number} {at(r.span)}" for r in draft.references]),
        (
            "unread",
            [
                f"{u.text} {at(u.span)}\n    {u.reason if language == 'sv' else u.reason_en}"
                for u in draft.unread
            ],
        ),
    ]
    for key, rows in sections:
        yield ""
        yield f"{words[key]} ({len(rows)})"
        yield from (f"  {row}" for row in rows)


def _condition(kind: str, language: str) -> str:
    return CONDITIONS[kind][0 if language == "sv" else 1]


def _owed(each: Obligation, language: str) -> str:
    words = WORDS[language]
    what = each.what if language == "sv" else each.what_en or each.what
    to = f"{words['to']} {each.recipient}" if each.recipient else f"({words['no_recipient']})"
    every = words["every"]
    repeated = f" {every[each.every]}" if each.every and isinstance(every, dict) else ""
    return f"{each.due or each.due_text or words['no_date']}{repeated}: {what}, {to}"


def _sum(each: Sum, language: str) -> str:
    amount = f"{each.amount:,.2f}" if each.amount % 1 else f"{each.amount.quantize(Decimal(1)):,}"
    if language == "sv":
        amount = amount.replace(",", "\u00a0").replace(".", ",")
    year = (
        each.year or "–".join(str(y) for y in (each.years[0], each.years[-1]))
        if each.year or each.years
        else ""
    )
    return f"{amount} {each.currency}" + (f", {WORDS[language]['year']} {year}" if year else "")


def _appropriation(draft: Draft, language: str) -> str:
    first, words = draft.appropriations[0], WORDS[language]
    named: list[tuple[str, Line | None]] = [
        ("area", first.expenditure_area),
        ("appr", first.appropriation),
        ("item", first.item),
    ]
    return ", ".join(f"{words[key]} {line.number} {line.name}".strip() for key, line in named if line)
