"""To whom something is to be handed in, as written."""

import re
from dataclasses import dataclass

from skyddsnat.mandate.reading.authorities import pattern

TO = re.compile(
    r"\b(?:ställd till|ställs till|ställas till|(?:lämnas |ges |sändas |skickas )?in till|med kopia till|kopia till|"
    r"samt till|till|hos|från|av) (?=(?:den |det )?[A-ZÅÄÖa-zåäö])",
    re.IGNORECASE,
)
# "redovisas för regeringen", "redogöra … för Regeringskansliet": to the government only, and only after such a verb.
BEFORE = re.compile(
    r"\b(?:\w*redovisas?|redogöra|rapporteras?|presenteras?|föredras?)\b[^.;]{0,80}? för (?=[A-ZÅÄÖr])"
)
INFORMS = re.compile(r"\b(?:underrätta|informera|meddela) (?=[A-ZÅÄÖ])")
IN_HAND = re.compile(r"\bvara (?=[A-ZÅÄÖ])")
MINISTRY = re.compile(r" \((?P<name>[A-ZÅÄÖ][^()]{2,80})\)")
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
        if named["genitive"]:
            return None
        end, government = named.end(kind), kind == "government"
    elif (unknown := UNKNOWN.match(text, start)) and word not in ("från", "av"):
        end, government = unknown.end(), False
    else:
        return None
    if (ministry := MINISTRY.match(text, end)) and not re.search(r"\d", ministry["name"]):
        end = ministry.end()
    way = "copy" if "kopia" in word else "from" if word in ("från", "av") else "to"
    return Recipient(start, end, text[start:end], way, government)
