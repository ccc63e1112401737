"""From what a person has written or chosen to a case: one reading for pages and for the terminal."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence

from skyddsnat.guidance.law.book import RuleBook
from skyddsnat.guidance.law.case import NO_AGE, Case, Place, TieKind, Victim, check_case
from skyddsnat.guidance.law.faults import QuestionRefused
from skyddsnat.guidance.law.text import Text

NO_DATE = Text(
    "”{found}” är inget datum. Skriv som 2013-07-02 (år-månad-dag).",
    "“{found}” is not a date. Write like 2013-07-02 (year-month-day).",
)
DATE_MISSING = Text(
    "Ange dagen då det hände, som 2013-07-02. Vet du inte, ange den du tror.",
    "Give the day on which it happened, like 2013-07-02. If you do not know, give the one you think it was.",
)
NOT_OFFERED = Text(
    "”{found}” går inte att välja. Välj något av: {known}.",
    "“{found}” cannot be chosen. Choose one of: {known}.",
)
AGE = re.compile(r"\d{1,3}", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
THERE = {"": None, "yes": True, "no": False}

type Written = Mapping[str, str | Sequence[str]]


def read_case(book: RuleBook, written: Written, today: datetime.date) -> Case:
    """The case that is meant. Raises QuestionRefused with everything that must be changed, by field.

    `written` has text by field, as forms have; `ties` may be several. What is left out is not known.
    """
    faults: dict[str, Text] = {}
    found = {key: _one(written, key) for key in written if key != "ties"}
    case = Case(
        offence=written_offence(found.get("offence", "")),
        degree=found.get("degree") or None,
        date=_date(found.get("date", ""), faults) or today,
        today=today,
        place=Place(_choice("place", found.get("place") or Place.ABROAD, Place, faults, Place.ABROAD)),
        ties=_ties(written.get("ties", ()), faults),
        victim=Victim(
            _choice("victim", found.get("victim") or Victim.UNKNOWN, Victim, faults, Victim.UNKNOWN)
        ),
        child_age=_age(found.get("child_age", ""), faults),
        criminal_there=THERE[_choice("criminal_there", found.get("criminal_there", ""), THERE, faults, "")],
    )
    try:
        check_case(book, case)
    except QuestionRefused as refused:
        faults = {**refused.faults, **faults}
    if faults:
        raise QuestionRefused(faults)
    return case


def written_offence(found: str) -> str:
    """The way the rules write an offence: "6 kap. 10 a §", "6:10a" and "6:10 A" are "6:10 a"."""
    words = found.lower().replace("kap.", ":").replace("kap", ":").replace("§", "").split()
    chapter, colon, section = "".join(words).partition(":")
    number = section.rstrip("abcdefghijklmnopqrstuvwxyz")
    letter = section[len(number) :]
    return f"{chapter}{colon}{number}{' ' + letter if letter else ''}"


def _one(written: Written, key: str) -> str:
    """One text, the last when several were sent."""
    value = written[key]
    return value.strip() if isinstance(value, str) else (value[-1].strip() if value else "")


def _choice(key: str, found: str, known: Iterable[str], faults: dict[str, Text], otherwise: str) -> str:
    offered = [str(each) for each in known]
    if found in offered:
        return found
    faults[key] = NOT_OFFERED.filled(found=found, known=", ".join(each for each in offered if each))
    return otherwise


def _ties(found: str | Sequence[str], faults: dict[str, Text]) -> frozenset[TieKind]:
    chosen = [found] if isinstance(found, str) else found
    ties = {_choice("ties", tie, [*TieKind, "none"], faults, "none") for tie in chosen if tie}
    return frozenset(TieKind(tie) for tie in ties if tie != "none")


def _date(found: str, faults: dict[str, Text]) -> datetime.date | None:
    if not found:
        faults["date"] = DATE_MISSING
        return None
    try:
        if not DATE.fullmatch(found):
            raise ValueError
        return datetime.date.fromisoformat(found)
    except ValueError:
        faults["date"] = NO_DATE.filled(found=found)
        return None


def _age(found: str, faults: dict[str, Text]) -> int | None:
    if found and not AGE.fullmatch(found):
        faults["child_age"] = NO_AGE.filled(found=found)
        return None
    return int(found) if found else None
