"""Figures, dates and marked text."""

import datetime

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.website.highlight import KINDS, Span, marked, paragraphs, spans_from
from skyddsnat.website.templatetags import skyddsnat as tags

DAY = datetime.date(2014, 12, 1)


def test_sums_and_numbers() -> None:
    assert tags.kr(300_000_000) == "3\u00a0000\u00a0000\u00a0kr"
    assert tags.kr(None) == ""
    assert tags.number(None) == ""
    assert tags.share(37, 100) == "37\u00a0%"
    assert tags.share(1, 0) == "–"


@pytest.mark.parametrize(("language", "text"), [("sv", "1 december 2014"), ("en", "1 December 2014")])
def test_date_in_the_language_of_the_page(language: str, text: str) -> None:
    with translation.override(language):
        assert tags.date_long(DAY) == text.replace(" ", "\u00a0")


def test_a_late_evening_in_utc_is_the_next_day_in_sweden() -> None:
    moment = datetime.datetime(2014, 12, 1, 23, 30, tzinfo=datetime.UTC)
    with translation.override("sv"):
        assert tags.date_long(moment).startswith("2\u00a0december")
        assert tags.date_time(moment).endswith("kl.\u00a000.30")


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "i dag"), (1, "i morgon"), (2, "om 2 dagar"), (-1, "1 dag sent"), (-3, "3 dagar sent")],
)
def test_how_far_away(days: int, said: str) -> None:
    with translation.override("sv"):
        assert tags.due(DAY + datetime.timedelta(days=days), DAY) == said


def test_words_typed_in_swedish_are_marked_where_english_is_missing() -> None:
    class Thing:
        title = "Utbildning <1>"
        title_en = ""

    with translation.override("en"):
        assert tags.in_language(Thing(), "title") == '<span lang="sv">Utbildning &lt;1&gt;</span>'
        Thing.title_en = "Training"
        assert tags.in_language(Thing(), "title") == "Training"


def test_paragraphs_stand_between_blank_lines() -> None:
    assert paragraphs("ett\ntvå\n\n \ntre") == [(0, 7), (11, 14)]


def test_nested_and_overlapping_marks() -> None:
    spans = [Span(0, 6, "a", "fa"), Span(2, 4, "b", "fb"), Span(5, 8, "c", "fc", "unread")]
    html = marked("abcdefgh", spans)
    assert html == (
        '<p><mark class="hl hl-task" id="a"><a href="#fa">ab</a>'
        '<mark class="hl hl-task" id="b"><a href="#fb">cd</a></mark><a href="#fa">e</a>'
        '<mark class="hl hl-unread" id="c"><a href="#fc">f</a></mark></mark>'
        '<mark class="hl hl-unread"><a href="#fc">gh</a></mark></p>'
    )


def test_a_span_over_two_paragraphs_keeps_one_id() -> None:
    html = marked("ett\n\ntvå", [Span(0, 8, "a", "f")])
    assert html.count('id="a"') == 1
    assert html.count("<mark") == 2


def test_unknown_kind_gets_the_plain_look() -> None:
    assert spans_from([{"start": 0, "end": 1, "kind": '"><script>'}])[0].kind in KINDS


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: Span(min(p), max(p), f"i{p}", "f")),
    max_size=8,
)


@given(st.text("abcåäö ska.<&\n", max_size=60), SPANS)
def test_marking_loses_and_adds_no_character(text: str, spans: list[Span]) -> None:
    drawn = strip_tags(marked(text, spans)).replace("&lt;", "<").replace("&amp;", "&")
    kept = "\n".join(text[start:end] for start, end in paragraphs(text))
    plain = strip_tags(marked(text, [])).replace("&lt;", "<").replace("&amp;", "&")
    assert drawn == plain
    assert "<" in text or plain == kept
