"""To whom something is to be handed in, as written."""

import re
from dataclasses import dataclass

from skyddsnat.mandate.reading.authorities import pattern
from skyddsnat.mandate.reading.read_sentence import Read

TO = re.compile(
    r"\b(?:ställd till|ställs till|ställas till|(?:lämnas |ges |sändas |skickas )?in till|med kopia till|kopia till|"
    r"samt till|till|hos|från|av) (?=(?:den |det )?[A-ZÅÄÖa-zåäö])",
    re.IGNORECASE,
)
# "redovisas för regeringen", "redogöra … för Regeringskansliet": to the government only, and only after such a verb.
BEFORE = re.compile(
    r"\b(?:\w*redovisas?|redogöra|rapporteras?|presenteras?|föredras?)\b[^.;]{0,80}? för (?=[A-ZÅÄÖr])"
)
INFORMS = re.compile(
    r"\b(?:underrätta|informera|meddela|hålla|förse|tillställa(?:s)?|delge|(?:stämma(?:s)? av|stämt av|avstämma(?:s)?)"
    r"(?: [^.;,]{1,60}?)? med|vid (?:ett )?möte med) (?=[A-ZÅÄÖ])"
)
IN_HAND = re.compile(r"\bvara (?=[A-ZÅÄÖ])")
MINISTRY = re.compile(
    r" \((?P<name>[A-ZÅÄÖ][^()]{2,80}?)(?P<copied>,? (?:med|samt)? ?kopia (?:till )?[^()]{2,160})?\)"
)
# "till Kammarkollegiets bankgiro 5052-5781": to the one whose account it is.
ACCOUNT = re.compile(r" (?:\w+)?(?:konto|bankgiro|plusgiro|postgiro|bg|pg)\w*\b", re.IGNORECASE)
# An unknown proper name counts only where nothing but a recipient can stand.
UNKNOWN = re.compile(
    r"(?:[A-ZÅÄÖ][\wåäöé-]+(?: (?:i|för|och) (?=[A-ZÅÄÖ]))?(?: ?[A-ZÅÄÖ][\wåäöé-]+)*)(?= (?:senast|den|med|och|"
    r"till handa)\b|[.,;]|$)"
)
NOT_TO = frozenset(("från", "av", "med kopia till", "kopia till"))
GENERIC = re.compile(r"(?:regeringen|riksdagen|kommunen|länsstyrelsen|myndigheten)\b")


@dataclass(frozen=True)
class Recipient:
    """A name after "till" or "hos"; [start, end) in the sentence. ``way``: to | from | copy."""

    start: int
    end: int
    name: str
    way: str
    government: bool


def find_recipients(text: str) -> list[Recipient]:
    """Everybody something may be handed to in a sentence, in order."""
    found: list[Recipient] = []
    for match in [*TO.finditer(text), *IN_HAND.finditer(text)]:
        word = match.group().strip().casefold()
        if word == "vara" and "till handa" not in text[match.end() : match.end() + 80]:
            continue
        if recipient := _at(text, match.end(), word):
            found.append(recipient)
    for match in [*BEFORE.finditer(text), *INFORMS.finditer(text)]:
        recipient = _at(text, match.end(), "till")
        informs = match.re is INFORMS
        if (
            recipient
            and (recipient.government or informs)
            and not any(r.start == recipient.start for r in found)
        ):
            found.append(recipient)
    found.sort(key=lambda each: each.start)
    return found


def _at(text: str, start: int, word: str) -> Recipient | None:
    named = pattern().match(text, start)
    if named and (named["name"] or named["government"] or GENERIC.match(named.group())):
        kind = next(k for k in ("government", "name", "generic") if named[k])
        if named["genitive"] and not (word == "till" and ACCOUNT.match(text, named.end())):
            return None
        end, government = named.end(kind), kind == "government"
    elif (unknown := UNKNOWN.match(text, start)) and word not in ("från", "av"):
        end, government = unknown.end(), False
    else:
        return None
    closed = ""
    if (ministry := MINISTRY.match(text, end)) and not re.search(r"\d", ministry["name"]):
        # "Regeringskansliet (Justitiedepartementet, med kopia till …)": the bracket is closed before the copies.
        end, closed = (ministry.end("name"), ")") if ministry["copied"] else (ministry.end(), "")
    way = "copy" if "kopia" in word else "from" if word in ("från", "av") else "to"
    return Recipient(start, end, text[start:end] + closed, way, government)


def in_column(read: Read) -> Recipient | None:
    """The cell behind the day in a row of a timetable, when it names the government or somebody not addressed."""
    days = [date for date in read.dates if date.day] if read.sentence.row is not None else []
    start = days[-1].end + 1 if days else len(read.text)
    found = _at(read.text, start, "till") if start < len(read.text) else None
    if found is None or read.text[found.end :].strip(" |."):
        return None
    bound = any(found.name == name for duty in read.duties for name in (duty.name, *duty.who))
    return None if bound else found
