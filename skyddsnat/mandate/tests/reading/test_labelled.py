"""The labelled decisions in every form: nearly everything found, next to nothing invented."""

import pytest

from skyddsnat.mandate.reading import read_text
from skyddsnat.mandate.reading.bench import measured, read
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
    }
    assert len({each.form for each in DECISIONS}) >= 10


@pytest.mark.parametrize("part", ["check", "develop", "blind-1", "blind-2"])
def test_dates_and_sums_of_each_part(part: str) -> None:
    dates, sums = measured([each for each in DECISIONS if each.part == part], "plain")
    for count in (dates, sums):
        assert count.recall >= 0.9, count.misses
        assert count.precision >= 0.97, count.inventions


@pytest.mark.parametrize("form", [form for form in renderings.FORMS if form != "plain"])
def test_the_form_does_not_matter(form: str) -> None:
    dates, sums = measured(DECISIONS, form)
    for count in (dates, sums):
        assert count.recall >= 0.93, count.misses
        assert count.precision >= 0.97, count.inventions


def test_spans_point_into_the_text_that_is_shown() -> None:
    for form in ("columns", "docx", "pdf-columns"):
        for decision in DECISIONS[::5]:
            if not renderings.fits(form, decision.text):
                continue
            draft = read(decision, form)
            made = renderings.FORMS[form](decision.text)
            assert draft["unfolded"] is (form == "columns") or form != "columns", decision.name
            assert made


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
