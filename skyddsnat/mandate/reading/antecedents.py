"""What later sentences go back to: "vid samma tidpunkt", a requisition without an address, the years of the money."""

import calendar
import datetime
import re
from dataclasses import dataclass, field

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.left_out_year import in_year
from skyddsnat.mandate.reading.owed import Obligation
from skyddsnat.mandate.reading.predicates import FROM_DECISION
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.recurrence import counted_from

NEAR = 3  # sentences that "vid samma tidpunkt" may look back over
A_REPORT_OR_MONEY = re.compile(r"\b(?:slut|del)r|återbetalning|rekvisition", re.IGNORECASE)


@dataclass
class Antecedents:
    """What "vid samma tidpunkt" and a requisition without address go back to."""

    due: datetime.date | None = None
    due_span: Place = (0, 0)
    due_at: int = -9
    payer: str = ""
    payer_span: Place = (0, 0)
    report_to: str = ""
    report_span: Place = (0, 0)
    who: list[str] = field(default_factory=list)
    last_to: tuple[str, Place] = ("", (0, 0))
    by_kind: dict[str, tuple[datetime.date, Place]] = field(default_factory=dict)
    period: tuple[int | None, int | None] = (None, None)
    decided: datetime.date | None = None
    rule: Obligation | None = None  # the yearly duty told of last, and where
    rule_at: int = -9
    letter: int | None = None  # the year of an appropriation letter
    year: int | None = None  # the one that days written without a year are of
    money_years: set[int] = field(default_factory=set)

    def note(self, made: Obligation, position: int, *, told: bool) -> None:
        """Remember an obligation just made; ``told`` when its sentence says its own date."""
        if made.every and told:
            self.rule, self.rule_at = made, position
        elif made.due is not None and told:
            self.due, self.due_span, self.due_at = made.due, made.support["due"], position
            self.by_kind[made.kind] = made.due, made.support["due"]
            self.rule = None


def when_of(
    read: Read, date: DateMention, known: Antecedents, position: int
) -> tuple[datetime.date | None, Place, Obligation | None] | None:
    """(the day, where it is written, the yearly duty whose days are meant); None when it goes back to nothing."""
    words = read.text[date.start : date.end]
    support = read.sentence.place(date.start, max(date.end, date.extent))
    if date.precision == "again":
        if known.rule and position - known.rule_at <= NEAR and not A_REPORT_OR_MONEY.search(words):
            return None, known.rule.support["due"], known.rule
        found = _again(words, known, position)
        return (*found, None) if found else None
    if date.precision == "relative" and known.decided and FROM_DECISION.search(words):
        return counted_from(known.decided, words), support, None
    year = _year_meant(read.text[date.end : date.end + 12], known, position)
    return in_year(date, year or known.year, known.decided) or _day(date), support, None


def _year_meant(behind: str, known: Antecedents, position: int) -> int | None:
    """ "den 15 april i år", "den 15 december samma år" as the date told of last."""
    if re.match(r" i år\b", behind):
        return known.decided.year if known.decided else None
    told = known.due if position - known.due_at <= NEAR else None
    return told.year if told and re.match(r",? samma år\b", behind) else None


def _day(date: DateMention) -> datetime.date | None:
    """The day itself, or the last one of a month."""
    if date.precision == "month" and date.year and date.month:
        return datetime.date(date.year, date.month, calendar.monthrange(date.year, date.month)[1])
    return date.day


def _again(words: str, known: Antecedents, position: int) -> tuple[datetime.date, Place] | None:
    """The date that "vid samma tidpunkt" or "i samband med slutredovisningen" goes back to."""
    words = words.casefold()
    for kind, opening in (("final_report", "slut"), ("interim_report", "del")):
        if re.search(rf"\b{opening}r", words):
            return known.by_kind.get(kind)
    for kind, stem in (("repayment", "återbetalning"), ("requisition", "rekvisition")):
        if stem in words and kind in known.by_kind:
            return known.by_kind[kind]
    if known.due is None or position - known.due_at > NEAR:
        return None
    return known.due, known.due_span
