"""A plan in time: nothing outside the drawing, the order kept, no labels on each other, and words for everybody."""

import datetime
import itertools
import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.shared.charts.schedule import (
    AXIS,
    ROW,
    Group,
    Item,
    Look,
    Size,
    Tie,
    Window,
    place,
    ticks,
    whole_months,
)
from skyddsnat.shared.charts.schedule_svg import sample, shortened, strip, svg
from skyddsnat.shared.typeset.fontfile import text_width

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31))
TODAY = datetime.date(2014, 6, 1)
SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def items(draw):
    found = []
    for number in range(draw(st.integers(0, 12))):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        began = draw(st.none() | DAYS)
        ended = max(draw(DAYS), began) if began and draw(st.booleans()) else None
        label = draw(st.text(st.characters(codec="utf-8", categories=["L", "P", "S", "Zs"]), max_size=60))
        found.append(
            Item(f"i{number}", label, "sagt", first, last, draw(st.sampled_from(list(Look))), word="Pågår", url="/x/",
                 began=began, ended=ended)
        )  # fmt: skip
    return found


@st.composite
def pictures(draw):
    rows = draw(items())
    cut = draw(st.integers(0, len(rows)))
    groups = [Group("Första", rows[:cut]), Group("", rows[cut:])]
    keys = [row.key for row in rows] or ["none"]
    ties = draw(
        st.lists(st.builds(Tie, st.sampled_from(keys), st.sampled_from(keys), st.booleans()), max_size=6)
    )
    window = whole_months(*sorted((draw(DAYS), draw(DAYS))))
    size = draw(st.sampled_from([Size(), Size(width=320, gutter=0, right=0)]))
    picture = place(groups, ties, window=window, today=TODAY, language="sv", size=size)
    return rows, picture


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pictures())
def test_nothing_lies_outside_the_drawing_and_rows_never_meet(made):
    rows, picture = made
    left, right = picture.size.gutter, picture.size.gutter + picture.size.plot
    assert [row.item.key for row in picture.rows] == [row.key for row in rows]
    tops = sorted([row.top for row in picture.rows] + [heading.top for heading in picture.headings])
    assert all(later - earlier >= ROW for earlier, later in itertools.pairwise(tops))
    assert all(top >= AXIS and top + ROW <= picture.height for top in tops)
    for row in picture.rows:
        if row.x is not None:
            assert left <= row.x <= row.x + row.width <= right
            assert row.width > 0
        else:
            assert row.outside in {"before", "after"}
        if row.done is not None:
            assert left <= row.done[0] < row.done[1] <= right
    assert all(left <= tick.x <= right for tick in picture.ticks)
    for arrow in picture.arrows:
        assert all(left - 12 <= x <= picture.size.width for x, _y in arrow.points)
        assert all(0 <= y <= picture.height for _x, y in arrow.points)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pictures())
def test_the_drawing_is_well_formed_and_names_every_row(made):
    rows, picture = made
    text = svg(picture, name="plan", title="Planen", description="Insatser", today_word="I dag")
    root = ET.fromstring(text)
    links = root.findall(f"{SVG}a")
    assert len(links) == len(rows)
    assert all(link.findtext(f"{SVG}title") == "sagt" for link in links)
    assert all(drawn.get("aria-hidden") == "true" for link in links for drawn in link.findall(f"{SVG}text"))
    assert root.get("role") == "group"
    assert "style=" not in text
    for row in picture.rows:
        ET.fromstring(strip(row, picture))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pictures())
def test_no_line_runs_through_the_words_beside_the_bars(made):
    _rows, picture = made
    root = ET.fromstring(svg(picture, name="plan", title="t", description="d", today_word="I dag"))
    kinds = [(child.get("class") or "").split(" ")[0] for child in root]
    words = [at for at, kind in enumerate(kinds) if kind == "row-word"]
    assert all(at < min(words) for at, kind in enumerate(kinds) if words and kind in {"tie", "today", "tick"})
    assert all(root[at].get("aria-hidden") == "true" for at in words)  # the row's link says it


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, DAYS)
def test_the_axis_is_never_crowded(one, other):
    first, last = sorted((one, other))
    window, size = Window(first, last), Size()
    found = ticks(window, size, "sv")
    assert [tick.x for tick in found] == sorted(tick.x for tick in found)
    assert len(found) <= 45


def test_a_bar_reaches_from_the_first_day_to_the_end_of_the_last():
    year = whole_months(datetime.date(2014, 1, 5), datetime.date(2014, 12, 5))
    item = Item("a", "A", "A", datetime.date(2014, 1, 1), datetime.date(2014, 12, 31), Look.PLANNED)
    (row,) = place([Group("", [item])], [], window=year, today=TODAY, language="sv").rows
    assert (row.x, row.width) == (Size().gutter, Size().plot)
    assert not row.cut_left
    assert not row.cut_right


def test_a_cut_text_fits_its_room():
    cut = shortened("Ett mycket långt namn på en insats som ingen får plats med", 100, 13)
    assert cut.endswith("…")
    assert text_width(cut, 13) <= 100
    assert shortened("Kort", 100, 13) == "Kort"


def test_on_paper_there_are_no_links_and_every_look_has_its_own_form():
    item = Item("a", "A", "A", TODAY, TODAY, Look.LATE, url="/x/")
    picture = place([Group("", [item])], [], window=whole_months(TODAY, TODAY), today=TODAY, language="sv")
    text = svg(picture, name="p", title="t", description="d", today_word="", links=False)
    assert "<a " not in text
    assert 'role="img"' in text
    shapes = {
        look: sample(look).replace("planned", "").replace(str(look), "")
        for look in Look
        if look is not Look.DUE
    }
    assert len(set(shapes.values())) == len(shapes)
