"""The search engine: what must hold for any texts, and what Swedish needs."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skyddsnat.shared.grams.index import CANDIDATES, Entry, Index
from skyddsnat.shared.grams.spelling import distance
from skyddsnat.shared.grams.words import folded, grams, tidy, words

LETTERS = string.ascii_lowercase + "åäöé"
WORD = st.text(LETTERS, min_size=4, max_size=12)
TITLE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
TEXTS = [
    ("a", "Orosanmälan", "Så anmäler du oro för ett barn till socialtjänsten. Du behöver inte vara säker."),
    ("b", "Samtal med barn", "Prata lugnt, lyssna och lova inget som du inte kan hålla. Ta hjälp av en tolk."),
    ("c", "Samverkan", "Samverkansöverenskommelsen mellan polisen, skolan och kommunen säger vem som gör vad."),
    ("d", "Skyddat boende", "En placering i skyddat boende kräver ett beslut av socialnämnden."),
    ("e", "Lagen i korthet", "Människohandel och människoexploatering är brott enligt brottsbalken."),
    ("f", "Children across borders", "When a child has crossed a border, tell the Migration Agency and the embassy."),
]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(
        Entry(key, title, text, frozenset({"language:en" if key == "f" else "language:sv", f"key:{key}"}))
        for key, title, text in TEXTS
    )


def first(index: Index, asked: str) -> str:
    hits = index.search(asked)
    return hits[0].entry.key if hits else ""


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TITLE, TITLE), min_size=1, max_size=8), st.data())
def test_who_writes_a_title_finds_it_first(texts: list[tuple[str, str]], data: st.DataObject) -> None:
    index = Index(Entry(str(number), *text) for number, text in enumerate(texts))
    title = data.draw(st.sampled_from([title for title, _text in texts]))
    hits = index.search(title.upper())
    assert words(hits[0].entry.title) == words(title)
    assert hits[0].fit == pytest.approx(1.0)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["orosanmälan", "socialtjänsten", "människohandel", "samverkansöverenskommelse", "placering"]),
       st.integers(0, 30), st.sampled_from(["drop", "swap", "change"]), st.sampled_from(LETTERS))  # fmt: skip
def test_one_wrong_letter_still_finds(word: str, place: int, slip: str, letter: str) -> None:
    place %= len(word) - 1
    wrong = {
        "drop": word[:place] + word[place + 1 :],
        "swap": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        "change": word[:place] + letter + word[place + 1 :],
    }[slip]
    assert first(SHARED, wrong) == first(SHARED, word)


SHARED = Index(Entry(key, title, text) for key, title, text in TEXTS)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_nothing_that_is_written_breaks_it(asked: str) -> None:
    hits = SHARED.search(asked)
    assert len(hits) <= CANDIDATES
    assert all(0 <= hit.fit <= 1.0001 for hit in hits)
    assert isinstance(SHARED.meant(asked), str)
    assert bool(hits) <= bool(words(tidy(asked)))


@pytest.mark.parametrize("asked", ["", "   ", "?!", "\0", "\u00ad", "____", "«»"])
def test_no_words_find_nothing(index: Index, asked: str) -> None:
    assert index.search(asked) == []
    assert index.meant(asked) == ""


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("överenskommelse", "c"),  # a part of a compound
        ("boenden som är skyddade", "d"),  # other forms of the words
        ("människo handel", "e"),  # a compound written apart
        ("socialnämndsbeslut", "d"),  # a compound that stands apart in the text
        ("prata med ungar", "b"),
        ("embassies", "f"),
        ("BROTTSBALKEN", "e"),
        ("oros\u00adanmälan", "a"),
        ("oros-anmälan", "a"),
        ("orosanma\u0308lan", "a"),  # ä as two characters
    ],
)
def test_swedish_is_found_as_it_is_written(index: Index, asked: str, key: str) -> None:
    assert first(index, asked) == key


def test_filters_hold_and_are_combined(index: Index) -> None:
    english = index.search("barn", tags=[["language:en"]])
    assert {hit.entry.key for hit in english} <= {"f"}
    either = index.search("barn socialtjänsten beslut", tags=[["key:a", "key:d"], ["language:sv"]])
    assert {hit.entry.key for hit in either} == {"a", "d"}
    assert index.search("barn", tags=[["language:en"], ["key:a"]]) == []
    assert index.search("barn", tags=[["language:th"]]) == []


def test_what_all_texts_have_is_found_too() -> None:
    index = Index(
        Entry(str(number), "Text", f"Barn {word}") for number, word in enumerate(["sol", "vind", "regn"])
    )
    assert len(index.search("barn")) == 3
    assert len(index.search("barnxyz")) == 3
    assert index.search("barn vind")[0].entry.key == "1"


def test_the_title_weighs() -> None:
    text = "Det här handlar om skolan och om hur den arbetar. " * 5
    index = Index([Entry("text", "Annat", f"{text} Tolken."), Entry("title", "Tolken", text)])
    assert first(index, "tolk") == "title"


def test_what_was_asked_is_marked_in_the_best_part() -> None:
    filler = "Här står något annat som inte rör saken. " * 30
    entry = Entry("a", "Rutiner", f"{filler}Ta hjälp av en tolk när barnet talar ett annat språk. {filler}")
    hit = Index([entry, Entry("b", "Annat", filler)]).search("tolkar")[0]
    shown = "".join(piece.text for piece in hit.excerpt)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert [piece.text for piece in hit.excerpt if piece.is_hit] == ["tolk"]
    assert len(shown) < 400


def test_an_excerpt_is_the_text_itself(index: Index) -> None:
    for hit in index.search("barn"):
        shown = "".join(piece.text for piece in hit.excerpt).strip("… ")
        assert shown in hit.entry.text
        assert "".join(piece.text for piece in hit.title) == hit.entry.title


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("socialtjenstn", "socialtjänsten"),
        ("mänskohandel nu", "människohandel nu"),
        ("Orosanmälan", ""),
        ("barnen", ""),  # a form of a word that stands there
        ("samtalbarn", ""),  # two that stand there
        ("överenskommelse", ""),  # a part of one that stands there
        ("xqzvw", ""),
        ("abc", ""),
    ],
)
def test_what_was_perhaps_meant(index: Index, asked: str, meant: str) -> None:
    assert index.meant(asked) == meant


def test_an_empty_collection_answers(index: Index) -> None:
    empty = Index([])
    assert empty.search("barn") == []
    assert empty.meant("barn") == ""
    assert Index([Entry("a", "", "")]).search("barn") == []
    assert len(index) == len(TEXTS)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in words(tidy(text)):
        assert folded(word) == word
        assert grams(word)


def test_letters_of_their_own_stay() -> None:
    assert words(tidy("Åäö ÉÜ Ærø ﬁn İstanbul")) == ["åäö", "eu", "ärö", "fin", "istanbul"]


@settings(max_examples=60, deadline=None)
@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_slips_are_counted_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9) >= abs(len(one) - len(other))
    assert (distance(one, other, 2) <= 2) == (distance(one, other, 9) <= 2)
    assert (distance(one, other, 9) == 0) == (one == other)
