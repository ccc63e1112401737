"""Lines that hold nothing but days, under a sentence that orders something handed in on them."""

import calendar
import datetime
import re

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.date_words import DATE
from skyddsnat.mandate.reading.deadlines import kinds_of
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.left_out_year import letter_year
from skyddsnat.mandate.reading.owed import Obligation
from skyddsnat.mandate.reading.predicates import HANDS_IN, PREDICATE
from skyddsnat.mandate.reading.read_sentence import Read
from skyddsnat.mandate.reading.recipients import find_recipients
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.words import OBLIGATIONS

# "… vid nedanstående prognostillfällen", "… följande datum:"
OPENS = re.compile(
    r"\b(?:nedanstående|följande|nedan)\b.{0,60}\b(?:\w*tillfällen|tidpunkter|datum|dagar|dagarna)\b"
    r"|\b(?:tillfällen|tidpunkter|datum|dagar)\b.{0,20}\bnedan\b|:$",
    re.IGNORECASE,
)
BESIDE_DAYS = re.compile(r"(?:[\s.,;:()–-]|\boch\b|\bsamt\b|\bsenast\b|\bden\b)*", re.IGNORECASE)
NEAR = 2  # sentences that may stand between the order and its days


def from_days(reads: list[Read], found: list[Obligation]) -> list[Obligation]:
    """The obligations found and those of the listed days, in the order of the text."""
    made: list[Obligation] = []
    opened: tuple[Read, Duty] | None = None
    since = 0
    year = letter_year(read.text for read in reads)
    for read in reads:
        if opened is not None and _only_days(read, year):
            made += _on_days(read, *opened, year)
            continue
        duty = _opens(read)
        since = since + 1 if duty is None else 0
        if duty is not None:
            opened = read, duty
        elif since > NEAR:
            opened = None
    return sorted([*found, *made], key=lambda owed: owed.span) if made else found


def _opens(read: Read) -> Duty | None:
    ordered = PREDICATE.search(read.text) or HANDS_IN.search(read.text)
    if not ordered or not OPENS.search(read.text) or is_background(read.sentence):
        return None
    return next((duty for duty in reversed(read.duties) if duty.whose == "ours"), None)


def _day(date: DateMention, year: int | None) -> datetime.date | None:
    """The day itself; one without a year is of the letter's."""
    if date.precision != "yearless" or year is None or not (date.month and date.day_number):
        return date.day
    last = calendar.monthrange(year, date.month)[1]
    return datetime.date(year, date.month, min(date.day_number, last))


def _only_days(read: Read, year: int | None) -> bool:
    whole = any(_day(date, year) for date in read.dates)
    return whole and bool(BESIDE_DAYS.fullmatch(DATE.sub("", read.text)))


def _on_days(read: Read, order: Read, duty: Duty, year: int | None) -> list[Obligation]:
    made = []
    kind, place = kinds_of(order.text, duty, duty.start, duty.end, duty.end, [])[0]
    for date in read.dates:
        day = _day(date, year)
        if day is None or (date.start, date.end) in read.claimed:
            continue
        what, what_en = OBLIGATIONS.get(kind, (order.text[max(duty.ska, 0) :].strip(" .:")[:160], ""))
        owed = Obligation(kind, what, what_en, None, day, read.span, by=duty.name, who=list(duty.who))
        owed.support["due"] = read.sentence.place(date.start, date.end)
        owed.support["kind"] = order.sentence.place(*place)
        for recipient in [each for each in find_recipients(order.text) if each.way == "to"][:1]:
            owed.recipient = recipient.name
            owed.support["recipient"] = order.sentence.place(recipient.start, recipient.end)
        read.claim(date.start, date.end)
        read.covered = True
        made.append(owed)
    return made
