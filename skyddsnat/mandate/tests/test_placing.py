"""Which records stand in which sentence."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.mandate.placing import line_at, lines_of, placed, stands_in

TEXT = (
    "Uppdraget\n\nMyndigheten får i uppdrag:\n\n- att göra det ena, och\n\n- att göra det andra.\n\n"
    "Medlen betalas en gång. Det som blir över betalas tillbaka."
)


def test_a_text_is_split_in_reading_order_with_headings_and_what_leads_a_list():
    lines = lines_of(TEXT)
    assert [line.text for line in lines if line.is_heading] == ["Uppdraget"]
    assert [line.text for line in lines if line.leads] == ["Myndigheten får i uppdrag:"]
    assert [line.start for line in lines] == sorted(line.start for line in lines)
    found = line_at(TEXT, TEXT.index("Det som"))
    assert found is not None
    assert found.text == "Det som blir över betalas tillbaka."
    assert line_at(TEXT, 3) is None


def test_a_span_stands_where_half_of_the_shorter_is_shared():
    assert stands_in((10, 20), (0, 100))
    assert stands_in((0, 100), (10, 20))
    assert not stands_in((0, 11), (10, 20))
    assert not stands_in((0, 10), (10, 20))


SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 80)).map(lambda p: (p[0], p[0] + p[1])), max_size=12
)
CUTS = st.lists(st.integers(1, 299), min_size=1, max_size=8, unique=True)


@given(SPANS, CUTS)
def test_nothing_that_begins_in_the_text_is_lost(spans, cuts):
    edges = [0, *sorted(cuts), 300]
    lines = list(pairwise(edges))
    found = placed(spans, lines)
    assert len(found) == len(lines)
    somewhere = {index for indexes in found for index in indexes}
    assert somewhere == {index for index, span in enumerate(spans) if span[0] < 300}
