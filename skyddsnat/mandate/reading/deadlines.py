"""What a duty with dates orders: which dates are deadlines, and what is to be handed in by each."""

import datetime
import re
from collections.abc import Iterator

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.date_words import AGAIN
from skyddsnat.mandate.reading.dated_lines import is_entry
from skyddsnat.mandate.reading.dates import MOVED
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.duty_words import ASKED_FOR
from skyddsnat.mandate.reading.pieces import behind
from skyddsnat.mandate.reading.predicates import (
    ABOUT_ASSIGNMENT,
    ALSO_DURING,
    BESIDES,
    BY_REQUISITION,
    CONDITION,
    DURING,
    ELLIPTIC,
    FORECAST,
    FROM_DECISION,
    GOAL,
    HANDED,
    HANDS_IN,
    HANDS_OVER,
    INFORMS,
    MAY_ASK,
    NO_DUE,
    ONCE_ORDERED,
    ORDERS,
    OWN_SEASON,
    PART_OF,
    PARTIAL,
    PREDICATE,
    PRESENT,
    REPORT_IN,
    STATUS,
    THEN_HANDS,
    TIMETABLE,
    WHOLE_TASK,
    WISHES,
)
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.set_days import held_on, right_behind
from skyddsnat.mandate.reading.tied_days import of_its_own
from skyddsnat.mandate.reading.timetables import in_timetable


def is_order(read: Read, duty: Duty, dates: list[DateMention]) -> bool:
    """A duty with "ska", or present tense or a bare list item with a deadline; not a span of time."""
    text = read.text[duty.start : duty.end]
    deadline = any(_own_deadline(text, duty, d) for d in dates)
    if GOAL.search(read.text):
        return False
    if duty.ska >= 0:
        return True
    if WISHES.search(text):
        return deadline and bool(PREDICATE.search(text) or HANDED.search(text))
    if ONCE_ORDERED.search(text):
        return False
    row = read.sentence.row
    if row is not None:
        return not is_background(read.sentence) and (row.due or bool(PREDICATE.search(text)))
    if is_entry(text):
        return not is_background(read.sentence)
    if read.sentence.lead is not None:
        return deadline or bool(PREDICATE.search(text)) or any(in_timetable(read, d) for d in dates)
    return _present_order(read, duty, text, dates, deadline=deadline)


def _present_order(read: Read, duty: Duty, text: str, dates: list[DateMention], *, deadline: bool) -> bool:
    """In the part that orders, the present tense is an order: "Slutredovisning lämnas till X den 30 mars"."""
    if TIMETABLE.match(text) or (MOVED.search(text) and deadline):
        return True
    ordered = ORDERS.search(text) or (duty.name and HANDS_OVER.search(text))
    if deadline:
        told = duty.name and not is_background(read.sentence) and _says_of(text, duty.name)
        return bool(
            ordered or told or MAY_ASK.search(text) or ELLIPTIC.search(text) or re.search(r"\buppdra", text)
        )
    if any(_may_until(read, d) for d in dates):
        return True
    if any(d.precision == "rule" for d in dates) and ordered and not is_background(read.sentence):
        return bool(PREDICATE.search(text))
    plain = any(
        d.role == "plain"
        and (
            d.precision in ("day", "yearless") or (d.precision in ("stretch", "month") and _by_then(read, d))
        )
        for d in dates
    )
    told_of = PREDICATE.search(text) or FORECAST.match(text)
    return bool(plain and ordered and told_of and not is_background(read.sentence))


def _says_of(text: str, name: str) -> bool:
    """ "Skolverket: statistik senast den …", "Skolverket beslutar om bidrag senast den …"."""
    return bool(re.match(re.escape(name) + PRESENT, text))


def _own_deadline(text: str, duty: Duty, date: DateMention) -> bool:
    """A deadline of the duty, not of something in a "som" clause ("åtgärder som kan vara klara före …")."""
    before = text[: max(0, date.start - duty.start)]
    return date.role == "deadline" and date.precision not in ("year", "rule") and not _in_relative(before)


def _in_relative(before: str) -> bool:
    """Does a "som" clause still go on where the words end, with nothing handed in since?"""
    clause = re.search(r"\bsom \w+\b[^,]*$", before)
    if clause is None:
        return False
    done = re.sub(r"\b(?:kan|kunna|bör|måste|får) (?:\w+ )?\w+as?\b", "", clause.group())
    return not (PREDICATE.search(done) or ORDERS.search(done))


def _may_until(read: Read, date: DateMention) -> bool:
    """ "Medlen får rekvireras t.o.m. den 1 december": the last day to ask for them."""
    before = read.text[: date.start]
    return date.role == "end" and bool(re.search(r"\b(?:får|kan|ska|skall) (?:\w+ ){0,4}?rekvirera", before))


def due_dates(read: Read, duty: Duty, dates: list[DateMention]) -> list[DateMention]:
    """The dates that are deadlines: with "senast", or plain ones beside a report, a requisition or the like."""
    text = read.text[duty.start : duty.end]
    usable = [d for d in dates if d.precision in ("day", "yearless", "again", "relative")]
    usable += [d for d in dates if d.precision in ("month", "stretch") and _by_then(read, d)]
    strict = [
        d
        for d in usable
        if (d.role == "deadline" or _may_until(read, d) or d.precision in ("month", "stretch"))
        # "Medel som inte har använts senast den 30 juni ska återbetalas": not the day to pay back.
        # "… som inte har använts vid denna tidpunkt ska" goes back to a day that is.
        and not (
            d.start < duty.ska
            and d.precision != "again"
            and _in_relative(text[: max(0, d.start - duty.start)])
        )
        # "Om medlen inte har använts senast den 1 juni ska": what may happen by then.
        and not (
            d.start < duty.ska and CONDITION.match(text) and "," not in text[: max(0, d.start - duty.start)]
        )
    ]
    plain = [
        d
        for d in usable
        if d.role == "plain"
        and d not in strict
        and not NO_DUE.search(read.text[max(duty.start, d.start - 40) : d.start])
        and not (strict and (STATUS.search(read.text[: d.start]) or d.start < duty.ska < strict[-1].start))
        and not (read.sentence.row is None and _in_relative(text[: max(0, d.start - duty.start)]))
    ]
    plain = [
        d
        for d in plain
        if right_behind(read.text, duty, d)
        or held_on(read.text, duty, d)
        or in_timetable(read, d)
        or (PREDICATE.search(text) or HANDS_IN.search(text) or read.sentence.row)
    ]
    if not strict and NO_DUE.search(text) and not any(d.every for d in plain):
        return []
    calendar = [d for d in [*strict, *plain] if d.precision != "relative"]
    if calendar:
        calendar += [d for d in _rules(text, dates) if of_its_own(_between(read.text, d, calendar))]
    chosen = (
        calendar
        or _rules(text, dates)
        or [d for d in strict if PREDICATE.search(text) or _from_decision(read, duty, d)]
    )
    return sorted(chosen, key=lambda d: (d.start, d.end, d.day or datetime.date.min))


def _between(text: str, rule: DateMention, calendar: list[DateMention]) -> str:
    """The words from a rule to the first day behind it, "" when none is."""
    behind = [each.start for each in calendar if each.start > rule.end]
    return text[rule.end : min(behind)] if behind else ""


def _from_decision(read: Read, duty: Duty, date: DateMention) -> bool:
    """ "inom tre månader från beslutet": a day one can count out, for whatever is to be handed in."""
    counted = FROM_DECISION.search(read.text[date.start : date.end])
    return bool(counted and (duty.ska >= 0 or HANDS_IN.search(read.text)))


def _by_then(read: Read, date: DateMention) -> bool:
    """Is a month or another stretch of time when something must be there?"""
    return date.role == "deadline" or (
        date.role in ("plain", "period")
        and bool(
            DURING.search(read.text[: date.start])
            or _after_another(read, date)
            or ALSO_DURING.search(read.text[: date.start])
            or REPORT_IN.search(read.text[: date.start])
            or (
                re.search(r"\b(?:under|i|vid) $", read.text[: date.start])
                and re.search(r"\bska(?:ll)?\b", read.text[: date.start])
                and THEN_HANDS.match(read.text, date.end)
            )
        )
    )


def _after_another(read: Read, date: DateMention) -> bool:
    """ "i februari 2020 och i februari 2021": the second of two months."""
    before = [d for d in read.dates if d.precision == date.precision and d.end < date.start]
    joined = before and re.fullmatch(
        r",? (?:(?:och|samt) )?(?:i |under )?", read.text[before[-1].end : date.start]
    )
    return bool(joined) and _by_then(read, before[-1])


def _rules(text: str, dates: list[DateMention]) -> list[DateMention]:
    """ "ska kvartalsvis lämna statistik": a rule without a day, where something is handed in."""
    rules = [d for d in dates if d.precision == "rule"]
    ordered = [m for m in PREDICATE.finditer(text) if m.lastgroup != "requisition"]
    if not ordered and (paid := PREDICATE.search(text)) and BY_REQUISITION.search(text[: paid.start()]):
        return []  # "betalas ut årligen efter rekvisition" tells how the money comes
    return rules[:1] if PREDICATE.search(text) or HANDS_IN.search(INFORMS.sub("", text)) else []


# "redovisa hur utbildningen har genomförts och till X redovisa hur medlen har använts"
HOW = re.compile(r" (?:hur|vad|vilka|resultatet|genomförandet|arbetet|insatserna)\b")


def kinds_of(
    text: str, duty: Duty, start: int, end: int, dated: int, before: list[tuple[str, Place]]
) -> list[tuple[str, Place]]:
    """What is to be handed in by the dates of a piece, each kind once, with the word that says so.

    A bracket after the date decides; a piece with no word of its own goes on with the kinds of the one before.
    """
    found: dict[str, Place] = {}
    if (past := behind(text, dated)) > dated:
        start, end = dated, past
    for kind, place in _words_for(text, start, end):
        found.setdefault(kind, place)
    if "requisition" in found and len(found) > 1 and BY_REQUISITION.search(text[: found["requisition"][0]]):
        del found["requisition"]
    if "report" in found:
        _place_report(text, duty, (start, end), found)
    if not found and before and not re.search(r"\w{3,}(?:as|a)\b", text[start:dated]):
        return before
    if not found and (subject := PREDICATE.match(text)) and duty.start > 0:
        # "Rekvisitionen, som ska ställas till X, ska ha kommit in senast": the word stands before the clause.
        return [(str(subject.lastgroup).replace("report", "final_report") if subject.lastgroup == "report"
                 else str(subject.lastgroup), subject.span())]  # fmt: skip
    if not found and (asked := ASKED_FOR.search(text[: duty.start])):
        return [("requisition", asked.span())]  # "efter rekvisition, som ska ha kommit in senast"
    if not found:
        found["other"] = (max(start, duty.ska), end)
    return list(found.items())


def _words_for(text: str, start: int, end: int) -> Iterator[tuple[str, Place]]:
    """The words of a piece that say what is handed in, with the kind of each."""
    for match in PREDICATE.finditer(text, start, end):
        if any(again.start() <= match.start() < again.end() for again in AGAIN.finditer(text)):
            continue  # "tillsammans med slutrapporten" says when, not what
        before = text[: match.start()]
        if PART_OF.search(before) or BESIDES.search(before) or OWN_SEASON.match(text, match.end()):
            # "inklusive ekonomisk redovisning", "Utöver den slutliga redovisningen ska": nothing of its own;
            # "delredovisas våren 2017 och slutredovisas senast": at a time that is no day
            continue
        yield str(match.lastgroup), match.span()


def _place_report(text: str, duty: Duty, piece: Place, found: dict[str, Place]) -> None:
    """Say which report a bare "redovisa" or "rapport" is, beside the other kinds of the same piece."""
    place = found.pop("report")
    if WHOLE_TASK.search(text, *piece) and not {"final_report", "interim_report"} & set(found):
        found["final_report"] = place  # "dels redovisa uppdraget, dels återbetala"
    elif "financial_account" in found and _besides_account(text, piece, place, found["financial_account"]):
        found["final_report"] = place
    elif not found:
        found[_report_kind(text, duty)] = place
    elif set(found) <= {"requisition", "repayment"} and re.search(r"\b(?:och|samt)\b", text[slice(*piece)]):
        # "Återbetalning och redovisning ska ske": beside money a bare account is one of the money.
        bare = text[place[0] : place[1]].casefold().startswith("redovisning")
        found |= {"financial_account": place} if bare else {}


def _besides_account(text: str, piece: Place, report: Place, account: Place) -> bool:
    """ "lämna en ekonomisk redovisning till X och en verksamhetsrapport till Y": two things handed in."""
    named = re.match(r"verksamhets|rapport", text[report[0] : report[1]], re.IGNORECASE)
    first, second = sorted((report, account))
    between = text[first[1] : second[0]]
    if re.match(r"(?:redovisa|redogöra|rapportera)s?\b", text[second[0] :]) and HOW.match(text, report[1]):
        return bool(re.search(r"\b(?:och|samt|dels)\b(?: (?:till|för) \S+| \S+){0,3} $", between))
    return bool(
        named and re.search(r"\b(?:och|samt|dels)\b.*\b(?:en|ett) (?:\w+ )?$", between)
    ) and not re.search(r"\bi (?:en|sin) $", text[: report[0]])


def _report_kind(text: str, duty: Duty) -> str:
    piece = text[duty.start : duty.end]
    if PARTIAL.search(piece):
        return "other"
    return "final_report" if ABOUT_ASSIGNMENT.search(piece) or re.search(r"\b[Rr]egering", piece) else "other"
