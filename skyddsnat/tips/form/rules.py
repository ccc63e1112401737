"""What a tip says, who gets it, and whether it fits. No tables, no requests."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from skyddsnat.shared.sealing import LONGEST
from skyddsnat.tips.kinds import Kind

VERSION = 1
KIND, PLACE, WHAT = "kind", "place", "what"
TEXTS = (WHAT, "where", "when", "who", "how", "vehicle", "venue", "contact")
QUESTIONS = (KIND, PLACE, *TEXTS)
SHORT = {"vehicle", "venue", "contact"}  # asked for on one line
UNKNOWN, ABROAD = "unknown", "abroad"  # places that are no municipality
TELL_FROM = 8_000  # bytes left when the page begins to tell how much room there is
LAST_CONTROL = 0x9F  # of the signs that stand for nothing one can see
COUNTY = 2  # digits of a municipality's code that are its county's

type Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A team that is switched on: its key now, what it takes, and codes of its places (none: everywhere)."""

    id: int
    name: str
    key: str
    kinds: tuple[str, ...]
    places: tuple[str, ...]


def taker(offers: Iterable[Offer], kind: str, place: str) -> Offer | None:
    """Who gets a tip: the first that takes the kind in the municipality, else in its county, else everywhere."""
    fitting = [one for one in offers if kind in one.kinds]
    for code in (place, place[:COUNTY]):
        for one in fitting:
            if code in one.places:
                return one
    return next((one for one in fitting if not one.places), None)


def may_guess(offers: Collection[Offer], kind: str, place: str) -> bool:
    """Whether a place would help: nobody takes the tip without one, and somebody takes the kind somewhere."""
    return (
        place == UNKNOWN and taker(offers, kind, place) is None and any(kind in one.kinds for one in offers)
    )


def tidy(text: str) -> str:
    """What was typed, with one sort of line end and without signs that no keyboard makes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in lines if sign in "\n\t" or sign.isprintable() or ord(sign) > LAST_CONTROL
    ).strip()


def message(given: Given, place_name: str, language: str, day: datetime.date) -> dict[str, Any]:
    """What is sealed. The municipality is the first line of where it happened."""
    where = "\n".join(filter(None, [place_name, given.get("where", "")]))
    said = {**given, "where": where}
    texts = {key: said[key] for key in TEXTS if said.get(key)}
    return {"v": VERSION, "kind": given.get(KIND, ""), **texts, "lang": language, "sent": day.isoformat()}


def room(said: Mapping[str, Any]) -> int:
    """How many bytes are left of a message; below nought when it is too long."""
    return LONGEST - len(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())


def fault_of(key: str, given: Given, places: Collection[str]) -> str:
    """What is wrong with an answer, as the key of its words; "" when it will do."""
    value = given.get(key, "")
    wrong = {
        KIND: value not in Kind.values,
        PLACE: value not in places and value not in {UNKNOWN, ABROAD},
        WHAT: not value,
    }
    return f"fault_{key}" if wrong.get(key) else ""


def first_fault(given: Given, places: Collection[str]) -> str:
    """The first question whose answer will not do; "" when the tip can be sent."""
    return next((key for key in QUESTIONS if fault_of(key, given, places)), "")


def after(key: str) -> str:
    """The question that comes after one; "" after the last."""
    following = QUESTIONS.index(key) + 1
    return QUESTIONS[following] if following < len(QUESTIONS) else ""


def before(key: str) -> str:
    """The question before one; "" before the first."""
    return QUESTIONS[QUESTIONS.index(key) - 1] if key != QUESTIONS[0] else ""
