"""Finding what could identify a person in a text: numbers, ways to reach somebody, dates of a child, likely names.

What is found is shown to the one who writes, who decides; only a personal number is certain enough to stop a text. No
list of names is used: a name is told by its capitals, since Swedish writes nothing else so in the middle of a sentence.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from skyddsnat.shared.identifying_words import (
    ABOUT_A_CHILD,
    FUNCTION_WORDS,
    KIN,
    NAME_FOLLOWS,
    NO_PERSON,
    NO_PERSON_ENDINGS,
)


class Sign(StrEnum):
    """What a passage looks like."""

    NUMBER = "number"  # a personal, coordination or reserve number
    LIKE_NUMBER = "like_number"  # written as one, with a check digit that is wrong
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    DATE = "date"  # an exact day, in a sentence about a child
    NAME = "name"


STOPS = frozenset({Sign.NUMBER})


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage: `start` ≤ character < `end`."""

    start: int
    end: int
    sign: Sign
    text: str

    @property
    def stops(self) -> bool:
        return self.sign in STOPS


# One character for one, so that a place in the plain text is a place in the text.
_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " ") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
)
_NUMBER = re.compile(
    r"(?<![\w/:.,-])(?P<century>18|19|20|22|23)?(?P<year>\d\d)(?P<one>[ .-]?)(?P<month>0[1-9]|1[0-2])(?P<two>[ .-]?)"
    r"(?P<day>[0-3]\d|[6-9]\d)(?P<three> ?[-+] ?| ?)(?P<last>\d{4}|[A-ZÅÄÖ]\w\d\w)(?![\w/:-]|[.,]\d)"
)
_RESERVE = re.compile(r"(?<![\w/:.,-])99(?:19|20)\d{2}-?\d{2}-?\d{4}(?![\w/:-])")
_OTHER_NUMBER = re.compile(
    r"(?i)\b(?:dnr|diarienr|diarienummer|ärendenummer|org\.? ?nr|organisationsnummer|bankgiro|bg|plusgiro|pg|sfs|ocr|"
    r"orgnr|fakturanummer|reference|ref)\.?:? ?$"
)
_PHONE = re.compile(
    r"(?<![\w/:.,+-])(?:(?:\+46|0046)[ -]?(?:\(0\))?|0)(?:[ /-]?\d){7,10}(?![\w/:-]|[.,]\d| ?(?:kr|kronor)\b)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WAYS = "gatan|gata|vägen|väg|gränden|gränd|torget|torg|stigen|stig|allén|allé|backen|backe|esplanaden"
_STREET = re.compile(
    rf"\b[A-ZÅÄÖ][a-zåäöé-]+(?:(?<=\w\w)(?:{_WAYS})| (?:{_WAYS}|[Ss]treet|[Rr]oad)) \d{{1,3}}(?: ?[A-Ga-g])?\b"
    r"(?! ?(?:mars|maj|km|kr))"
)
_POSTAL = re.compile(r"(?<![\w/:.,-])(?!114 14|116 \d)[1-9]\d\d \d\d {1,2}[A-ZÅÄÖ][a-zåäö]{2,}")
_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)
_DATE = re.compile(
    rf"(?i)(?<![\w/:.-])(?:(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b"
    rf"(?: (?:19|20)\d\d)?|(?:{_MONTHS}) [0-3]?\d(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|[0-3]?\d/[01]?\d(?:[ -/](?:19|20)?\d\d)?)(?![\w/:]|-\d)"
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\w)[^.!?\n]*)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?![\w])\.?")
_AGE = re.compile(r"^,? ?\(?\d{1,2}(?:[ )]|$|[- ]?år)")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:;\n•\"”–]\s*|\n\s*[-*]\s*)$")


def identifying(text: str, *, known: Collection[str] = ()) -> list[Finding]:
    """Every passage that could identify somebody, in order, none over another.

    `known` are words in lower case of names that are no person's, such as those of places and authorities.
    """
    plain = text.translate(_PLAIN)
    taken: list[Finding] = []
    for finder in (_numbers, _emails, _phones, _addresses, _dates):
        taken += [one for one in finder(plain) if not _is_over(one, taken)]
    taken += [one for one in _names(plain, known) if not _is_over(one, taken)]
    found = sorted(taken, key=lambda one: one.start)
    return [Finding(one.start, one.end, one.sign, text[one.start : one.end]) for one in found]


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_over(one: Finding, taken: list[Finding]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in taken)


def _numbers(text: str) -> Iterator[Finding]:
    for match in _NUMBER.finditer(text):
        if _OTHER_NUMBER.search(text[: match.start()]) or not _is_day(match):
            continue
        sign = _sign_of(match, text)
        if sign is not None:
            yield Finding(*match.span(), sign, match[0])
    for match in _RESERVE.finditer(text):
        if not _OTHER_NUMBER.search(text[: match.start()]):
            yield Finding(*match.span(), Sign.NUMBER, match[0])


def _sign_of(match: re.Match[str], text: str) -> Sign | None:
    """A number with a right check digit; one that is written as such; None for any other row of digits."""
    last, apart = match["last"], match["three"].strip()
    if not last.isdigit():
        return Sign.NUMBER if match["century"] and sum(sign.isdigit() for sign in last) >= 1 else None
    separators = {match["one"], match["two"], match["three"].strip(" ") or match["three"]} - {""}
    if separators == {" "} and (
        re.search(r"\d $", text[: match.start()]) or re.match(r" \d", text[match.end() :])
    ):
        return None  # a piece of a longer row of figures
    if luhn_holds("".join(match[part] for part in ("year", "month", "day", "last"))):
        may_be_a_day = match["one"] in {"-", "."} and match["three"] == " "  # "2014-12-31 1430"
        return Sign.LIKE_NUMBER if may_be_a_day else Sign.NUMBER
    together = not match["one"] and not match["two"]
    return Sign.LIKE_NUMBER if together and (apart or match["century"]) else None


def _is_day(match: re.Match[str]) -> bool:
    """Whether the first figures are a day, as it is or with the sixty that a coordination number adds."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"]) % 60
    first = int(match["century"] or 20) * 100
    try:
        datetime.date(first + year, month, day)
    except ValueError:
        return False
    return True


def _emails(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        yield Finding(*match.span(), Sign.EMAIL, match[0])


def _phones(text: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(text):
        digits = sum(sign.isdigit() for sign in match[0])
        enough = 9 <= digits <= 13 and not _OTHER_NUMBER.search(text[: match.start()])
        if enough:
            yield Finding(*match.span(), Sign.PHONE, match[0])


def _addresses(text: str) -> Iterator[Finding]:
    for pattern in (_STREET, _POSTAL):
        for match in pattern.finditer(text):
            yield Finding(*match.span(), Sign.ADDRESS, match[0])


def _dates(text: str) -> Iterator[Finding]:
    """Exact days, in sentences that speak of a child."""
    for sentence in _SENTENCE.finditer(text):
        words = {word.lower().rstrip(".") for word in _WORD.findall(sentence[0])}
        if words & ABOUT_A_CHILD:
            for match in _DATE.finditer(text, *sentence.span()):
                yield Finding(*match.span(), Sign.DATE, match[0])


# --- names ---


def _names(text: str, known: Collection[str]) -> Iterator[Finding]:
    """Two words with capitals beside each other, or one that the words around it tell to be a name."""
    for row in _rows_of_capitals(text, known):
        first, last = row[0], row[-1]
        if len(row) > 1 or _is_told(text, first):
            end = last.end() - (last[0].endswith(".") and len(last[0]) > 2)
            yield Finding(first.start(), end, Sign.NAME, text[first.start() : end])


def _rows_of_capitals(text: str, known: Collection[str]) -> Iterator[list[re.Match[str]]]:
    """Words beside each other that could be a person's name."""
    row: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        beside = bool(row) and text[row[-1].end() : word.start()] == " " and not _ends(row[-1][0])
        could = _could_be_name(text, word, known)
        # "Elsa Lund": many are called as a place. "Fråga Malmö": a first word has its capital from the sentence.
        could_end = beside and _is_known(word, known) and word[0][0].isupper() and not _is_first(text, row[0])
        if row and not (beside and (could or could_end)):
            yield row
            row = []
        if could or could_end:
            row.append(word)
    if row:
        yield row


def _is_known(word: re.Match[str], known: Collection[str]) -> bool:
    low = word[0].rstrip(".").lower()
    return low in known or low.removesuffix("s") in known


def _is_first(text: str, word: re.Match[str]) -> bool:
    return bool(_ENDS_SENTENCE.search(text[: word.start()]))


def _ends(word: str) -> bool:
    """Whether a sentence ends with the word; an initial does not end one."""
    return word.endswith(".") and len(word) > 2


def _could_be_name(text: str, word: re.Match[str], known: Collection[str]) -> bool:
    bare = word[0].rstrip(".")
    low = bare.lower()
    if not bare[0].isupper() or (bare.isupper() and len(bare) > 1):
        return False  # BUP, EU
    genitive = low.removesuffix("s")
    if {low, genitive} & NO_PERSON or _is_known(word, known) or low.endswith(NO_PERSON_ENDINGS):
        return False
    return not (low in FUNCTION_WORDS and (_is_first(text, word) or len(low) == 1))


def _is_told(text: str, word: re.Match[str]) -> bool:
    """Whether the words around a single word say that it is somebody's name."""
    if len(word[0].rstrip(".")) < 2:
        return False
    before = _WORD.findall(text[max(0, word.start() - 30) : word.start()])
    if before and text[: word.start()].endswith(f"{before[-1]} ") and before[-1].lower() in NAME_FOLLOWS:
        return True
    after = text[word.end() : word.end() + 20]
    following = _WORD.match(after.lstrip(" "))
    if following and after.startswith(" ") and following[0].rstrip(".").lower() in KIN:
        return word[0].rstrip(".").endswith("s")
    return bool(_AGE.match(after))
