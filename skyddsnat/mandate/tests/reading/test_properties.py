"""Random assemblies of sentences: nothing that binds is dropped, nothing is made up."""

import datetime
import re
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from skyddsnat.mandate.reading import Draft, read_text
from skyddsnat.shared.dates import MONTHS

OURS, OTHERS = "Boverket", ["Skolverket", "Statskontoret", "Länsstyrelsen i Kalmar län", "Riksrevisionen"]
PAYERS = ["Kammarkollegiet", "Socialstyrelsen"]
HOME = ["Regeringskansliet (Finansdepartementet)", "regeringen", "Socialdepartementet"]
TEMPLATES = [
    "{our} ska senast den {date} lämna en plan till {home}.",
    "Uppdraget ska redovisas till {home} senast den {date}.",
    "Uppdraget ska delredovisas senast den {date} och slutredovisas senast den {date} till {home}.",
    "Rekvisition ska ske hos {payer} senast den {date}.",
    "Medel som inte har använts ska återbetalas till {payer} senast den {date}.",
    "Vid samma tidpunkt ska en ekonomisk redovisning lämnas till {payer}.",
    "{other} ska lämna sin rapport till {home} senast den {date}.",
    "{other} har fått i uppdrag att granska arbetet.",
    "{our} får använda högst {sum} under {year}.",
    "{other} får använda {sum} för egna kostnader.",
    "Regeringen har tidigare avsatt {sum} för frågan.",
    "Kostnaderna ska belasta utgiftsområde 9 Vård, anslaget 4:7 Bidrag, anslagsposten 4 Medel.",
    "Arbetet ska ske i dialog med berörda.",
    "Den {date} trädde nya regler i kraft.",
    "Reglerna ska tydliggöras och {other} ska yttra sig senast den {date}.",
    "Under {year} minskade antalet.",
    "Avtalet gäller t.o.m. den {date} (dnr S{year}/1234/FST).",
    "Inga krav finns.",
    "Frågan ska beredas vidare m.m.",
    "{our} ska genomföra arbetet under {year} och det ska kosta {sum}.",
    "- att mäta allt senast den {date},",
    "Bakgrund",
]


@st.composite
def assemblies(draw: st.DrawFn) -> tuple[str, dict[str, datetime.date], dict[str, Decimal], list[str]]:
    """(text with random wrapping, dates written, sums written, sentences)."""
    dates: dict[str, datetime.date] = {}
    sums: dict[str, Decimal] = {}

    def date(_: Any) -> str:
        day = draw(st.dates(datetime.date(2010, 1, 1), datetime.date(2029, 12, 31)))
        words = f"{day.day} {MONTHS['sv'][day.month - 1]} {day.year}"
        dates[words] = day
        return words

    def money(_: Any) -> str:
        number = draw(st.integers(1, 999))
        words, amount = draw(
            st.sampled_from(
                [
                    (f"{number} 000 kronor", Decimal(number * 1000)),
                    (f"{number},5 miljoner kronor", Decimal(number * 1_000_000 + 500_000)),
                    (f"{number} tkr", Decimal(number * 1000)),
                ]
            )
        )
        sums[words] = amount
        return words

    sentences = [f"Regeringen ger {OURS} i uppdrag att bygga ut frågan."]
    for template in draw(st.lists(st.sampled_from(TEMPLATES), min_size=1, max_size=9)):
        words = re.sub(r"\{date\}", date, template)
        words = re.sub(r"\{sum\}", money, words)
        words = words.replace("{our}", OURS).replace("{year}", str(draw(st.integers(2011, 2028))))
        for slot, names in (("{other}", OTHERS), ("{payer}", PAYERS), ("{home}", HOME)):
            words = words.replace(slot, draw(st.sampled_from(names)))
        sentences.append(words)
    width = draw(st.sampled_from([0, 40, 72]))
    breaks = draw(st.sampled_from(["\n", " \n", "\r\n", "\n\n"]))
    pieces = [_wrapped(sentence, width, draw(st.sampled_from(["\n", " \r\n"]))) for sentence in sentences]
    return breaks.join(pieces), dates, sums, sentences


def _wrapped(sentence: str, width: int, newline: str) -> str:
    if not width:
        return sentence
    lines, line = [], ""
    for word in sentence.split(" "):
        if len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return newline.join([*lines, line])


def spans(draft: Draft) -> list[tuple[int, int]]:
    """Everything the draft answers for, or shows as unread."""
    found = [
        each.span
        for kind in ("clauses", "obligations", "sums", "conditions", "unread")
        for each in getattr(draft, kind)
    ]
    found += [each.span for each in (draft.title, draft.decided_on) if each]
    return found


def plain(draft: Draft, span: tuple[int, int]) -> str:
    return " ".join(draft.document.text[span[0] : span[1]].split())


@settings(max_examples=300, deadline=None)
@given(assemblies())
def test_nothing_is_dropped(
    assembly: tuple[str, dict[str, datetime.date], dict[str, Decimal], list[str]],
) -> None:
    text, dates, sums, _ = assembly
    draft = read_text(text)
    covered = spans(draft)
    places = [match.span() for match in re.finditer(r"\bska\b", text)]
    for words in [*dates, *sums]:
        places += [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words.split())), text)]
    for start, end in places:
        assert any(a <= start and end <= b for a, b in covered), text[start:end]


@settings(max_examples=300, deadline=None)
@given(assemblies())
def test_nothing_is_made_up(
    assembly: tuple[str, dict[str, datetime.date], dict[str, Decimal], list[str]],
) -> None:
    text, dates, sums, _ = assembly
    draft = read_text(text)
    assert [each.value for each in draft.authorities] == [OURS]
    for owed in draft.obligations:
        if owed.due is not None:
            assert (
                dates[plain(draft, owed.support["due"]).removeprefix("den ").removeprefix("Den ")] == owed.due
            )
        if owed.recipient is not None:
            words = plain(draft, owed.support["recipient"])
            assert owed.recipient in (words, words + ")")
        assert not any(plain(draft, owed.span).startswith(name) for name in OTHERS)
    for each in draft.sums:
        assert sums[plain(draft, each.amount_span)] == each.amount
        assert each.year is None or str(each.year) in plain(draft, each.support["year"])
        assert not any(plain(draft, each.span).startswith(name) for name in OTHERS)
    for clause in draft.clauses:
        assert plain(draft, clause.span) == clause.text
    for left in draft.unread:
        assert plain(draft, left.span) == left.text
        assert left.holds
        assert left.reason
        assert left.reason_en


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("abå A.,;:-–()\n\r\f\t 0123456789/§'\u00ad\u0301\u00a0"), max_size=400)
)
def test_any_text_is_read(text: str) -> None:
    draft = read_text(text)
    for start, end in spans(draft):
        assert 0 <= start < end <= len(text)
