"""What must be handed in, to whom and by when: requisition, repayment, accounts, reports and other dated duties."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from skyddsnat.mandate.reading.dates import DateMention
from skyddsnat.mandate.reading.duties import Duty
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.recipients import Recipient, find_recipients
from skyddsnat.mandate.reading.words import OBLIGATIONS

PREDICATES = (
    (
        "interim_report",
        r"\bdel(?:redovis|rapport|redogör)\w*|\b(?:läges|status|halvtids|etapp|mellan)(?:rapport|redovis)\w*|"
        r"\bpreliminär\w* (?:redovisning|rapport)\w*|\bförsta (?:redovisning|rapport)\w*",
    ),
    (
        "financial_account",
        r"\bekonomisk\w* (?:slut|del|åter)?(?:redovis|rapport|redogör)\w*|\bekonomiskt (?:slut)?redovis\w*|"
        r"\b(?:slut)?(?:redovis|redogör|återrapporter)\w*(?: \w+){0,2}? (?:av|för|över|hur)(?: hur)?(?: \w+){0,3}? ?"
        r"(?:medlen|medel|medelsanvändning\w*|bidraget|kostnader\w*|utgifter\w*)\b(?! för)|\bekonomisk uppföljning|"
        r"\bkostnadsredovisning\w*|\banvändningen av (?:de )?(?:\w+ )?med(?:len|el)\b|\bmedlen ska (?:slut)?redovisas\b|\bprognos(?:en)? för medels\w+",
    ),
    ("repayment", r"\båterbetal\w*|\bbetalas? tillbaka\b|\båterför(?:as?|s)\b|\båterlevereras?\b|\båterbetalning\w*"),
    ("requisition", r"\brekvisition(?:en|er|erna)?\b|\brekvireras?\b"),
    (
        "final_report",
        r"\bslut(?:redovis|rapport|redogör)\w*|\bslutlig\w* (?:redovis|rapport)\w*|\bslutdokumentation\w*",
    ),
    ("report", r"\b(?:åter|av)?(?:redovis|rapporter)\w*|\brapport(?:en)?\b|\bredogör\w*|\bredogörelse\w*"),
)
PREDICATE = re.compile("|".join(f"(?P<{kind}>{rule})" for kind, rule in PREDICATES), re.IGNORECASE)
# "efter rekvisition" tells how the money comes; it is the duty only when nothing else is.
BY_REQUISITION = re.compile(r"\b(?:efter|mot|genom|på) $", re.IGNORECASE)
ABOUT_ASSIGNMENT = re.compile(r"\b(?:regerings|del)?uppdrag\w*|\brapport(?:en)?\b|\båterrapport\w*|\bavrapport\w*|\bslutredov\w*", re.IGNORECASE)
# Present tense that orders: "Uppdraget redovisas till … senast den …".
ORDERS = re.compile(
    r"\b(?:slut|del|åter)?(?:redovisas|rapporteras|avrapporteras|lämnas|sker|betalas|rekvireras|återbetalas|inlämnas|"
    r"insänds|sänds|skickas|inkommer|inges|görs|ges in|har att|åläggs)\b",
    re.IGNORECASE,
)
HANDS_IN = re.compile(r"\b(?:lämnas?|inlämnas|inkomma|inkommit|överlämnas?|inges|ges in|skickas?|sändas?|anmälas?)\b", re.IGNORECASE)
NO_DUE = re.compile(r"\b(?:pågå|pågår|gälla|gäller|löpa|bedrivas|bedrivs|börja|påbörjas|starta|inledas|träda i kraft|träder i kraft)\b", re.IGNORECASE)
# The words that lead up to a date or a recipient, left out of the short form together with it.
BEFORE_CUT = re.compile(r"(?:\b(?:senast|före|innan|den|till|hos|från|in till|vid|ställd till|med kopia till)\s*)+$", re.IGNORECASE)
ELLIPTIC = re.compile(r"^(?:En |Ett )?(?:slut|del)?(?:redovisning|rapport|rekvisition|återbetalning|delrapport|slutrapport)\w*\b", re.IGNORECASE)


@dataclass
class Obligation:
    """Something to hand in. ``due`` None when the text gives no single date; then ``due_text`` quotes it."""

    kind: str
    what: str
    what_en: str
    recipient: str | None
    due: datetime.date | None
    span: Place
    support: dict[str, Place] = field(default_factory=dict)
    due_text: str = ""
    every: str = ""
    by: str = ""
    copies: list[str] = field(default_factory=list)
    clause: str | None = None


@dataclass
class Antecedents:
    """What "vid samma tidpunkt" and a requisition without address go back to."""

    due: datetime.date | None = None
    due_span: Place = (0, 0)
    due_at: int = -9
    payer: str = ""
    payer_span: Place = (0, 0)


def find_obligations(reads: list[Read]) -> list[Obligation]:
    """All obligations in the order of the text; claims the dates and the "ska" they account for."""
    found: list[Obligation] = []
    known = Antecedents()
    for position, read in enumerate(reads):
        if read.sentence.too_long or read.sentence.kind == "heading":
            continue
        _note_payer(read, known)
        before = len(found)
        for duty in read.duties:
            dates = [d for d in read.dates if duty.start <= d.start < duty.end]
            if duty.whose == "ours" and dates and _is_order(read, duty, dates):
                found += _from_duty(read, duty, dates, known, position)
        if len(found) == before and any(d.day for d in read.dates):
            # "Vid samma tidpunkt" would now mean a date that is not ours.
            known.due = None
    return found


def _note_payer(read: Read, known: Antecedents) -> None:
    """ "… rekvisition ställd till X", "rekvireras hos X": where later requisitions go."""
    if not re.search(r"\brekv\w+", read.text, re.IGNORECASE):
        return
    place = re.search(r"\brekv\w+", read.text, re.IGNORECASE)
    for recipient in find_recipients(read.text):
        before = read.text[recipient.start - 8 : recipient.start]
        if place and recipient.start > place.start() and (recipient.way == "to" or "hos" in before or "från" in before):
            known.payer = recipient.name
            known.payer_span = read.sentence.place(recipient.start, recipient.end)
            return


def _is_order(read: Read, duty: Duty, dates: list[DateMention]) -> bool:
    """A duty with "ska", or present tense or a bare list item with a deadline; not a span of time."""
    text = read.text[duty.start : duty.end]
    deadline = any(_own_deadline(text, duty, d) for d in dates)
    if duty.ska >= 0:
        return True
    if read.sentence.lead is not None:
        return deadline or bool(PREDICATE.search(text))
    return deadline and bool(ORDERS.search(text) or ELLIPTIC.search(text) or re.search(r"\buppdra", text))


def _own_deadline(text: str, duty: Duty, date: DateMention) -> bool:
    """A deadline of the duty, not of something in a "som" clause ("åtgärder som kan vara klara före …")."""
    before = text[: max(0, date.start - duty.start)]
    return date.role == "deadline" and date.precision != "year" and not re.search(r"\bsom \w+\b[^,]*$", before)


def _due_dates(read: Read, duty: Duty, dates: list[DateMention]) -> list[DateMention]:
    """The dates that are deadlines: with "senast", or plain ones beside a report, a requisition or the like."""
    text = read.text[duty.start : duty.end]
    usable = [d for d in dates if d.precision in ("day", "yearless", "again", "relative") or _month_deadline(d)]
    strict = [d for d in usable if d.role == "deadline"]
    plain = [d for d in usable if d.role == "plain" and (PREDICATE.search(text) or HANDS_IN.search(text))]
    if not strict and NO_DUE.search(text):
        return []
    calendar = [d for d in [*strict, *plain] if d.precision != "relative"]
    chosen = calendar or ([d for d in strict if PREDICATE.search(text)])
    return sorted(chosen, key=lambda d: (d.start, d.end, d.day or datetime.date.min))


def _month_deadline(date: DateMention) -> bool:
    return date.precision == "month" and date.role == "deadline"


def _from_duty(read: Read, duty: Duty, dates: list[DateMention], known: Antecedents, position: int) -> list[Obligation]:
    due = _due_dates(read, duty, dates)
    if not due:
        return []
    found: list[Obligation] = []
    groups = _groups(read.text, duty, due)
    for start, end, members in groups:
        for kind, place in _kinds(read.text, duty, start, end, len(groups) == 1):
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
    return (one.kind, one.due, one.due_text, one.span) == (other.kind, other.due, other.due_text, other.span)


def _groups(text: str, duty: Duty, due: list[DateMention]) -> list[tuple[int, int, list[DateMention]]]:
    """Cut a duty so that each piece has its dates: after them when the verb comes first, before them if not."""
    lumps: list[list[DateMention]] = []
    for date in due:
        if lumps and not _verb_between(text, lumps[-1][-1], date):
            lumps[-1].append(date)
        else:
            lumps.append([date])
    if len(lumps) == 1:
        return [(duty.start, duty.end, lumps[0])]
    first = lumps[0][0]
    head = text[duty.start : first.start]
    date_first = not PREDICATE.search(head)
    groups = []
    for index, lump in enumerate(lumps):
        if date_first:
            start = duty.start if index == 0 else _opening(text, lumps[index - 1][-1].end, lump[0].start)
            end = _opening(text, lump[-1].end, lumps[index + 1][0].start) if index + 1 < len(lumps) else duty.end
        else:
            start = duty.start if index == 0 else lumps[index - 1][-1].end
            end = lump[-1].end if index + 1 < len(lumps) else duty.end
        groups.append((start, end, lump))
    return groups


def _verb_between(text: str, left: DateMention, right: DateMention) -> bool:
    between = text[left.end : right.start]
    return bool(PREDICATE.search(between)) or (right.start > left.extent and len(between) > 25)


def _opening(text: str, start: int, limit: int) -> int:
    """Where the words of the next date begin: after the last "och" or comma before it."""
    cut = start
    for match in re.finditer(r",| och | samt |;", text[start:limit]):
        cut = start + match.start()
    return cut


def _kinds(text: str, duty: Duty, start: int, end: int, alone: bool) -> list[tuple[str, Place]]:
    """What is to be handed in by the dates of a piece, each kind once, with the word that says so."""
    found: dict[str, Place] = {}
    for match in PREDICATE.finditer(text, start, end):
        kind = str(match.lastgroup)
        found.setdefault(kind, match.span())
    if "requisition" in found and len(found) > 1 and BY_REQUISITION.search(text[: found["requisition"][0]]):
        del found["requisition"]
    if "report" in found:
        place = found.pop("report")
        if not found:
            found[_report_kind(text, duty)] = place
        elif set(found) <= {"requisition", "repayment"} and re.search(r"\b(?:och|samt)\b", text[start:end]):
            # "Återbetalning och redovisning ska ske": beside money a bare account is one of the money.
            if re.match(r"redovisning", text[place[0] : place[1]], re.IGNORECASE):
                found["financial_account"] = place
    if not found:
        found["other"] = (max(start, duty.ska), end)
    return list(found.items())


def _report_kind(text: str, duty: Duty) -> str:
    piece = text[duty.start : duty.end]
    return "final_report" if ABOUT_ASSIGNMENT.search(piece) or re.search(r"\b[Rr]egering", piece) else "other"


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
    when, support = date.day, sentence.place(date.start, max(date.end, date.extent))
    if date.precision == "again":
        if known.due is None or position - known.due_at > 3:
            return None
        when, support = known.due, known.due_span
    elif when is not None and not date.every:
        known.due, known.due_span, known.due_at = when, support, position
    what, what_en = OBLIGATIONS.get(kind, (_phrase(read, duty, place), ""))
    made = Obligation(kind, what, what_en, None, when, read.span, by=duty.name, every=date.every)
    made.support["due"] = support
    made.support["kind"] = sentence.place(*place)
    made.due_text = "" if when else read.text[date.start : date.end]
    if when is not None or date.every or date.precision in ("again", "relative"):
        read.claim(date.start, date.end)
    _address(read, made, piece, known, place)
    return made


def _address(read: Read, made: Obligation, piece: Place, known: Antecedents, place: Place) -> None:
    """Fill in the recipient: from the piece, the sentence, or (a requisition) the payer named before."""
    everybody = find_recipients(read.text)
    inside = [each for each in everybody if piece[0] <= each.start < piece[1]]
    made.copies = [each.name for each in inside if each.way == "copy"]
    wanted = list(_suited(read.text, made.kind, inside)) or list(_suited(read.text, made.kind, everybody))
    behind = [each for each in wanted if each.start >= place[0]]
    if chosen := (behind or wanted)[:1]:
        made.recipient = chosen[0].name
        made.support["recipient"] = read.sentence.place(chosen[0].start, chosen[0].end)
    elif made.kind == "requisition" and known.payer:
        made.recipient, made.support["recipient"] = known.payer, known.payer_span
    elif read.sentence.lead is not None and (above := find_recipients(read.sentence.lead.text)):
        first = above[-1]
        made.recipient = first.name
        made.support["recipient"] = read.sentence.lead.place(first.start, first.end)


def _suited(text: str, kind: str, candidates: list[Recipient]) -> Iterator[Recipient]:
    """Reports go to the government first; money is asked for "hos" or "från" somebody."""
    ways = ("to", "from") if kind == "requisition" else ("to",)
    usable = [each for each in candidates if each.way in ways]
    if kind in ("final_report", "interim_report"):
        yield from (each for each in usable if each.government)
        yield from (each for each in usable if not each.government)
    else:
        yield from usable


def _phrase(read: Read, duty: Duty, place: Place) -> str:
    """For a duty without a kind of its own: the verb and what follows, as written, cut at 160 characters."""
    text = read.text
    after = duty.ska if duty.ska >= 0 else duty.start
    task = re.search(r"\buppdra\w*\b.{0,80}?\batt ", text[after : duty.end]) if duty.ska < 0 else None
    after += task.end() if task else 0
    cuts = [(d.start, d.end) for d in read.dates] + [(r.start, r.end) for r in find_recipients(text)]
    pieces, begin = [], after
    for start, end in sorted(cut for cut in cuts if after <= cut[0] and cut[1] <= duty.end):
        pieces.append(BEFORE_CUT.sub("", text[begin:start]))
        begin = end
    pieces.append(text[begin : duty.end])
    words = " ".join("".join(pieces).split())
    words = re.sub(r"^(?:ska(?:ll)?|att|även|också|därför|vidare) ", "", words).strip(" .;,")
    if len(words) <= 160:
        return words
    return words[:160].rsplit(" ", 1)[0] + " …"
