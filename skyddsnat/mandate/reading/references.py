"""Numbers that point at other decisions and papers: registration numbers, bills, communications, statutes."""

import re
from dataclasses import dataclass

_DNR = (
    r"(?:[A-ZÅÄÖ][A-Za-zåäö]{0,3}|(?:Ju|Fi|Fö|Ku|IJ|LI|Jo|UD|SB|[SUANMLI])\s)(?:19|20)\d{2}/\d{1,6}"
    r"(?:/[A-ZÅÄÖ][A-Za-zÅÄÖåäö]*)*"
)
_SESSION = r"\d{4}(?:/\d{2,4})?:\s?[A-Za-zÅÄÖåäö]*\d+"
REFERENCE = re.compile(
    rf"\b(?:(?:dnr|diarienr|diarienummer|ärendenummer)[.:]?\s+)?(?P<dnr>{_DNR})(?![\w/])"
    r"|\b(?:dnr|diarienr|diarienummer|ärendenummer|"
    r"beteckning)[.:]?\s+(?P<own>(?:[A-ZÅÄÖ]{1,6}\s)?[\w.]*\d[\w./:-]*\d)"
    rf"|\b(?P<kind>prop|skr|bet|rskr|dir)\.\s?(?P<number>{_SESSION})"
    rf"|\b(?P<word>proposition|skrivelse)(?:en|n)?\s(?P<wordnumber>{_SESSION})"
    r"|\b(?P<series>SOU|Ds)\s(?P<report>\d{4}:\d+)"
    r"|\((?P<law>\d{4}:\d+)\)|\bSFS\s(?P<sfs>\d{4}:\d+)"
    r"|\b(?P<eu>(?:19|20)\d{2}/\d+/(?:EU|EG|RIF)|KOM\(\d{4}\)\s?\d+)|\(E[UG]\)\s(?:nr\s)?(?P<eureg>\d+/\d+)"
)
# How the citing decision stands to the cited one, by the words before the number.
CUES = (
    (
        "amends",
        re.compile(
            r"\b(?:med ändring av|ändring(?:en|ar)? (?:av|i)|ändrar|ändras|att ändra|"
            r"upphäv(?:er|s)|upphör att gälla)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "replaces",
        re.compile(
            r"\b(?:ersätter|ersätts(?! för)|träder i stället för|i stället för uppdraget)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "extends",
        re.compile(
            r"\b(?:förläng(?:er|s|a|t|ning\w*)|utvidga(?:r|s|t|d)?|utvidgning\w*|utöka(?:r|s|t|d)?|"
            r"tilläggsuppdrag\w*|tillägg till)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "continues",
        re.compile(
            r"\b(?:fortsätt(?:a|er|ning\w*)|fortsatt\w*|vidareför\w*|i förlängningen av)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "builds_on",
        re.compile(
            r"\b(?:bygg(?:a|er|s)\s+(?:vidare\s+)?på|kompletter\w+|i anslutning till|"
            r"utgå\s+(?:från|ifrån)|med utgångspunkt i|i enlighet med)\b",
            re.IGNORECASE,
        ),
    ),
)
# "Regleringsbrevet (Ku2023/01277) ska ändras".
CHANGED = re.compile(r"[)\]]* (?:ska|skall) (?:\w+ ){0,2}?(?:ändras|upphävas|upphöra|ha följande|lyda)\b")
EVALUATES = re.compile(r"\b(?:utvärder\w+|följa upp|uppfölj\w+|gransk\w+)\b", re.IGNORECASE)
RANK = ("mentioned", "evaluates", "builds_on", "continues", "extends", "replaces", "amends")


@dataclass(frozen=True)
class ReferenceMention:
    """A cited number in a sentence; [start, end) within the sentence."""

    start: int
    end: int
    kind: str
    number: str


def find_references(text: str) -> list[ReferenceMention]:
    """All cited numbers in a sentence, kinds dnr, prop, skr, bet, rskr, dir, sou, ds, law, eu."""
    found: list[ReferenceMention] = []
    for match in REFERENCE.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        kind, name = _kind(groups)
        found.append(ReferenceMention(*match.span(name), kind, groups[name]))
    return found


def _kind(groups: dict[str, str]) -> tuple[str, str]:
    """(kind, the group that holds the number)."""
    if "number" in groups:
        return groups["kind"], "number"
    if "wordnumber" in groups:
        return {"proposition": "prop", "skrivelse": "skr"}[groups["word"]], "wordnumber"
    if "report" in groups:
        return groups["series"].lower(), "report"
    plain = {"dnr": "dnr", "own": "dnr", "law": "law", "sfs": "law", "eu": "eu", "eureg": "eu"}
    name = next(name for name in plain if name in groups)
    return plain[name], name


def relation(text: str, mention: ReferenceMention) -> str:
    """How a sentence stands to the number it cites, one of RANK: the cue closest before the number decides."""
    before = text[: mention.start]
    if mention.kind == "dnr" and CHANGED.match(text, mention.end):
        return "amends"
    best, place = "", -1
    for name, cue in CUES:
        if mention.kind == "law" and name != "amends":
            continue
        for match in cue.finditer(before):
            if match.start() > place:
                best, place = name, match.start()
    if best:
        return best
    return "evaluates" if mention.kind == "dnr" and EVALUATES.search(before) else "mentioned"


def mask(text: str, mentions: list[ReferenceMention]) -> str:
    """The sentence with cited numbers blotted out, same length: a year inside one is no date."""
    for mention in mentions:
        text = text[: mention.start] + "¤" * (mention.end - mention.start) + text[mention.end :]
    return text
