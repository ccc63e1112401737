"""What must be handed in, to whom and by when: requisition, repayment, accounts, reports and other dated duties."""

import datetime
import re
from collections.abc import Iterator

from skyddsnat.mandate.reading.antecedents import Antecedents, when_of
from skyddsnat.mandate.reading.authorities import pattern
from skyddsnat.mandate.reading.beside import address_beside, from_items
from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.deadlines import due_dates, is_order, kinds_of
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.left_out_year import letter_year, only_year
from skyddsnat.mandate.reading.listed_days import from_days
from skyddsnat.mandate.reading.owed import Obligation
from skyddsnat.mandate.reading.phrase import phrase
from skyddsnat.mandate.reading.pieces import pieces
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.recipients import Recipient, find_recipients, in_column
from skyddsnat.mandate.reading.recurrence import assignment_bounds
from skyddsnat.mandate.reading.repeating import days_of_rule, first_time, repeat, until_reported
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.words import OBLIGATIONS

# "För 2028 beräknas 1 800 000 kronor": money of the assignment, though nobody is named.
GIVEN = re.compile(
    r"\b(?:beräkna[rs]|avsätt(?:s|er)|tilldelas|anvisas|får (?:[^.;]{0,60} )?användas|(?:lämnas|utgår) med)\b"
)
PLANNED = re.compile(
    r"\b(?:räknar regeringen med|beräknar regeringen|Regeringen (?:beräknar|räknar med|avser)) (?:att )?"
)
# "För 2025 disponerar varje myndighet lika stora belopp"
SAME_SUM = re.compile(
    r"\b(?:lika (?:stora|mycket|stort)|samma|motsvarande) ?(?:belopp|medel|summa)?\b.*\b(?:19|20)\d\d\b|"
    r"\b(?:19|20)\d\d\b.*\b(?:lika (?:stora|stort|mycket)|(?:samma|motsvarande) (?:belopp|summa))\b"
)
# "Regeringen beslutar att ändra tidpunkten för redovisning från den … till den …"
MOVES = re.compile(
    r"Regeringen (?:beslutar att )?(?:(?:därför|härmed|nu) )?(?:ändra|flytta|förlänga|skjuta|senarelägga|"
    r"bestämma)[rs]? "
    r"(?:\w+ ){0,3}?(?:tidpunkt|datum|slutdatum|dag|tid|\w*redovisning|\w*rapport)",
    re.IGNORECASE,
)
SUMMARY = re.compile(r"(?:\d+\.? )?Sammanfattning\b", re.IGNORECASE)
PAYMASTER = "Kammarkollegiet"
# "Kammarkollegiet ska betala ut medlen efter rekvisition", "betalas ut av Kammarkollegiet efter rekvisition"
_ASKED = r"\b[^.;]{0,80}?\b(?:efter|mot|på) (?:\w+ )?(?:rekvisition|begäran)"
PAYS = re.compile(r"^(?P<payer>[A-ZÅÄÖ]\w+)\b[^.;]{0,30}? (?:betalar? ut|utbetalar?)" + _ASKED)
PAID_BY = re.compile(r"\b(?:betalas ut|utbetalas)\b[^.;]{0,30}? av (?P<payer>[A-ZÅÄÖ]\w+)" + _ASKED)
# "… efter det att organisationen har rekvirerat medlen hos X": where it is asked for, not where it is handed in.
ASKED_AT = re.compile(r"\b(?:rekvir|begär)\w*(?: \w+){0,3} hos $", re.IGNORECASE)
# "till Kammarkollegiet lämna en ekonomisk redovisning": the recipient stands before what goes there.
LEADS_TO = re.compile(
    r" (?:(?:lämna|inge|ge in|sända|skicka|inkomma med|komma in med|överlämna)(?: \w+){0,2} )?", re.IGNORECASE
)
SAME_PLACE = re.compile(r"\btill samma (?:departement|myndighet|mottagare)\b", re.IGNORECASE)


def find_obligations(
    reads: list[Read], decided: datetime.date | None = None, addressed: tuple[str, ...] = ()
) -> list[Obligation]:
    """All obligations in the order of the text; claims the dates and the "ska" they account for.

    ``decided`` is the day of the decision: a yearly duty begins after it. ``addressed`` are those it orders something:
    what is handed in to the only one of them is not that one's duty.
    """
    found: list[Obligation] = []
    ours = [read.text for read in reads if any(duty.whose == "ours" for duty in read.duties)]
    known = Antecedents(period=assignment_bounds(ours), decided=decided)
    letter = letter_year(read.text for read in reads)
    known.year = letter or only_year(ours)
    known.letter = letter
    for position, read in enumerate(reads):
        if read.sentence.too_long or read.sentence.kind == "heading":
            continue
        _note_payer(read, known)
        _note_years(read, known)
        first_time(read, found, known)
        rule = found[-1] if found and found[-1].recurrence is not None else None
        before = len(found)
        for duty in read.duties:
            dates = [d for d in read.dates if duty.start <= d.start < duty.end]
            binds = duty.whose == "ours" or _moves(read, duty, dates)
            if binds and dates and is_order(read, duty, dates) and not _to_ourselves(read, duty, addressed):
                found += _from_duty(read, duty, dates, known, position)
        if rule is not None and days_of_rule(read, rule, found[before:]):
            found.remove(rule)
        if len(found) == before and any(d.day for d in read.dates):
            # "Vid samma tidpunkt" would now mean a date that is not ours.
            known.due = None
    found = _without_summary(reads, found)
    until_reported(found, decided)
    address_beside(reads, found)
    return from_days(reads, from_items(reads, found))


def _without_summary(reads: list[Read], found: list[Obligation]) -> list[Obligation]:
    """What a summary tells is left out when the body tells it again."""
    summed = {read.span for read in reads if SUMMARY.match(read.sentence.heading)}
    body = {(owed.kind, owed.due) for owed in found if owed.span not in summed}
    return [owed for owed in found if owed.span not in summed or (owed.kind, owed.due) not in body]


def _moves(read: Read, duty: Duty, dates: list[DateMention]) -> bool:
    """Does the sentence put one date in another's place? Then it is this decision's order, whoever it binds."""
    moved = any(date.role == "replaced" for date in read.dates) and any(d.role == "deadline" for d in dates)
    if is_background(read.sentence) or duty.whose not in ("other", "unclear"):
        return False
    return bool(MOVES.match(read.text)) or (moved and duty.ska >= 0)


def _to_ourselves(read: Read, duty: Duty, addressed: tuple[str, ...]) -> bool:
    """ "Bidrag som en kommun inte har använt ska återbetalas till verket": others owe it to the one addressed."""
    # The state's paymaster is addressed for the sake of those it pays: what they owe it is what the decision orders.
    if len(addressed) != 1 or addressed[0] == PAYMASTER or duty.name:
        return False
    to = [
        each
        for each in find_recipients(read.text)
        if each.way == "to" and duty.ska < each.start < duty.end and _handed_to(read.text, each)
    ]
    return bool(to) and all(each.name in (addressed[0], "myndigheten") for each in to)


def _handed_to(text: str, recipient: Recipient) -> bool:
    return text[: recipient.start].rstrip().endswith("till")


def _note_years(read: Read, known: Antecedents) -> None:
    """The years the assignment's money is for: a requisition "respektive år" goes back to them."""
    given = read.sentence.kind in ("item", "row") or GIVEN.search(read.text)
    bound = any(duty.whose == "ours" or (given and duty.whose == "unclear") for duty in read.duties)
    bound = bound or bool(PLANNED.search(read.text))
    if (read.sums or SAME_SUM.search(read.text)) and not is_background(read.sentence) and bound:
        known.money_years |= {each.year for each in read.sums if each.year}
        for date in read.dates:
            if date.precision in ("year", "years") and date.year and date.role != "decided":
                known.money_years |= {date.year, date.until or date.year}


def _note_payer(read: Read, known: Antecedents) -> None:
    """ "… rekvisition ställd till X", "rekvireras hos X": where later requisitions go."""
    if not re.search(r"\brekv\w+", read.text, re.IGNORECASE):
        return
    place = re.search(r"\brekv\w+", read.text, re.IGNORECASE)
    for recipient in find_recipients(read.text):
        before = read.text[recipient.start - 8 : recipient.start]
        if (
            place
            and recipient.start > place.start()
            and (recipient.way == "to" or "hos" in before or "från" in before)
        ):
            known.payer = recipient.name
            known.payer_span = read.sentence.place(recipient.start, recipient.end)
            known.last_to = known.payer, known.payer_span
            return
    for paid in (PAYS.search(read.text), PAID_BY.search(read.text)):
        named = pattern().match(read.text, paid.start("payer")) if paid else None
        if paid and named and named["name"]:
            known.payer = named["name"]
            known.payer_span = read.sentence.place(*named.span("name"))
            return


def _from_duty(
    read: Read, duty: Duty, dates: list[DateMention], known: Antecedents, position: int
) -> list[Obligation]:
    # What was due before the decision is told of, not ordered.
    due = [d for d in due_dates(read, duty, dates) if not (d.day and known.decided and d.day < known.decided)]
    if not due:
        return []
    found: list[Obligation] = []
    kinds: list[tuple[str, Place]] = []
    for start, end, members in pieces(read.text, duty, due):
        kinds = kinds_of(read.text, duty, start, end, members[-1].end, kinds)
        for kind, place in kinds:
            for date in members:
                made = _make(read, duty, kind, place, date, (start, end), known, position)
                if made is not None and not any(_same(made, other) for other in found):
                    found.append(made)
    for other in read.duties:
        if other.whose == "ours" and other.ska >= 0 and found:
            read.claim(other.ska, other.ska + 3)
    read.covered = read.covered or bool(found)
    return found


def _same(one: Obligation, other: Obligation) -> bool:
    first, second = ((each.kind, each.due, each.due_text, each.span, each.who) for each in (one, other))
    return first == second


def _make(
    read: Read,
    duty: Duty,
    kind: str,
    place: Place,
    date: DateMention,
    piece: Place,
    known: Antecedents,
    position: int,
) -> Obligation | None:
    sentence = read.sentence
    meant = when_of(read, date, known, position)
    if meant is None:
        return None
    when, support, rule = meant
    if date.every and kind == "final_report" and not re.search(r"\bslut", read.text[place[0] : place[1]]):
        kind = "interim_report"  # what comes back every year does not end the assignment
    what, what_en = OBLIGATIONS.get(kind, (phrase(read, duty, piece), ""))
    made = Obligation(kind, what, what_en, None, when, read.span, by=duty.name, every=date.every)
    made.who = list(duty.who)
    if date.precision == "again" and not made.who:
        made.who = known.who
    known.who = made.who
    made.support["due"] = support
    made.support["kind"] = sentence.place(*place)
    if when is None or date.precision in ("month", "stretch", "relative"):
        made.due_text = read.text[date.start : date.end]
    if date.every:
        repeat(read, made, date, known)
    elif rule is not None:
        made.every, made.recurrence, made.dates = rule.every, rule.recurrence, rule.dates
    known.note(made, position, told=date.precision != "again")
    _replace(read, made, date)
    if when is not None or date.every or date.precision in ("again", "relative"):
        read.claim(date.start, date.end)
    _address(read, made, piece, known, place)
    return made


def _replace(read: Read, made: Obligation, date: DateMention) -> None:
    """The date that this one takes the place of: "i stället för den 31 mars 2021", "ändras från den …"."""
    before = [d for d in read.dates if d.role == "replaced" and d.day]
    after = [d for d in before if d.start > date.start]
    following = [d for d in read.dates if d.start > date.start and d.role != "replaced" and d.day]
    if after and (not following or after[0].start < following[0].start):
        chosen = after[0]
    elif before and before[-1].start < date.start and not after:
        chosen = before[-1]
    else:
        return
    made.replaces = chosen.day
    made.support["replaces"] = read.sentence.place(chosen.start, chosen.end)
    read.claim(chosen.start, chosen.end)


def _address(read: Read, made: Obligation, piece: Place, known: Antecedents, place: Place) -> None:
    """Fill in the recipient: from the piece, the sentence, or (a requisition) the payer named before."""
    everybody = find_recipients(read.text)
    inside = [each for each in everybody if piece[0] <= each.start < piece[1]]
    made.copies = [each.name for each in inside if each.way == "copy"]
    wanted = list(_suited(read.text, made.kind, inside)) or list(_suited(read.text, made.kind, everybody))
    column = [each for each in (in_column(read),) if each is not None]
    led = [each for each in wanted if LEADS_TO.fullmatch(read.text[each.end : max(each.end, place[0])])]
    behind = [each for each in wanted if each.start >= place[0]]
    if chosen := (column or led or behind or wanted)[:1]:
        made.recipient = chosen[0].name
        made.support["recipient"] = read.sentence.place(chosen[0].start, chosen[0].end)
        known.last_to = made.recipient, made.support["recipient"]
        if made.kind in ("final_report", "interim_report"):
            known.report_to, known.report_span = made.recipient, made.support["recipient"]
    elif made.kind == "requisition" and known.payer:
        made.recipient, made.support["recipient"] = known.payer, known.payer_span
    elif (same := SAME_PLACE.search(read.text)) and known.report_to:
        made.recipient, made.support["recipient"] = known.report_to, known.report_span
        made.support["refers"] = read.sentence.place(*same.span())
    elif known.last_to[0] and (there := re.search(r"\bdit\b", read.text)):
        made.recipient, made.support["recipient"] = known.last_to
        made.support["refers"] = read.sentence.place(*there.span())
    elif read.sentence.lead is not None and (above := _told_above(read.sentence.lead.text, made.kind)):
        first = above[-1]
        if re.search(r"uppdrag\w* (?:till|åt) $", read.sentence.lead.text[: first.start], re.IGNORECASE):
            return  # the title's addressee
        made.recipient = first.name
        made.support["recipient"] = read.sentence.lead.place(first.start, first.end)


def _told_above(lead: str, kind: str) -> list[Recipient]:
    """Whom the words above a list or a table name: money is asked for "från" somebody, nothing is sent there."""
    ways = ("to", "from", "copy") if kind == "requisition" else ("to",)
    return [each for each in find_recipients(lead) if each.way in ways]


def _suited(text: str, kind: str, candidates: list[Recipient]) -> Iterator[Recipient]:
    """Reports go to the government first; money is asked for "hos" or "från" somebody."""
    ways = ("to", "from") if kind == "requisition" else ("to",)
    usable = [each for each in candidates if each.way in ways]
    if kind != "requisition":
        usable = [each for each in usable if not ASKED_AT.search(text[: each.start])]
    if kind in ("final_report", "interim_report"):
        yield from (each for each in usable if each.government)
        yield from (each for each in usable if not each.government)
    else:
        yield from usable
