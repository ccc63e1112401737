"""The prose: paragraphs, lists, references."""

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.reporting.prose import blocks, references, runs


def test_paragraphs_and_lists():
    made = blocks("Ett.\nsamma.\n\n- a\n- {{ n }}\n\nTvå.", {"n"})
    assert made == [
        {"type": "paragraph", "runs": ["Ett. samma."]},
        {"type": "list", "items": [["a"], [{"number": "n"}]]},
        {"type": "paragraph", "runs": ["Två."]},
    ]


def test_a_number_stands_where_it_was_written():
    assert runs("Vi nådde {{n}} av {{ m }}.", {"n", "m"}) == [
        "Vi nådde ",
        {"number": "n"},
        " av ",
        {"number": "m"},
        ".",
    ]


def test_an_unknown_reference_stays_as_typed():
    assert runs("Se {{ saknas }}.", set()) == ["Se {{ saknas }}."]


def test_references_come_once_in_order():
    assert references("{{ b }} {{a}} {{ b }} {{ B }}") == ["b", "a"]


@given(st.text(max_size=200))
def test_nothing_that_was_written_is_lost(text):
    made = blocks(text, set())
    words = " ".join(
        str(part) for block in made for run in block.get("items", [block.get("runs")]) for part in run
    )
    assert sum(c.isalnum() for c in words) == sum(c.isalnum() for c in text)
