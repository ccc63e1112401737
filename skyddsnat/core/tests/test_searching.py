"""How words are read, compared, marked and guessed at."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.folding import FROM, fold, marked_pieces, similarity
from skyddsnat.core.matching import compound_parts
from skyddsnat.core.searching import Hit, meant, query_from, register_search, score_of, search

WORDS = st.text(alphabet="abcåäöéÅÄÖ 12", max_size=60)


@given(st.text(max_size=80))
def test_a_folded_text_is_as_long_as_the_text(text):
    assert len(fold(text)) == len(text)


@given(WORDS, WORDS, st.integers(0, 30))
def test_marked_pieces_lose_nothing_and_mark_only_what_fits(text, wanted, around):
    words = query_from(wanted).words
    pieces = marked_pieces(text, words, around=around)
    assert all(any(fold(piece.text) == word for word in words) for piece in pieces if piece.is_hit)
    if not around:
        assert "".join(piece.text for piece in pieces) == text


def test_the_database_folds_as_the_program_does(db):
    text = f"{FROM} ABC xyz 123 ß"
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_folded(%s)", [text])
        assert cursor.fetchone()[0] == fold(text)


def test_a_query_is_tidied_and_bounded():
    query = query_from("  ”Hotell”,  TAXI och\0 hotell? ")
    assert query.words == ("hotell", "taxi", "och")
    assert query_from("x" * 500).text == "x" * 100
    assert len(query_from(" ".join(f"ord{n}" for n in range(30))).words) == 8
    assert query_from("Insats 12").number("insats") == 12
    assert query_from("12").number("insats") == 12
    assert query_from("insats tolv").number("insats") is None


def test_an_excerpt_begins_near_what_was_looked_for():
    text = "ord " * 100 + "målgruppen barn " + "mer " * 100
    pieces = marked_pieces(text, ["malgrupp"], around=40)
    assert [piece.text for piece in pieces if piece.is_hit] == ["målgrupp"]
    assert pieces[0].text == "… "
    assert sum(len(piece.text) for piece in pieces) < 200


def test_a_compound_is_parted_where_both_parts_mean_something():
    assert ("hotell", "personal") in compound_parts("hotellpersonal")
    assert ("barnratt", "perspektiv") in compound_parts("barnrattsperspektiv")
    assert compound_parts("barn") == []


def test_what_was_meant_is_the_nearest_word_that_is_there():
    hits = [Hit("Förbered rekvisition", "/"), Hit("Kostnader", "/")]
    assert meant(query_from("rekvisision"), hits) == "rekvisition"
    assert meant(query_from("kostnader"), hits) == ""
    assert meant(query_from("qqqq"), hits) == ""
    assert similarity("abc", "abc") == 1


def test_a_title_is_worth_more_than_a_text_and_a_missing_word_is_worth_nothing():
    query = query_from("barn resa")
    assert score_of(query, "Barn på resa") > score_of(query, "Annat", "barn på resa") > 0
    assert score_of(query, "Barn", "hemma") == 0


def test_one_name_one_finder_and_no_words_no_question(cast):
    def other(user, query):
        raise AssertionError("asked")

    with pytest.raises(ValueError, match="anvandare"):
        register_search("anvandare", "x", other)
    assert search(cast.manager, query_from("  "), size=5) == []
