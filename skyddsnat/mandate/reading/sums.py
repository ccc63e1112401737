"""Sums of money in a sentence, exactly, with the year each is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.dates import find_dates
from skyddsnat.mandate.reading.number_words import NUMERAL, value
from skyddsnat.mandate.reading.tables import Row

# A group of three after a space belongs to the number before it, unless that is a year ("2017 250 000 kronor").
_NUMBER = (
    r"(?<![\d.,/:-])(?:(?<!\d )|(?<=\D(?:19|20)\d\d ))(?:\d{1,3}(?:[ .'’]\d{3})+|\d{1,12})(?:,\d{1,4}|\.\d{1,2}(?!\d))?"
    r"(?![\d/])"
)
SCALE = {
    "miljarder": 9,
    "miljard": 9,
    "mdr": 9,
    "miljoner": 6,
    "miljon": 6,
    "milj.": 6,
    "milj": 6,
    "mn": 6,
    "tusen": 3,
}
SHORT = {"tkr": 3, "kkr": 3, "tsek": 3, "mnkr": 6, "mkr": 6, "msek": 6, "mdkr": 9}
_UNIT = (
    r"(?:(?P<scale>miljarder|miljard|mdr|miljoner|miljon|milj\.|milj|mn|tusen) )?(?:svenska )?"
    r"(?P<currency>kronor(?:na)?|kr\b|SEK\b|krona\b|:-|euro\b|EUR\b)|(?P<short>tkr|kkr|tsek|mnkr|mkr|msek|mdkr)\b"
)
# Listed numbers share the unit that follows the last: "3 respektive 4 miljoner kronor".
SUM = re.compile(
    rf"(?P<listed>(?:{_NUMBER}(?:(?: (?:och|respektive|samt|till|eller) (?:högst )?| ?[-–] ?|, ))){{0,8}})"
    rf"(?:(?P<number>{_NUMBER})|\b(?P<word>{NUMERAL}))(?: ?)(?:{_UNIT})"
    rf"|(?<![\d.,])(?P<millions>\d{{1,3}}) miljon(?:er)?,? (?:och )?(?P<thousands>\d{{1,3}}) ?"
    rf"(?:000|tusen) (?:kronor|kr)\b"
    rf"|\b(?P<before>SEK|kr|kronor|EUR) (?P<after>{_NUMBER})(?! ?(?:kr|mn|milj|tkr|mkr))",
    re.IGNORECASE,
)
# "1,5 miljoner" without "kronor" is a sum only where money is handed out.
BARE_MILLIONS = re.compile(
    rf"(?P<number>{_NUMBER}) (?P<scale>miljoner|miljon|miljarder)(?! ?\w*(?:kr|euro|barn|person|inv))",
    re.IGNORECASE,
)
MONEY_VERB = re.compile(
    r"\b(?:använda|användas|disponera|disponeras|tilldelas|avsätts|beviljas|anvisas|förfoga|kostnad\w*|medel|medlen|"
    r"bidrag\w*|belopp\w*|kronor)\b",
    re.IGNORECASE,
)
# "mellan 1 och 2 miljoner", "1–2 miljoner": a span, not a sum.
BETWEEN = re.compile(r"\bmellan(?: \S+)? $", re.IGNORECASE)
NUMBER = re.compile(_NUMBER)
YEAR = re.compile(r"(?:19|20)\d\d")
# A grouped number without a unit may be a sum in a table; a postal code is grouped three and two.
UNITLESS = re.compile(
    r"(?<![\d.,/:-])(?<!\d )\d{1,3}(?: \d{3})+(?![\d ,]*\d)(?! (?:barn|personer|elever|invånare|ärenden))"
)
MONEY_TALK = re.compile(r"\b(?:kronor|tkr|mnkr|mkr|belopp\w*|medel\w*)\b", re.IGNORECASE)
CEILING = re.compile(
    r"\b(?:högst|maximalt|max|upp till|som mest|(?:inte|ej) mer än|(?:inte|ej) överstiga|en ram (?:på|om)|taket är)"
    r"(?: \S+){0,2} $",
    re.IGNORECASE,
)
AT_MOST_BEHIND = re.compile(r"^(?: \S+){0,6}?,? (?:som (?:mest|högst)|högst|maximalt)\b", re.IGNORECASE)
# A sum that an amendment puts out of force: "i stället för tidigare beslutade 1 500 000 kronor", "höjs från …".
REPLACED = re.compile(
    r"\((?:tidigare|ursprungligen|förut)(?: beslutade)? (?:högst )?$"
    r"|\bi ?stället för(?: (?!ska\b|och\b)[^\s.;]+){0,6} $|\b(?:höjs|sänks|ökas|minskas|ändras|utökas|räknas upp)"
    r"(?: \S+){0,3}? från (?:högst )?$",
    re.IGNORECASE,
)
# "Beloppet om 3 miljoner kronor ersätter det tidigare beloppet om …", "det angivna beloppet … ska vara …"
FORMER = re.compile(
    r"\b(?:ersätter|träder i stället för) (?:\w+ ){0,2}?(?:tidigare|ursprungliga|beslutade|angivna) (?:\w+ )?"
    r"belopp\w*(?: (?:om|på))? (?:högst )?$",
    re.IGNORECASE,
)
NAMED_BEFORE = re.compile(r"\bangivna beloppet(?: (?:om|på))? (?:högst )?$", re.IGNORECASE)
SHALL_BE = re.compile(
    r" ska(?:ll)? (?:i stället |istället )?(?:vara|uppgå till|ändras till)\b", re.IGNORECASE
)
UNIT_ONLY = re.compile(r"(?:\(|\bi |, )tusen$", re.IGNORECASE)
SAID_AGAIN = re.compile(r"\s?(?:\((?:dvs\. |d\.v\.s\. |motsvarande )?|, dvs\. )", re.IGNORECASE)
# "utöver de 3 000 000 kronor som tidigare beslutats": money of before, told of beside what is new.
BESIDES = re.compile(
    r"\b(?:utöver|förutom) (?:de|det|den)(?: (?:belopp|medel|bidrag|summa)\w*)?(?: (?:om|på|tidigare|redan|beslutade|"
    r"anvisade|tilldelade|beviljade|sammanlagt|högst))* $",
    re.IGNORECASE,
)
BESIDES_CLAUSE = re.compile(
    r"\b(?:utöver|förutom) (?:de|det|den)\b(?:(?=[^,.;:]*\d)[^,.;:]*(?:,\d[^,.;:]*)*|[^,.;:\d]*(?=,))",
    re.IGNORECASE,
)
YEAR_OF = re.compile(
    r"(?:\b(?:under|för|år|åren|budgetår\w*|kalenderår\w*|avse(?:r|ende)|årligen|vardera|per år|"
    r"och|respektive|samt|kronor|kr|tkr|mkr|"
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
    year_above: tuple[int, int] | None = None  # where the words that lead up to the list name the year
    years: tuple[int, ...] = ()
    replaced: bool = False
    label: str = ""


def find_sums(text: str) -> list[SumMention]:
    """All sums of a sentence, without years; ``text`` with cited numbers blotted out."""
    found: list[SumMention] = []
    for match in SUM.finditer(text):
        found.extend(_read(text, match))
    if MONEY_VERB.search(text):
        for match in BARE_MILLIONS.finditer(text):
            if not any(each.start < match.end() and match.start() < each.end for each in found):
                amount = _decimal(match["number"]) * Decimal(10) ** SCALE[match["scale"].lower()]
                found.append(_sum(text, match.start(), match.end(), amount, "SEK"))
    found = sorted((each for each in found if each.amount), key=lambda each: each.start)
    return [
        each for index, each in enumerate(found) if not (index and _says_again(text, found[index - 1], each))
    ]


def _says_again(text: str, before: SumMention, each: SumMention) -> bool:
    """ "två miljoner kronor (2 000 000 kr)": the same sum in figures."""
    return each.amount == before.amount and bool(SAID_AGAIN.fullmatch(text[before.end : each.start]))


def row_sums(text: str, row: Row) -> list[SumMention]:
    """The sums of a table's row, each with the year of its column."""
    found: list[SumMention] = []
    end = len(text)
    power = SHORT.get(row.unit) or (
        6 if row.unit.startswith("miljon") else 3 if row.unit.startswith("tus") else 0
    )
    for figure, year in reversed([*zip(row.figures, row.years, strict=True)]):
        start = text.rfind(figure, 0, end)
        amount = _decimal(figure) * Decimal(10) ** power
        if start >= 0:
            found.insert(
                0, SumMention(start, start + len(figure), amount.normalize() + 0, year=year, label=row.label)
            )
            end = start
    return [each for each in found if each.amount]


def unitless(text: str, sums: list[SumMention]) -> list[tuple[int, int]]:
    """Grouped numbers where money is talked of but no unit is given: shown, never guessed."""
    if not MONEY_TALK.search(text):
        return []
    places = (match.span() for match in UNITLESS.finditer(text))
    return [(a, b) for a, b in places if not any(s.start < b and a < s.end for s in sums)]


def spans_of_money(text: str) -> list[tuple[int, int]]:
    """Where a span like "mellan 1 och 2 miljoner kronor" stands: money, but no sum."""
    return [match.span() for match in SUM.finditer(text) if _between(text, match)]


def _between(text: str, match: re.Match[str]) -> bool:
    listed = match["listed"] or ""
    return bool(listed and (BETWEEN.search(text[: match.start()]) or re.search(r"\d ?[-–] ?$", listed)))


def _read(text: str, match: re.Match[str]) -> Iterator[SumMention]:
    if match["after"]:
        currency = "EUR" if match["before"].upper() == "EUR" else "SEK"
        yield _sum(text, match.start(), match.end(), _decimal(match["after"]), currency)
        return
    if match["millions"]:
        amount = Decimal(match["millions"]) * 1_000_000 + Decimal(match["thousands"]) * 1000
        yield _sum(text, match.start(), match.end(), amount, "SEK")
        return
    if _between(text, match):
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
        try:
            amount, start = value(match["word"]), match.start("word")
        except ValueError:
            return
    if match["word"] and UNIT_ONLY.search(text[: match.start()] + match["word"]):
        return  # "Belopp (tusen kronor)", "i tusen kronor": the unit of a table
    if match["number"] or power or match["word"].lower() not in ("en", "ett"):
        yield _sum(text, start, match.end(), amount * factor, currency)


def _decimal(number: str) -> Decimal:
    if re.fullmatch(r"\d+\.\d{1,2}", number):
        return Decimal(number)
    return Decimal(re.sub(r"[ .'’]", "", number).replace(",", "."))


def _sum(text: str, start: int, end: int, amount: Decimal, currency: str) -> SumMention:
    before = text[max(0, start - 80) : start]
    ceiling = bool(CEILING.search(before[-40:]) or AT_MOST_BEHIND.search(text[end:]))
    replaced = bool(REPLACED.search(before)) and not re.search(r"\bfrån (?:högst )?$", before)
    if re.search(r"\bfrån (?:högst )?$", before):
        replaced = bool(re.match(r"(?: \w+){0,2}? till\b", text[end:]))
    replaced = replaced or bool(FORMER.search(before))
    replaced = replaced or bool(NAMED_BEFORE.search(before) and SHALL_BE.match(text[end:]))
    return SumMention(start, end, amount.normalize() + 0, currency, ceiling, replaced=replaced)


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


def with_year_of_lead(sums: list[SumMention], lead: str) -> list[SumMention]:
    """ "Under 2017 får verket använda:" and then the sums in a list: each is for the one year the lead names."""
    named = {
        d.year: (d.start, d.end)
        for d in find_dates(lead)
        if d.precision == "year" and YEAR_OF.search(lead[max(0, d.start - 20) : d.start])
    }
    if len(named) != 1 or any(each.year or each.years for each in sums):
        return sums
    [(year, place)] = named.items()
    return [replace(each, year=year, year_above=place) for each in sums]


def _nearest(each: SumMention, following: SumMention | None, years: list[DateMention]) -> SumMention:
    until = following.start if following else 10**9
    own = [d for d in years if each.end <= d.start < until]
    return _tie(each, own[0]) if len(own) == 1 else each


def _tie(each: SumMention, year: DateMention) -> SumMention:
    if year.precision == "years":
        years = tuple(range(year.year or 0, (year.until or 0) + 1))
        return replace(each, years=years, year_place=(year.start, year.end))
    return replace(each, year=year.year, year_place=(year.start, year.end))
