"""Text from people: everything is shown, nothing turns the line, long words can be broken."""

import json

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.shared.typeset.fontfile import FONTS, glyphs
from skyddsnat.shared.typeset.printable import BREAK, printable, printable_text

COVERED = {code for font in FONTS.glob("*-Regular.*") for code in glyphs(font)} | {10, ord(BREAK)}


def test_ordinary_text_is_left_alone() -> None:
    text = "Länsstyrelsen i Stockholms län – 3\u00a0000\u00a0000\u00a0kr, människohandelssamordning; Ελλάδα, България"
    assert printable_text(text) == text


def test_what_has_no_glyph_is_written_out() -> None:
    assert printable_text("a😀\u0000b") == "a[U+1F600 U+0000]b"
    assert printable_text("\u202e100 kr\u202c") == "[U+202E]100 kr[U+202C]"


def test_lines_and_tabs() -> None:
    assert printable_text("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"


def test_long_words_get_places_to_break_but_keys_and_hashes_do_not() -> None:
    long = "a1" * 40
    assert printable_text(long).replace(BREAK, "") == long
    assert BREAK in printable_text(long)
    assert printable({"hash": long, "note": [long], long: 1}) == {
        "hash": long,
        "note": [printable_text(long)],
        long: 1,
    }
    assert BREAK not in printable_text(
        "människohandelssamordningsfunktionen, (människohandels-samordningsfunktionen)"
    )


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_becomes_printable_and_stays_so(text: str) -> None:
    shown = printable_text(text)
    assert {ord(character) for character in shown} <= COVERED
    assert printable_text(shown).replace(BREAK, "") == shown.replace(BREAK, "")
    json.dumps(shown, ensure_ascii=False).encode()
