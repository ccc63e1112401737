"""A sentence with everything found in it, computed once: dates, sums, numbers, and whom it binds."""

import re
from dataclasses import dataclass, field

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.dates import find_dates
from skyddsnat.mandate.reading.duties import Binder
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.misread import with_figures
from skyddsnat.mandate.reading.references import ReferenceMention, find_references, mask
from skyddsnat.mandate.reading.sentences import Sentence
from skyddsnat.mandate.reading.sums import (
    SumMention,
    find_sums,
    row_sums,
    unitless,
    with_year_of_lead,
    with_years,
)

# Cheap looks before the thorough ones.
TIME = re.compile(
    r"\d|samma|samtidigt|tidpunkt|inom|i samband|årsredov|budgetunderl|delårs|senast|årlig|varje|kvartal|halvår|månad|"
    r"tertial|per år|\bdå\b",
    re.IGNORECASE,
)
MONEY = re.compile(r"kr\b|kron|sek\b|kkr|mnkr|mkr|tkr|euro?\b|:-|miljon|miljard", re.IGNORECASE)
Place = tuple[int, int]


@dataclass
class Read:
    """One sentence under work. ``claimed`` holds the places (in the sentence) an item already speaks for;
    ``covered`` says that an item has the whole sentence as its span, ``in_task`` that
    a task is (part of) it."""

    sentence: Sentence
    references: list[ReferenceMention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    sums: list[SumMention] = field(default_factory=list)
    loose_numbers: list[Place] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    claimed: set[Place] = field(default_factory=set)
    covered: bool = False
    in_task: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def span(self) -> Place:
        return self.sentence.span

    def claim(self, start: int, end: int) -> None:
        """An item speaks for this date, sum or "ska"."""
        self.claimed.add((start, end))

    def holds(self) -> list[tuple[str, Place]]:
        """Every date, sum and "ska" with its place in the sentence."""
        held = [("date", (d.start, d.end)) for d in self.dates if d.is_calendar]
        held += [("sum", (s.start, s.end)) for s in self.sums]
        held += [("sum", place) for place in self.loose_numbers]
        held += [("ska", (d.ska, d.ska + 3)) for d in self.duties if d.ska >= 0]
        return held


def read_sentence(sentence: Sentence, binder: Binder) -> Read:
    """Find what one sentence holds. Sentences must come in order: the binder remembers whom they speak of."""
    read = Read(sentence)
    if sentence.too_long:
        return read
    read.references = find_references(sentence.text)
    masked = with_figures(mask(sentence.text, read.references))
    read.dates = find_dates(masked) if TIME.search(masked) else []
    row = sentence.row
    if row is not None and row.figures:
        sums = row_sums(sentence.text, row)
    else:
        sums = find_sums(masked) if MONEY.search(masked) else []
    # A year inside a sum ("2014 kronor") is no date.
    read.dates = [d for d in read.dates if not any(s.start <= d.start and d.end <= s.end for s in sums)]
    read.sums = sums if row is not None and row.figures else with_years(masked, sums, read.dates)
    if read.sums and sentence.lead is not None:
        read.sums = with_year_of_lead(read.sums, sentence.lead.text)
    read.loose_numbers = unitless(masked, sums)
    read.duties = binder.duties(sentence)
    return read
