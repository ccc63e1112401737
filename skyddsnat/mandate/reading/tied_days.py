"""Which of a sentence's days "varje år", "årligen" or "kvartalsvis" speaks of."""

import re
from dataclasses import replace

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.joined_dates import JOINED
from skyddsnat.mandate.reading.predicates import PREDICATE
from skyddsnat.mandate.reading.recurrence import EVERY, NOT_A_RULE

# "varje kvartal muntligen och skriftligen dels den …, dels den …": the days are of another kind of report.
IN_WRITING = re.compile(
    r"\b(?:och|samt|men)\b(?: \w+){0,2}? (?:skriftlig\w*|muntlig\w*|dels)\b[^.;]*$", re.IGNORECASE
)
# "kvartalsvis redovisa läget och senast den 1 mars 2019 lämna en slutrapport"
AND_LATER = re.compile(
    r"\b(?:och|samt|men)\b (?:ska(?:ll)? )?(?:(?:dessutom|därutöver|även|också|slutligen|sedan|sist) )*"
    r"(?:senast|slut\w+|lämna|redovisa|inkomma|ge in|överlämna)\b[^.;]*$",
    re.IGNORECASE,
)
FIRST_TIME = re.compile(r"\bförsta gången (?:senast )?(?:den )?$", re.IGNORECASE)


def recurring(text: str, found: list[DateMention]) -> list[DateMention]:
    """Note "varje år", "årligen", "kvartalsvis" on the days they stand by; without a day it is a rule of its own."""
    for match in EVERY.finditer(text):
        name = str(match.lastgroup)
        within = any(m.every and m.start <= match.start() < m.end for m in found)
        if within or NOT_A_RULE.search(text[: match.start()]):
            continue
        tied = _tied(text, match, found)
        for index in tied:
            found[index] = replace(found[index], every=name)
        for index in tied if len(tied) > 1 or name in ("half", "third", "quarter", "month", "week") else ():
            # "två gånger per år, den 31 mars och den 30 september": each of the days comes back yearly.
            found[index] = replace(found[index], every="year")
        if not tied:
            found.append(DateMention(match.start(), match.end(), match.end(), "rule", "deadline", every=name))
    found.sort(key=lambda mention: (mention.start, mention.end))
    for index, mention in enumerate(found):
        # "senast den 1 april varje år, dock första gången den 1 april 2028": where the rule begins, no day of its own.
        told = any(each.every and each.month == _month_of(mention) for each in found[:index])
        if mention.precision == "day" and told and FIRST_TIME.search(text[: mention.start]):
            found[index] = replace(mention, role="start")
    return found


def of_its_own(between: str) -> bool:
    """Do the words between a rule and a day say that something else is handed in on the day?"""
    if IN_WRITING.search(between):
        return True
    later = AND_LATER.search(between)
    return later is not None and bool(PREDICATE.search(between[: later.start()]))


def _stands_alone(every: str, between: str) -> bool:
    """Not "senast den 1 maj 2017 och därefter årligen": there the rule begins with the day."""
    begins = every == "year" and re.fullmatch(r",? (?:och|samt) därefter ", between)
    return "därefter" in between and not begins


def _month_of(mention: DateMention) -> int | None:
    return mention.day.month if mention.day else mention.month


def _tied(text: str, match: re.Match[str], found: list[DateMention]) -> list[int]:
    """The days that "varje år" speaks of: the one it stands right behind and those listed with that, else the near."""
    free = [
        index
        for index, mention in enumerate(found)
        if mention.precision in ("day", "yearless")
        and mention.role not in ("decided", "replaced", "start", "period")
        and (mention.role != "end" or mention.precision == "yearless")
        and not mention.every
        # "senast den 1 december 2027 och därefter halvårsvis": the first stands for itself.
        and not (
            mention.precision == "day"
            and _stands_alone(str(match.lastgroup), text[mention.end : match.start()])
        )
        and not (mention.precision == "day" and of_its_own(text[match.end() : mention.start]))
    ]
    right_before = [
        i for i in free if found[i].precision == "yearless" and text[found[i].end : match.start()] == " "
    ]
    if right_before:
        tied = [right_before[-1]]
        for index in reversed([i for i in free if i < tied[0]]):
            if not JOINED.fullmatch(text[found[index].end : found[tied[0]].start]):
                break
            if found[index].precision == "yearless":
                tied.insert(0, index)
        return tied
    near = [
        i for i in free if -60 < found[i].start - match.end() < 60 or -2 < match.start() - found[i].end < 45
    ]
    if near or match.lastgroup != "year":
        return near
    # "ska årligen överföra … till X senast den 1 mars": a long way off, but a day without a year.
    return [i for i in free if found[i].precision == "yearless" and found[i].role == "deadline"][:1]
