"""Two who change the same text: what one changed is taken, what both changed is chosen, nothing is lost."""

import time

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.reporting.differences import changed_numbers, changed_texts, compare
from skyddsnat.reporting.merging import BOTH, MINE, THEIRS, merge
from skyddsnat.reporting.prose import paragraphs

BASE = "Ett.\n\nTvå.\n\nTre."


def test_changes_in_different_paragraphs_come_together():
    made = merge(BASE, "Ett nytt.\n\nTvå.\n\nTre.", "Ett.\n\nTvå.\n\nTre, ändrat.\n\nFyra.")
    assert made.conflicts == []
    assert made.text() == "Ett nytt.\n\nTvå.\n\nTre, ändrat.\n\nFyra."
    assert made.from_theirs == ["Ett nytt."]


def test_the_same_change_is_no_conflict():
    assert merge(BASE, "Ett.\n\nTvå!\n\nTre.", "Ett.\n\nTvå!\n\nTre.").text() == "Ett.\n\nTvå!\n\nTre."


def test_a_paragraph_both_changed_is_chosen():
    made = merge(BASE, "Ett.\n\nTvå, deras.\n\nTre.", "Ett.\n\nTvå, min.\n\nTre.")
    assert [(c.theirs, c.mine) for c in made.conflicts] == [(("Två, deras.",), ("Två, min.",))]
    assert made.text([THEIRS]) == "Ett.\n\nTvå, deras.\n\nTre."
    assert made.text([MINE]) == "Ett.\n\nTvå, min.\n\nTre."
    assert made.text([BOTH]) == made.text() == "Ett.\n\nTvå, deras.\n\nTvå, min.\n\nTre."


def test_what_one_took_away_and_the_other_changed_is_chosen():
    made = merge(BASE, "Ett.\n\nTre.", "Ett.\n\nTvå, min.\n\nTre.")
    assert len(made.conflicts) == 1
    assert made.text([THEIRS]) == "Ett.\n\nTre."


def test_what_one_took_away_is_gone():
    assert merge(BASE, "Ett.\n\nTre.", BASE).text() == "Ett.\n\nTre."
    assert merge(BASE, BASE, "Tre.").text() == "Tre."


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d e", "f"]), max_size=6).map("\n\n".join)


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_keeps_every_new_paragraph_of_both(base, theirs, mine):
    merged = paragraphs(merge(base, theirs, mine).text())
    for side in (theirs, mine):
        assert set(paragraphs(side)) - set(paragraphs(base)) <= set(merged)


@given(TEXTS, TEXTS)
def test_an_unchanged_side_gives_way(base, other):
    assert merge(base, other, base).text() == merge(base, base, other).text() == other


@given(TEXTS, TEXTS, TEXTS)
def test_choosing_a_side_everywhere_keeps_its_changes(base, theirs, mine):
    made = merge(base, theirs, mine)
    chosen = paragraphs(made.text([MINE] * len(made.conflicts)))
    assert set(paragraphs(mine)) - set(paragraphs(base)) <= set(chosen)


# --- differences ---


def side(rows, name):
    return ["".join(part.text for part in getattr(row, name)) for row in rows]


def test_words_that_differ_are_marked():
    (row,) = compare("Vi nådde tre kommuner.", "Vi nådde fyra kommuner i länet.")
    assert [(p.kind, p.text) for p in row.old] == [
        ("same", "Vi nådde "), ("gone", "tre"), ("same", " kommuner"), ("same", "."),
    ]  # fmt: skip
    assert [(p.kind, p.text) for p in row.new] == [
        ("same", "Vi nådde "), ("new", "fyra"), ("same", " kommuner"), ("new", " i länet"), ("same", "."),
    ]  # fmt: skip


def test_new_and_gone_paragraphs_stand_alone():
    rows = compare(
        "Behålls.\n\nFörsvinner helt och hållet.", "Behålls.\n\nNågot annat, utan likhet alls 123."
    )
    assert side(rows, "old") == ["Behålls.", "Försvinner helt och hållet.", ""]
    assert side(rows, "new") == ["Behålls.", "", "Något annat, utan likhet alls 123."]
    assert [row.is_changed for row in rows] == [False, True, True]


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_comparison_shows_the_whole_of_both_texts(old, new):
    rows = compare(old, new)
    assert [text for text in side(rows, "old") if text] == paragraphs(old)
    assert [text for text in side(rows, "new") if text] == paragraphs(new)


def test_texts_made_to_be_slow_are_compared_quickly():
    started = time.process_time()
    compare("a " * 25_000, "a b " * 12_500)
    compare("a\n\n" * 16_000, "b\n\na\n\n" * 8_000)
    merge("a\n\n" * 16_000, "b\n\na\n\n" * 8_000, "c\n\na\n\n" * 8_000)
    assert time.process_time() - started < 5


def report(value, body):
    blocks = [{"type": "paragraph", "runs": [body, {"number": "n"}]}]
    return {
        "queries": [{"id": "n", "name": "Nådda", "value": value, "unit": "st"}], "summary": blocks, "tasks": [],
        "aims": [{"heading": "Mål a", "blocks": []}], "target_groups": [], "economy": {"blocks": []},
    }  # fmt: skip


def test_two_versions_of_a_report_are_compared():
    old, new = report(3, "Vi nådde "), report(4, "I år nådde vi ")
    (number,) = changed_numbers(old, new)
    assert (number.name, number.old["value"], number.new["value"]) == ("Nådda", 3, 4)
    (text,) = changed_texts(old, new)
    assert text.heading == "summary"
    assert side(text.rows, "new") == ["I år nådde vi {{ n }}"]
    assert changed_texts(old, old) == changed_numbers(old, old) == []


def test_a_number_in_one_version_only_is_a_change():
    gone = report(3, "x") | {"queries": []}
    (number,) = changed_numbers(report(3, "x"), gone)
    assert number.new is None
    assert number.name == "Nådda"
