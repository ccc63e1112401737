"""What a duty with dates orders: which dates are deadlines, and what is to be handed in by each."""

import datetime
import re

from skyddsnat.mandate.reading.dates import AGAIN, MOVED, DateMention
from skyddsnat.mandate.reading.duties import Duty
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.sections import is_background

PREDICATES = (
    (
        "interim_report",
        r"\bdel(?:redovis|rapport|redogör)\w*|\b(?:läges|status|halvtids|etapp|mellan)(?:rapport|redovis)\w*|"
        r"\bhur (?:arbetet|uppdraget|genomförandet) (?:går|fortskrider|fortlöper|framskrider|utvecklas)\b|"
        r"\bpreliminär\w* (?:redovisning|rapport)\w*|\bförsta (?:redovisning|rapport)\w*",
    ),
    (
        "financial_account",
        r"\bekonomisk\w* (?:slut|del|åter)?(?:redovis|rapport|redogör)\w*|\bekonomiskt (?:slut)?redovis\w*|"
        r"\b(?:slut)?(?:redovis|redogör|återrapporter)\w*(?: \w+){0,2}? (?:av|för|över|hur)(?: hur)?(?: \w+){0,3}? ?"
        r"(?:medlen|medel|medelsanvändning\w*|bidraget|kostnader\w*|utgifter\w*)\b(?! för)|\bekonomisk uppföljning|"
        r"\bkostnadsredovisning\w*|\banvändningen av (?:de )?(?:\w+ )?med(?:len|el)\b|"
        r"\bmedlen ska (?:slut)?redovisas\b|\bprognos(?:en)? för medels\w+",
    ),
    (
        "repayment",
        r"\b(?:outnyttjade|oanvända|oförbrukade|överskjutande) (?:medel|belopp)\b(?=.*\btill handa\b)|"
        r"\båterbetal\w*|\bbetalas? tillbaka\b|\båterför(?:as?|s)\b|\båterlevereras?\b|\båterbetalning\w*",
    ),
    ("requisition", r"\brekvisition(?:en|er|erna)?\b|\brekvirer(?:a|as|ing|ingen)\b"),
    (
        "final_report",
        r"\bslut(?:redovis|rapport|redogör)\w*|\bslutlig\w* (?:redovis|rapport)\w*|\bslutdokumentation\w*",
    ),
    ("report", r"\b(?:åter|av)?(?:redovis|rapporter)\w*|\brapport(?:en)?\b|\bredogör\w*|\bredogörelse\w*"),
)
PREDICATE = re.compile("|".join(f"(?P<{kind}>{rule})" for kind, rule in PREDICATES), re.IGNORECASE)
# "efter rekvisition" tells how the money comes; it is the duty only when nothing else is.
BY_REQUISITION = re.compile(r"\b(?:efter|mot|genom|på) $", re.IGNORECASE)
ABOUT_ASSIGNMENT = re.compile(
    r"\b(?:regerings|del)?uppdrag\w*|\brapport(?:en)?\b|\båterrapport\w*|\bavrapport\w*|\bslutredov\w*|"
    r"\bredovisning(?:en)?\b|departement",
    re.IGNORECASE,
)
# A plan, a forecast or figures that are "redovisade" are not the assignment's report.
PARTIAL = re.compile(
    r"\b(?:redovisa|rapportera|redogöra för|presentera)s?\b(?: (?!uppdrag|senast|"
    r"till)\S+){0,4}? (?:\w*plan(?:en|er|erna)?|budget\w*|"
    r"disposition\w*|inventering\w*|\w*prognos\w*|statistik\w*|uppgifter|underlag\w*|urval\w*|utkast\w*|"
    r"försäljning\w*|"
    r"den delen|denna del)\b"
    r"|^(?:En |Ett |Den |Det )?(?:\w+ )?(?:\w*plan|budget|disposition|inventering|prognos|"
    r"utgiftsprognos\w*|prognoser\w*|"
    r"underlag)(?:en|et)?\b[^.]{0,60}?\bska",
    re.IGNORECASE,
)
# Present tense that orders: "Uppdraget redovisas till … senast den …".
ORDERS = re.compile(
    r"\b(?:\w{2,}(?:as|eras)|sker|sänds|inges|insänds|görs|ges|ställs|tas|har att|åläggs|är att)\b"
    r"|\bska(?:ll)? (?:\w+ ){0,3}?vara\b",
    re.IGNORECASE,
)
# "Institutet lämnar en delrapport": an order when it is said of the one addressed.
HANDS_OVER = re.compile(
    r"\b(?:lämnar|överlämnar|redovisar|delredovisar|slutredovisar|rapporterar|slutrapporterar|"
    r"delrapporterar|inkommer|"
    r"återbetalar|rekvirerar|presenterar|redogör|avlämnar|skickar|(?:ger|sänder|lämnar) in)\b",
    re.IGNORECASE,
)
HANDS_IN = re.compile(
    r"\b(?:lämnas?|inlämnas|inkomma|inkommit|överlämnas?|inges|ges in|skickas?|sändas?|anmälas?)\b",
    re.IGNORECASE,
)
NO_DUE = re.compile(
    r"\b(?:pågå|pågår|gälla|gäller|löpa|avslutas|avsluta|upphöra|bedrivas|bedrivs|börja|påbörjas|starta|inledas|"
    r"träda i kraft|träder i kraft)\b",
    re.IGNORECASE,
)
WHOLE_TASK = re.compile(r"\bredovisa (?:upp)?draget\b|\buppdraget ska(?:ll)? redovisas\b", re.IGNORECASE)
TIMETABLE = re.compile(
    r"(?:Tidpunkt|Datum|Sista dag(?:en)?|Senast) för (?:\w*redovisning|\w*rapport|rekvisition|återbetalning)\w*:? "
    r"|(?:Uppdraget )?(?:slut|del|åter)?(?:redovisas|rapporteras|lämnas|återbetalas|rekvireras|inlämnas)"
    r"(?::| (?:senast|den|till)\b)"
    r"|(?:[A-ZÅÄÖ]\w* )?(?:slut|del|åter|läges|av)?(?:redovisning|rapport|rapportering|rekvisition|återbetalning)"
    r"(?:en|er)?(?: av uppdraget| \d| \w)?\s?[:–-] ?(?=\S)",
    re.IGNORECASE,
)
# "skulle redovisas senast" tells what was ordered once.
ONCE_ORDERED = re.compile(r"\bskulle\b", re.IGNORECASE)
# A month, a quarter or a half year is a deadline when something is handed in during it.
DURING = re.compile(
    r"\b(?:\w*redovisa|\w*rapportera|\w*redogöra|lämna|inlämna|överlämna|presentera|återbetala|rekvirera|"
    r"inkomma|ske)s?"
    r"(?: (?!omfatta|avse)[^\s.;:]+){0,5} (?:under|i|vid)(?: (?:det|den))? $",
    re.IGNORECASE,
)
NAMED = re.compile(r"\s*\([^()]{4,40}\)")
ELLIPTIC = re.compile(
    r"^(?:En |Ett )?(?:slut|del)?(?:redovisning|rapport|rekvisition|återbetalning|delrapport|slutrapport)\w*\b",
    re.IGNORECASE,
)


def is_order(read: Read, duty: Duty, dates: list[DateMention]) -> bool:
    """A duty with "ska", or present tense or a bare list item with a deadline; not a span of time."""
    text = read.text[duty.start : duty.end]
    deadline = any(_own_deadline(text, duty, d) for d in dates)
    if duty.ska < 0 and ONCE_ORDERED.search(text):
        return False
    if duty.ska >= 0:
        return True
    row = read.sentence.row
    if row is not None:
        return not is_background(read.sentence) and (row.due or bool(PREDICATE.search(row.label)))
    if read.sentence.lead is not None:
        return deadline or bool(PREDICATE.search(text))
    if TIMETABLE.match(text) or (MOVED.search(text) and deadline):
        return True
    ordered = ORDERS.search(text) or (duty.name and HANDS_OVER.search(text))
    if deadline:
        return bool(ordered or ELLIPTIC.search(text) or re.search(r"\buppdra", text))
    # "Slutredovisning lämnas till X den 30 mars": in the part that orders, the present tense is an order.
    plain = any(d.role == "plain" and d.precision == "day" for d in dates)
    return bool(plain and ordered and PREDICATE.search(text) and not is_background(read.sentence))


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


def due_dates(read: Read, duty: Duty, dates: list[DateMention]) -> list[DateMention]:
    """The dates that are deadlines: with "senast", or plain ones beside a report, a requisition or the like."""
    text = read.text[duty.start : duty.end]
    usable = [d for d in dates if d.precision in ("day", "yearless", "again", "relative")]
    usable += [d for d in dates if d.precision in ("month", "stretch") and _by_then(read, d)]
    strict = [d for d in usable if d.role == "deadline" or d.precision in ("month", "stretch")]
    plain = [
        d
        for d in usable
        if d.role == "plain"
        and d not in strict
        and not NO_DUE.search(read.text[max(duty.start, d.start - 40) : d.start])
    ]
    plain = [d for d in plain if (PREDICATE.search(text) or HANDS_IN.search(text) or read.sentence.row)]
    if not strict and NO_DUE.search(text) and not any(d.every for d in plain):
        return []
    calendar = [d for d in [*strict, *plain] if d.precision != "relative"]
    chosen = calendar or _rules(text, dates) or ([d for d in strict if PREDICATE.search(text)])
    return sorted(chosen, key=lambda d: (d.start, d.end, d.day or datetime.date.min))


def _by_then(read: Read, date: DateMention) -> bool:
    """Is a month or another stretch of time when something must be there?"""
    return date.role == "deadline" or (
        date.role in ("plain", "period") and bool(DURING.search(read.text[: date.start]))
    )


def _rules(text: str, dates: list[DateMention]) -> list[DateMention]:
    """ "ska kvartalsvis lämna statistik": a rule without a day, where something is handed in."""
    rules = [d for d in dates if d.precision == "rule"]
    return rules[:1] if PREDICATE.search(text) or HANDS_IN.search(text) else []


def pieces(text: str, duty: Duty, due: list[DateMention]) -> list[tuple[int, int, list[DateMention]]]:
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
            end = (
                _opening(text, lump[-1].end, lumps[index + 1][0].start)
                if index + 1 < len(lumps)
                else duty.end
            )
        else:
            start = duty.start if index == 0 else _behind(text, lumps[index - 1][-1].end)
            end = _behind(text, lump[-1].end) if index + 1 < len(lumps) else duty.end
        groups.append((start, end, lump))
    return groups


def _behind(text: str, end: int) -> int:
    """Past a bracket that says what a date is for: "den 1 juni 2016 (slutrapport)"."""
    named = NAMED.match(text, end)
    return named.end() if named and PREDICATE.search(named.group()) else end


def _verb_between(text: str, left: DateMention, right: DateMention) -> bool:
    between = text[left.end : right.start]
    return bool(PREDICATE.search(between)) or (right.start > left.extent and len(between) > 25)


def _opening(text: str, start: int, limit: int) -> int:
    """Where the words of the next date begin: after the last "och" or comma before it."""
    cut = start
    for match in re.finditer(r",| och | samt |;", text[start:limit]):
        cut = start + match.start()
    return cut


def kinds_of(
    text: str, duty: Duty, start: int, end: int, dated: int, before: list[tuple[str, Place]]
) -> list[tuple[str, Place]]:
    """What is to be handed in by the dates of a piece, each kind once, with the word that says so.

    A bracket after the date decides; a piece with no word of its own goes on with the kinds of the one before.
    """
    found: dict[str, Place] = {}
    if (past := _behind(text, dated)) > dated:
        start, end = dated, past
    for match in PREDICATE.finditer(text, start, end):
        kind = str(match.lastgroup)
        if any(again.start() <= match.start() < again.end() for again in AGAIN.finditer(text)):
            continue  # "tillsammans med slutrapporten" says when, not what
        found.setdefault(kind, match.span())
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
    if not found:
        found["other"] = (max(start, duty.ska), end)
    return list(found.items())


def _place_report(text: str, duty: Duty, piece: Place, found: dict[str, Place]) -> None:
    """Say which report a bare "redovisa" or "rapport" is, beside the other kinds of the same piece."""
    place = found.pop("report")
    if WHOLE_TASK.search(text, *piece) and "final_report" not in found:
        found["final_report"] = place  # "dels redovisa uppdraget, dels återbetala"
    elif not found:
        found[_report_kind(text, duty)] = place
    elif set(found) <= {"requisition", "repayment"} and re.search(r"\b(?:och|samt)\b", text[slice(*piece)]):
        # "Återbetalning och redovisning ska ske": beside money a bare account is one of the money.
        bare = text[place[0] : place[1]].casefold().startswith("redovisning")
        found |= {"financial_account": place} if bare else {}


def whole_kind(text: str) -> str | None:
    """The kind of a list item that only names what to hand in: "en ekonomisk redovisning av …"."""
    match = PREDICATE.search(text)
    if match is None or match.start() > 40:
        return None
    return "final_report" if match.lastgroup == "report" else str(match.lastgroup)


def _report_kind(text: str, duty: Duty) -> str:
    piece = text[duty.start : duty.end]
    if PARTIAL.search(piece):
        return "other"
    return "final_report" if ABOUT_ASSIGNMENT.search(piece) or re.search(r"\b[Rr]egering", piece) else "other"
