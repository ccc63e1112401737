"""The appropriation the money comes from: expenditure area, appropriation and item."""

import re
from dataclasses import dataclass

from skyddsnat.mandate.reading.money import OF_ASSIGNMENT, PAST
from skyddsnat.mandate.reading.read_sentence import Place, Read

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
