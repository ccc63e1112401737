"""The draft a person confirms: what was found, what was not understood, and its JSON form."""

import datetime
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from skyddsnat.mandate.reading.appropriations import Appropriation, Line
from skyddsnat.mandate.reading.clauses import Clause
from skyddsnat.mandate.reading.conditions import Condition
from skyddsnat.mandate.reading.document import Document
from skyddsnat.mandate.reading.money import Sum
from skyddsnat.mandate.reading.owed import Obligation

Place = tuple[int, int]
VERSION = 1


@dataclass
class Named:
    """A name, number or date of the decision's own, with its place."""

    value: str
    span: Place


@dataclass
class Reference:
    """Another paper the decision cites: dnr, prop, skr and the like; every place it is mentioned."""

    kind: str
    number: str
    relation: str
    span: Place
    mentions: list[Place] = field(default_factory=list)
    decided_on: str = ""


@dataclass
class Unread:
    """A sentence that holds a date, a sum or "ska" the reader does not answer for, and why."""

    text: str
    span: Place
    holds: list[str]
    reason: str
    reason_en: str
    code: str
    whose: str = ""


@dataclass
class Draft:
    """What the reader made of a decision. Every span is [start, end) in ``document.text``."""

    document: Document
    authorities: list[Named] = field(default_factory=list)
    title: Named | None = None
    dnr: Named | None = None
    decided_on: Named | None = None
    clauses: list[Clause] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    appropriations: list[Appropriation] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The draft as JSON values; keys as documented in the room's README."""
        return {
            "version": VERSION,
            "source": self.document.source,
            "encoding": self.document.encoding,
            "text_sha256": self.document.text_sha256,
            "unfolded": self.document.unfolded,
            "pages": [list(page) for page in self.document.pages],
            "title": _named(self.title, "text"),
            "dnr": _named(self.dnr, "number"),
            "decided_on": _named(self.decided_on, "date"),
            "authority": _named(self.authorities[0] if self.authorities else None, "name"),
            "authorities": [_named(each, "name") for each in self.authorities],
            "clauses": [_clause(each) for each in self.clauses],
            "obligations": [_obligation(each) for each in self.obligations],
            "sums": [_sum(each) for each in self.sums],
            "appropriation": _appropriation(self.appropriations[0]) if self.appropriations else None,
            "appropriations": [_appropriation(each) for each in self.appropriations],
            "conditions": [
                {"kind": each.kind, "text": each.text, "span": list(each.span), **_plain(each.details)}
                for each in self.conditions
            ],
            "references": [
                {
                    "kind": each.kind,
                    "number": each.number,
                    "relation": each.relation,
                    "span": list(each.span),
                    "mentions": [list(place) for place in each.mentions],
                    "decided_on": each.decided_on or None,
                }
                for each in self.references
            ],
            "amends": [
                {"number": each.number, "relation": each.relation, "decided_on": each.decided_on or None}
                for each in self.references
                if each.kind == "dnr" and each.relation in ("amends", "extends", "replaces")
            ],
            "unread": [
                {
                    "text": each.text,
                    "span": list(each.span),
                    "holds": each.holds,
                    "reason": each.reason,
                    "reason_en": each.reason_en,
                    "code": each.code,
                    "whose": each.whose or None,
                }
                for each in self.unread
            ],
        }

    def as_json(self) -> str:
        """The draft as indented JSON text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def _named(each: Named | None, key: str) -> dict[str, Any] | None:
    return None if each is None else {key: each.value, "span": list(each.span)}


def _number(amount: Decimal) -> int | float:
    """Kronor as JSON: an integer, or the exact decimal when there are öre."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _clause(each: Clause) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "number": each.number,
        "text": each.text,
        "under": each.under,
        "by": each.by or None,
        "heading": each.heading or None,
        "dates": each.dates,
        "span": list(each.span),
    }


def _obligation(each: Obligation) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "what": each.what,
        "what_en": each.what_en or None,
        "recipient": each.recipient,
        "due": each.due.isoformat() if each.due else None,
        "due_text": each.due_text or None,
        "every": each.every or None,
        "by": each.by or None,
        "copies": each.copies,
        "clause": each.clause,
        "recurrence": _recurrence(each),
        "who": each.who,
        "replaces": each.replaces.isoformat() if each.replaces else None,
        "span": list(each.span),
        "support": _plain(each.support),
    }


def _recurrence(each: Obligation) -> dict[str, Any] | None:
    rule = each.recurrence
    if rule is None:
        return None
    return {
        "every": rule.every,
        "month": rule.month,
        "day": rule.day,
        "from": rule.since,
        "until": rule.until,
        "dates": [day.isoformat() for day in each.dates],
    }


def _sum(each: Sum) -> dict[str, Any]:
    return {
        "amount": _number(each.amount),
        "currency": each.currency,
        "year": each.year,
        "years": list(each.years),
        "role": each.role,
        "beneficiary": each.beneficiary or None,
        "who": each.who,
        "label": each.label or None,
        "replaces": None if each.replaces is None else _number(each.replaces),
        "span": list(each.span),
        "amount_span": list(each.amount_span),
    }


def _line(each: Line | None) -> dict[str, Any] | None:
    return (
        None if each is None else {"number": each.number, "name": each.name or None, "span": list(each.span)}
    )


def _appropriation(each: Appropriation) -> dict[str, Any]:
    return {
        "expenditure_area": _line(each.expenditure_area),
        "appropriation": _line(each.appropriation),
        "item": _line(each.item),
        "span": list(each.span),
    }
