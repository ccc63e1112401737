"""Sums of money in a sentence, exactly, with the year each is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from skyddsnat.mandate.reading.dates import DateMention

# A group of three after a space belongs to the number before it, unless that is a year ("2017 250 000 kronor").
_NUMBER = r"(?<![\d.,/:-])(?:(?<!\d )|(?<=\D(?:19|20)\d\d ))(?:\d{1,3}(?:[ .]\d{3})+|\d{1,12})(?:,\d{1,4})?(?![\d/])"
WORDS = {
    "en halv": Decimal("0.5"),
    "en och en halv": Decimal("1.5"),
    "två och en halv": Decimal("2.5"),
    **{
        word: Decimal(number)
        for word, number in zip(
            [
                "en",
                "ett",
                "två",
                "tre",
                "fyra",
                "fem",
                "sex",
                "sju",
                "åtta",
                "nio",
                "tio",
                "elva",
                "tolv",
                "tretton",
                "fjorton",
                "femton",
                "tjugo",
                "trettio",
                "fyrtio",
                "femtio",
                "hundra",
            ],
            [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 30, 40, 50, 100],
            strict=True,
        )
    },
}
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
SCALE = {"miljarder": 9, "miljard": 9, "mdr": 9, "miljoner": 6, "miljon": 6, "milj.": 6, "mn": 6, "tusen": 3}
SHORT = {"tkr": 3, "kkr": 3, "tsek": 3, "mnkr": 6, "mkr": 6, "msek": 6, "mdkr": 9}
_UNIT = (
    r"(?:(?P<scale>miljarder|miljard|mdr|miljoner|miljon|milj\.|mn|tusen) )?(?:svenska )?"
    r"(?P<currency>kronor|kr\b|SEK\b|krona\b|:-|euro\b|EUR\b)|(?P<short>tkr|kkr|tsek|mnkr|mkr|msek|mdkr)\b"
)
# Listed numbers share the unit that follows the last: "3 respektive 4 miljoner kronor".
SUM = re.compile(
    rf"(?P<listed>(?:{_NUMBER}(?:(?: (?:och|respektive|samt|till) | ?[-–] ?|, ))){{0,8}})"
    rf"(?:(?P<number>{_NUMBER})|\b(?P<word>{_WORD}))(?: ?)(?:{_UNIT})"
    rf"|\b(?:SEK|kr) (?P<after>{_NUMBER})(?! ?(?:kr|mn|milj|tkr))",
    re.IGNORECASE,
)
NUMBER = re.compile(_NUMBER)
YEAR = re.compile(r"(?:19|20)\d\d")
# A grouped number without a unit may be a sum in a table; a postal code is grouped three and two.
UNITLESS = re.compile(
    r"(?<![\d.,/:-])(?<!\d )\d{1,3}(?: \d{3})+(?![\d ,]*\d)(?! (?:barn|personer|elever|invånare|ärenden))"
)
MONEY_TALK = re.compile(r"\b(?:kronor|tkr|mnkr|mkr|belopp\w*|medel\w*)\b", re.IGNORECASE)
CEILING = re.compile(r"\b(?:högst|maximalt|upp till|som mest|inte mer än)(?: \S+){0,2} $", re.IGNORECASE)
YEAR_OF = re.compile(
    r"(?:\b(?:under|för|år|åren|budgetår\w*|kalenderår\w*|avse(?:r|ende)|och|respektive|samt|kronor|kr|tkr|mkr|"
    r"mnkr)|[,(])\s*(?:år |åren )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SumMention:
    """A sum in a sentence: ``amount`` in whole units of ``currency``; ``year`` when the sentence ties one to it."""

    start: int
    end: int
    amount: Decimal
    currency: str = "SEK"
    ceiling: bool = False
    year: int | None = None
    year_place: tuple[int, int] | None = None
    years: tuple[int, ...] = ()


def find_sums(text: str) -> list[SumMention]:
    """All sums of a sentence, without years; ``text`` with cited numbers blotted out."""
    found: list[SumMention] = []
    for match in SUM.finditer(text):
        found.extend(_read(text, match))
    return found


def unitless(text: str, sums: list[SumMention]) -> list[tuple[int, int]]:
    """Grouped numbers where money is talked of but no unit is given: shown, never guessed."""
    if not MONEY_TALK.search(text):
        return []
    places = (match.span() for match in UNITLESS.finditer(text))
    return [(a, b) for a, b in places if not any(s.start < b and a < s.end for s in sums)]


def _read(text: str, match: re.Match[str]) -> Iterator[SumMention]:
    if match["after"]:
        yield _sum(text, match.start(), match.end(), _decimal(match["after"]), "SEK")
        return
    power = SHORT[match["short"].lower()] if match["short"] else SCALE.get((match["scale"] or "").lower(), 0)
    currency = "EUR" if (match["currency"] or "").lower() in ("euro", "eur") else "SEK"
    factor = Decimal(10) ** power
    for number in NUMBER.finditer(match["listed"]):
        # "under 2015 och 500 000 kronor": a year or a plain number before plain kronor is no sum.
        if (power and not YEAR.fullmatch(number.group())) or re.search("[ .]", number.group()):
            start = match.start() + number.start()
            yield _sum(text, start, match.start() + number.end(), _decimal(number.group()) * factor, currency)
    if match["number"]:
        amount, start = _decimal(match["number"]), match.start("number")
    else:
        amount, start = WORDS[match["word"].lower()], match.start("word")
    if match["number"] or power or match["word"].lower() not in ("en", "ett"):
        yield _sum(text, start, match.end(), amount * factor, currency)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(" ", "").replace(".", "").replace(",", "."))


def _sum(text: str, start: int, end: int, amount: Decimal, currency: str) -> SumMention:
    ceiling = bool(CEILING.search(text[max(0, start - 40) : start]))
    return SumMention(start, end, amount.normalize() + 0, currency, ceiling)


def with_years(text: str, sums: list[SumMention], dates: list[DateMention]) -> list[SumMention]:
    """Tie years to sums: one year for all, one each in order, or the nearest one that follows."""
    yearly = [d for d in dates if d.precision in ("year", "years")]
    years = [d for d in yearly if YEAR_OF.search(text[max(0, d.start - 20) : d.start])]
    if not sums or not years:
        return sums
    singles = [d for d in years if d.precision == "year"]
    if len(years) == 1:
        # "12 mkr, varav 4 mkr under 2015": the year is that of the part.
        part = text.find("varav", 0, years[0].start)
        return [each if each.start < part else _tie(each, years[0]) for each in sums]
    if len(sums) == 1:
        behind = [d for d in years if d.start >= sums[0].end]
        if len(behind) == 1 and behind[0].start - sums[0].end < 20:
            return [_tie(sums[0], behind[0])]
        return [replace(sums[0], years=tuple(sorted({d.year for d in years if d.year})))]
    if len(singles) == len(sums) == len(years):
        return [_tie(each, year) for each, year in zip(sums, singles, strict=True)]
    return [_nearest(each, following, years) for each, following in zip(sums, [*sums[1:], None], strict=True)]


def _nearest(each: SumMention, following: SumMention | None, years: list[DateMention]) -> SumMention:
    until = following.start if following else 10**9
    own = [d for d in years if each.end <= d.start < until]
    return _tie(each, own[0]) if len(own) == 1 else each


def _tie(each: SumMention, year: DateMention) -> SumMention:
    if year.precision == "years":
        years = tuple(range(year.year or 0, (year.until or 0) + 1))
        return replace(each, years=years, year_place=(year.start, year.end))
    return replace(each, year=year.year, year_place=(year.start, year.end))
