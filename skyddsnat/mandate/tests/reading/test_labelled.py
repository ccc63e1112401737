"""The labelled decisions in every form: nearly everything found, next to nothing invented."""

import re
from datetime import date

import pytest

from skyddsnat.mandate.reading import read_bytes, read_text
from skyddsnat.mandate.reading.bench import PARTS, measured, read
from skyddsnat.mandate.reading.dates import find_dates
from skyddsnat.mandate.reading.misread import with_figures
from skyddsnat.mandate.reading.sentences import sentences
from skyddsnat.mandate.tests.reading import renderings
from skyddsnat.mandate.tests.reading.labelled_set import Count, count_dates, labelled

DECISIONS = list(labelled())


def test_there_are_many_of_each() -> None:
    parts = [each.part for each in DECISIONS]
    assert {part: parts.count(part) for part in parts} == {
        "check": 16,
        "develop": 16,
        "blind-1": 10,
        "blind-2": 10,
        "blind-3": 14,
        "blind-4": 8,
        "blind-5": 4,
        "blind-6": 12,
        "blind-7": 12,
        "blind-8": 12,
        "blind-9": 12,
        "blind-10": 12,
        "blind-11": 12,
        "blind-12": 12,
        "blind-13": 12,
        "blind-14": 12,
        "blind-15": 12,
        "blind-16": 26,
        "blind-17": 12,
        "blind-18": 10,
        "blind-19": 6,
        "blind-20": 20,
        "blind-21": 20,
        "blind-22": 10,
        "blind-23": 10,
        "blind-24": 10,
    }
    assert len({each.form for each in DECISIONS}) >= 10


# "blind-15" has been read once and nothing is changed for it; the bench measures it.
TUNED = [part for part in PARTS if part != "blind-15"]


@pytest.mark.parametrize("part", TUNED)
def test_dates_and_sums_of_each_part(part: str) -> None:
    dates, sums = measured([each for each in DECISIONS if each.part == part], "plain")
    for count in (dates, sums):
        assert count.recall >= 0.9, count.misses
        assert count.precision >= 0.97, count.inventions


def test_dates_and_sums_of_all() -> None:
    dates, sums = measured([each for each in DECISIONS if each.part in TUNED], "plain")
    for count in (dates, sums):
        assert count.recall >= 0.99, count.misses
        assert count.precision >= 0.99, count.inventions


@pytest.mark.parametrize("form", [form for form in renderings.FORMS if form != "plain"])
def test_the_form_does_not_matter(form: str) -> None:
    # Every third decision: the bench reads them all in every form.
    dates, sums = measured(DECISIONS[::3], form)
    for count in (dates, sums):
        assert count.recall >= 0.95, count.misses
        assert count.precision >= 0.98, count.inventions


def healed(text: str, span: list[int]) -> str:
    """The words of a span as one reads them: on one line, broken words mended."""
    return " ".join(sentence.text for sentence in sentences(text[span[0] : span[1]]))


@pytest.mark.parametrize("form", ["plain", "columns", "docx", "pdf-columns", "pdf-placed"])
def test_spans_point_into_the_text_that_is_shown(form: str) -> None:
    checked = 0
    for decision in DECISIONS[::6]:
        if not renderings.fits(form, decision.text):
            continue
        made = renderings.FORMS[form](decision.text)
        draft = read_bytes(made.encode() if isinstance(made, str) else made)
        text, got = draft.document.text, draft.as_dict()
        for owed in got["obligations"]:
            days = [each.day for each in find_dates(healed(text, owed["support"]["due"])) if each.day]
            if owed["due"] and days:
                assert date.fromisoformat(owed["due"]) in days, decision.name
                checked += 1
            if owed["recipient"]:
                words = healed(text, owed["support"]["recipient"])
                # A bracket that goes on with the copies is closed before them.
                assert owed["recipient"] in (words, words + ")"), decision.name
        for each in got["sums"]:
            said = text[
                slice(*each["amount_span"])
            ]  # as written: a figure alone on its line is no page number here
            figures = re.sub(r"\D", "", with_figures(said)).strip("0")
            assert not figures or figures == str(each["amount"]).strip("0"), decision.name
            checked += bool(figures)
    assert checked > 60


@pytest.mark.parametrize(
    ("form", "put_in_order"),
    [("columns", True), ("pdf-placed", True), ("pdf-grid", True), ("docx", False), ("pdf-columns", False)],
)
def test_the_draft_says_when_columns_were_put_in_order(form: str, put_in_order: bool) -> None:
    # A decision of a few lines has no gutter to find.
    long = [each for each in DECISIONS if renderings.fits(form, each.text) and len(each.text) > 1200][::4]
    assert len(long) > 5
    assert {read(each, form)["unfolded"] for each in long} == {put_in_order}


def test_the_rest_is_listed_with_its_reason() -> None:
    for decision in DECISIONS:
        for left in read_text(decision.text).unread:
            assert left.reason
            assert left.holds


def test_relations_to_other_decisions() -> None:
    for decision in DECISIONS:
        cited = {each.number: each.relation for each in read_text(decision.text).references}
        for number in decision.relations["amends"]:
            assert cited[number] in ("amends", "extends", "replaces"), decision.name
        for number in decision.relations["continues"]:
            assert cited[number] == "continues"


def test_the_count_tells_a_miss_from_an_invention() -> None:
    decision = DECISIONS[0]
    draft = {"obligations": [{"due": "1999-01-01", "kind": "other", "recurrence": None}]}
    count = count_dates(decision, draft)
    assert (count.right, count.missed, count.invented) == (0, len(decision.obligations), 1)
    both = Count(3, 1, 0)
    both.add(count)
    assert both.precision == 0.75
    assert both.recall == 3 / (4 + len(decision.obligations))
