"""The money: which sums are this assignment's, the appropriation they come from, and the conditions on them."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from skyddsnat.mandate.reading.authorities import Cast
from skyddsnat.mandate.reading.duties import Duty
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.sums import SumMention

GRANT = re.compile(
    r"\b(?:får|ska|kan)\b.{0,160}?\b(?:använda|disponera|användas|disponeras|förbruka|förbrukas|nyttja|nyttjas|"
    r"rekvirera|"
    r"rekvireras|belasta|fördela|fördelas|uppgå|utbetalas|betalas|betala)\b"
    r"|\b(?:tilldelas|tilldelar|beviljas|beviljar|anvisas|anvisar|avsätts|avsätter|betalas|utbetalas|uppgår|"
    r"finansieras|"
    r"rekvireras|beräknas|disponerar|fördelas|varav|kostnadsram\w*|ram|bemyndigas)\b"
    r"|\bfår\b.{0,60}?\b(?:högst|sammanlagt|totalt|ytterligare)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:(?:har|hade) (?:\S+ ){0,5}?(?:tilldelats|tilldelat|avsatts|avsatt|beviljats|beviljat|fått|disponerat|"
    r"betalats|"
    r"betalat|anvisat|anvisats|använt|använts|satsat|satsats)|tilldelades|avsatte|avsattes|fick|beviljades|föreslog|"
    r"föreslås|aviserade|aviseras|beräknade|uppgick|kostade|anvisade|anvisades|använde|användes|förbrukade|"
    r"uppskattas|motsvarade|satsade|omsatte|omsätter|kostar)\b",
    re.IGNORECASE,
)
OF_ASSIGNMENT = re.compile(r"\b(?:uppdrag(?:et|ets)|genomförandet|detta beslut|insatserna)\b", re.IGNORECASE)


@dataclass
class Sum:
    """A sum of the assignment, ``amount`` in kronor. ``role``: ceiling (högst), grant,
    planned (beräknas) or other."""

    amount: Decimal
    currency: str
    year: int | None
    span: Place
    role: str
    amount_span: Place
    years: tuple[int, ...] = ()
    beneficiary: str = ""
    support: dict[str, Place] = field(default_factory=dict)
    sentence: Place = (0, 0)


def find_money(reads: list[Read], cast: Cast) -> list[Sum]:
    """The assignment's sums in order; claims them. Somebody else's and the past's are left unread."""
    found: list[Sum] = []
    for read in reads:
        for mention in read.sums:
            duty = next((d for d in read.duties if d.start <= mention.start < d.end), None)
            reason = _not_ours(read, duty, cast, mention)
            if reason:
                read.reasons.append(reason)
                continue
            found.append(_sum(read, mention, cast))
            read.claim(mention.start, mention.end)
            read.covered = True
            if duty is not None and duty.whose == "ours" and duty.ska >= 0:
                read.claim(duty.ska, duty.ska + 3)
    return found


def _not_ours(read: Read, duty: Duty | None, cast: Cast, mention: SumMention) -> str:
    """Why a sum is not this assignment's money, "" when it is."""
    text = read.text
    lead = read.sentence.lead.text if read.sentence.lead else ""
    named = any(cast.includes(actor) for actor in cast.actors(text))
    if PAST.search(text) or (duty is not None and duty.whose == "earlier"):
        return "money_elsewhere"
    if duty is not None and duty.whose == "other" and not named:
        about = duty.name[:1].islower() and OF_ASSIGNMENT.search(text)
        if not about:
            return "somebody_else"
    if not GRANT.search(text) and not GRANT.search(lead) and not mention.ceiling:
        return (
            ""
            if re.match(r"[^.]{0,80}\b(?:kostnad|medel|bidrag|ersättning|belopp)", text, re.IGNORECASE)
            else "sum"
        )
    return ""


def _sum(read: Read, mention: SumMention, cast: Cast) -> Sum:
    sentence = read.sentence
    own = sentence.place(mention.start, mention.end)
    start, end = mention.start, mention.end
    year, support = mention.year, {"amount": own}
    if mention.year_place:
        start, end = min(start, mention.year_place[0]), max(end, mention.year_place[1])
        support["year"] = sentence.place(*mention.year_place)
    granted = bool(GRANT.search(read.text))
    planned = re.search(r"\bberäknas\b", read.text[: mention.start])
    role = "planned" if planned else "ceiling" if mention.ceiling else "grant" if granted else "other"
    members = [a for a in cast.actors(read.text[: mention.start]) if a.kind == "name" and cast.includes(a)]
    beneficiary = members[-1].name if members else ""
    span = sentence.place(start, end)
    made = Sum(mention.amount, mention.currency, year, span, role, own, mention.years, beneficiary, support)
    made.sentence = read.span
    return made


AREA = re.compile(r"\b(?:utgiftsområdet?|utg\.? ?omr\.?)\s(?P<number>\d{1,2})\b(?!:)", re.IGNORECASE)
APPROPRIATION = re.compile(r"\b(?:ram)?anslag(?:et)?,?\s(?P<number>\d{1,2}:\d{1,2})(?![\d/])", re.IGNORECASE)
ITEM = re.compile(
    r"\b(?:anslagspost(?:en)?|anslagsp\.|delpost(?:en)?|ap\.) ?(?P<number>\d{1,2}(?:\.\d{1,2})?)(?![\d:])",
    re.IGNORECASE,
)
NAME_ENDS = re.compile(
    r",? (?:ram)?anslag(?:et)? \d|,? (?:\w+ )?anslagspost|,? delpost|,? ap\. ?\d|,? (?:inom|under|"
    r"från) (?:det )?(?:utgiftsområde|anslag)|"
    r",? uppför(?:t|da)\b|,? (?:får|ska|skall|disponeras|ställs|belastas)\b|,? (?:på|i) statens budget|"
    r",? för budgetåret|"
    r",? (?:under|för|i) (?:20|19)\d\d|[;)]|, (?:och|samt|som|vilket)\b|(?<!m\.m)(?<!m\.fl)\.(?= |$)|$",
    re.IGNORECASE,
)
CHARGES = re.compile(
    r"\b(?:belasta\w*|finansieras|tas från|avräknas|redovisas mot|anslaget|anslag)\b", re.IGNORECASE
)


@dataclass
class Line:
    """A numbered line of the budget, as the decision names it."""

    number: str
    name: str
    span: Place


@dataclass
class Appropriation:
    """Where the money comes from: expenditure area, appropriation and item, each None when not written."""

    expenditure_area: Line | None
    appropriation: Line | None
    item: Line | None
    span: Place


def find_appropriations(reads: list[Read]) -> list[Appropriation]:
    """The appropriations the decision charges, in order."""
    found: list[Appropriation] = []
    for read in reads:
        starts = [match.start() for match in APPROPRIATION.finditer(read.text)]
        if not starts or not CHARGES.search(read.text) or PAST.search(read.text):
            continue
        if all(duty.whose in ("other", "earlier") for duty in read.duties) and not OF_ASSIGNMENT.search(
            read.text
        ):
            continue
        found.append(_appropriation(read))
    return found


def _appropriation(read: Read) -> Appropriation:
    lines = {
        "area": _line(read, AREA),
        "appropriation": _line(read, APPROPRIATION),
        "item": _line(read, ITEM),
    }
    spans = [line.span for line in lines.values() if line]
    span = min(start for start, _ in spans), max(end for _, end in spans)
    return Appropriation(lines["area"], lines["appropriation"], lines["item"], span)


def _line(read: Read, rule: re.Pattern[str]) -> Line | None:
    match = rule.search(read.text)
    if match is None:
        return None
    name = re.compile(r",? (?=[A-ZÅÄÖ0-9])").match(read.text, match.end())
    start = end = match.end()
    if name is not None:
        start = name.end()
        stop = NAME_ENDS.search(read.text, start)
        end = stop.start() if stop else len(read.text)
    words = read.text[start:end]
    return Line(match["number"], words, read.sentence.place(match.start(), max(end, match.end())))
