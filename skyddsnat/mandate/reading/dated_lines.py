"""A line that is an entry of a list: a day and what is handed in on it, or a sum and what or whom it is for."""

import re

_DAY = (
    r"(?:senast )?(?:den )?(?:\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|"
    r"december)(?: (?:19|20)\d\d)?|(?:19|20)\d\d-\d\d-\d\d)"
)
_REPORT = (
    r"(?:\w*redovisning|\w*rapport(?:ering)?|rekvisition|\w*återbetalning|lägesbild|lägesbeskrivning|"
    r"(?:projekt|tid|arbets|handlings|genomförande)?plan|avstämning)\w*"
)
_ENTRIES = (
    # "Delredovisning 1: 2016-10-01", "Sista dag för rekvisition: 15 november 2016"
    rf"(?:(?:\w+ ){{0,4}}{_REPORT}(?: \w+){{0,4}}|sista (?:dag|datum)\w* (?:för|att) [^:]{{4,50}})(?::|"
    rf" [–-]) {_DAY}(?:(?:,| och| samt) {_DAY})*\.?",
    # "1 juni 2016: plan för arbetet", "Senast 1 mars 2017 – slutredovisning"
    rf"{_DAY}(?:,?:| [–-]) (?=[^\d\s])(?:[^.:]{{0,60}} )?{_REPORT}\b[^.:]{{0,120}}\.?",
)
ENTRY = re.compile("|".join(_ENTRIES), re.IGNORECASE)
# "Skolverket: 2,4 mnkr", "Samordning – högst 600 000 kronor"
SUM_ENTRY = re.compile(
    r"[A-ZÅÄÖ0-9][^:.;]{2,60}(?::| [–-]) (?:högst )?\d[\d .,]* ?(?:tkr|kkr|mnkr|mkr|kronor|kr|miljon(?:er)? kronor)\.?"
)


def is_entry(words: str) -> bool:
    """Is the line an entry of a timetable?"""
    return bool(ENTRY.fullmatch(words.strip()))


def is_sum_entry(words: str) -> bool:
    """Is the line an entry of a list of sums?"""
    return bool(SUM_ENTRY.fullmatch(words.strip()))
