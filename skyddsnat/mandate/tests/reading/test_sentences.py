"""Sentences, their place, their section and their list."""

import pytest

from skyddsnat.mandate.reading.sentences import sentences


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Det gäller t.o.m. Stockholm och bl.a. Uppsala.",
        "Se beslutet (dnr. Ju2013/1492/PO) och prop. 2013/14:1 i frågan.",
        "Anslaget avser socialt arbete m.m. 2014 och s.k. Gula huset.",
        "Enligt 3 kap. 2 § ska kopian lämnas kl. 12 till dr. Ek.",
        "Myndigheten ska den 1 dec. 2014 lämna rapporten.",
        "Beloppet är högst 1.500.000 kronor och 2,5 mkr.",
    ],
)
def test_not_split(text: str) -> None:
    assert split(text) == [text]


def test_split_where_a_sentence_ends() -> None:
    text = "Det gäller kurser m.m. Medlen betalas ut. 500 kronor dras bort.Resten är kvar."
    assert split(text) == [
        "Det gäller kurser m.m.",
        "Medlen betalas ut.",
        "500 kronor dras bort.",
        "Resten är kvar.",
    ]


def test_broken_words_are_healed_and_spans_point_into_the_file() -> None:
    text = "Uppgiften gäller samord-\nning av hotell-\noch restaurangkurser i EU-\nländer den 2014-12-\n01."
    [sentence] = sentences(text)
    assert (
        sentence.text
        == "Uppgiften gäller samordning av hotell- och restaurangkurser i EU-länder den 2014-12-01."
    )
    at = sentence.text.index("samordning")
    start, end = sentence.place(at, at + len("samordning"))
    assert text[start:end] == "samord-\nning"
    assert sentence.span == (0, len(text))


def test_double_spaced_lines_are_one_sentence_and_page_numbers_none() -> None:
    lines = [
        "Myndigheten ska lämna sin rapport till regeringen senast den",
        "31 maj 2015 och",
        "2 (3)",
        "bifoga kalkylen.",
    ]
    text = "\n\n".join(lines)
    assert split(text) == [
        "Myndigheten ska lämna sin rapport till regeringen senast den 31 maj 2015 och bifoga kalkylen."
    ]


def test_repeated_page_heads_are_read_once() -> None:
    page = "Diarium A2020/00001\n%s ska redovisas.\f"
    assert split("".join(page % word for word in ("Detta", "Allt", "Mer"))) == [
        "Diarium A2020/00001",
        "Detta ska redovisas.",
        "Allt ska redovisas.",
        "Mer ska redovisas.",
    ]


def test_a_lone_number_that_a_sentence_waits_for_is_kept() -> None:
    assert split("Rapporten lämnas senast den\n\n31\n\nmars 2015.") == [
        "Rapporten lämnas senast den 31 mars 2015."
    ]


def test_headings_and_lists() -> None:
    text = (
        "Om uppdraget\nMyndigheten ska\n- räkna alla hus,\n- mäta alla\n  dörrar.\n\nPengar\nMedlen räcker.\n"
        "Regeringen ger X i uppdrag:\natt räkna,\natt mäta samt\natt väga.\n"
    )
    found = [(s.kind, s.heading, s.lead.text if s.lead else None, s.text) for s in sentences(text)]
    assert found == [
        ("heading", "Om uppdraget", None, "Om uppdraget"),
        ("text", "Om uppdraget", None, "Myndigheten ska"),
        ("item", "Om uppdraget", "Myndigheten ska", "räkna alla hus,"),
        ("item", "Om uppdraget", "Myndigheten ska", "mäta alla dörrar."),
        ("heading", "Pengar", None, "Pengar"),
        ("text", "Pengar", None, "Medlen räcker."),
        ("text", "Pengar", None, "Regeringen ger X i uppdrag:"),
        ("item", "Pengar", "Regeringen ger X i uppdrag:", "att räkna,"),
        ("item", "Pengar", "Regeringen ger X i uppdrag:", "att mäta samt"),
        ("item", "Pengar", "Regeringen ger X i uppdrag:", "att väga."),
    ]


def test_no_word_is_lost() -> None:
    text = "En rad\n\nTvå rader. Tre?\n1. fyra\n(b) fem\n• sex\n\tsju\n\nÅtta: nio; tio!"
    words = set(" ".join(split(text)).split())
    assert {"En", "rad", "Två", "Tre?", "fyra", "fem", "sex", "sju", "Åtta:", "nio;", "tio!"} <= words
