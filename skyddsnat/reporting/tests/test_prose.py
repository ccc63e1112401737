"""The prose: Markdown into blocks, references to numbers, and nothing lost whatever was typed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.reporting.markdown import read, texts
from skyddsnat.reporting.prose import (
    Unknown,
    blocks,
    paragraphs,
    references,
    unknown_references,
    word_count,
)


def paragraph(*runs):
    return {"type": "paragraph", "runs": list(runs)}


def one(body, known=()):
    (made,) = blocks(body, set(known))
    return made


def test_old_texts_read_as_before():
    assert blocks("Ett.\nsamma.\n\n- a\n- {{ n }}\n\nTvå.", {"n"}) == [
        paragraph("Ett. samma."),
        {"type": "list", "items": [["a"], [{"number": "n"}]]},
        paragraph("Två."),
    ]
    assert one("  Indraget.\n      Och mer.") == paragraph("Indraget. Och mer.")
    assert one("    Långt in.") == paragraph("Långt in.")
    assert one("Rubrik?\n---") == paragraph("Rubrik? ---")
    assert one("A &amp; B <b>c</b>") == paragraph("A &amp; B <b>c</b>")


def test_a_number_stands_where_it_was_written():
    assert one("Vi nådde {{n}} av {{ m }}.", "nm") == paragraph(
        "Vi nådde ", {"number": "n"}, " av ", {"number": "m"}, "."
    )


def test_numbers_stand_in_lists_tables_quotes_and_stressed_words():
    body = "1. **{{ n }}** st\n\n> {{ n }}\n\n| A | B |\n|---|--:|\n| {{ n }} | x |"
    ordered, quote, table = blocks(body, {"n"})
    assert ordered == {"type": "list", "ordered": True, "start": 1, "items": [[{"number": "n"}, " st"]]}
    assert quote == {"type": "quote", "blocks": [paragraph({"number": "n"})]}
    assert table["rows"] == [{"c0": [{"number": "n"}], "c1": ["x"]}]
    assert [column.get("kind") for column in table["columns"]] == [None, "number"]


def test_a_number_is_only_text_in_code_and_when_escaped():
    assert one("`{{ n }}` \\{{ n }}", "n") == paragraph({"text": "{{ n }}", "code": True}, " {{ n }}")
    assert references("`{{ n }}` \\{{ n }}") == []


def test_a_number_in_a_heading_is_pointed_out():
    reading = read("## Om {{ n }}", {"n"})
    assert reading.blocks == [{"type": "heading", "level": 1, "text": "Om {{ n }}"}]
    assert reading.in_headings == ["n"]


def test_stress_is_one_kind():
    assert one("*a* **b** ***c***") == paragraph(
        {"text": "a", "strong": True}, " ", {"text": "b", "strong": True}, " ", {"text": "c", "strong": True}
    )


def test_headings_never_skip_a_level():
    levels = [b["level"] for b in blocks("### a\n\n# b\n\n#### c\n\n###### d\n\n##### e\n\n# f", set())]
    assert levels == [1, 1, 2, 3, 3, 1]
    assert one("- # x") == {"type": "list", "items": [[{"text": "x", "strong": True}]]}


def test_lists_within_lists():
    (made,) = blocks("- a\n  1. b\n  2. c\n- d", set())
    inner = {"type": "list", "ordered": True, "start": 1, "items": [["b"], ["c"]]}
    assert made["items"] == [{"blocks": [paragraph("a"), inner]}, ["d"]]


def test_a_line_can_be_broken():
    assert one("a  \nb\\\nc") == paragraph("a", {"break": True}, "b", {"break": True}, "c")


@pytest.mark.parametrize("url", ["https://exempel.se/a?b=1", "/uppdrag/x/"])
def test_links_lead_to_https_and_our_own_pages(url):
    assert one(f"Se [sidan]({url}).") == paragraph("Se ", {"text": "sidan", "url": url}, ".")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://exempel.se",
        "//exempel.se",
        "data:text/html,x",
        "JaVaScRiPt:x",
        "mailto:a@b.se",
    ],
)
def test_other_links_stay_as_they_were_typed_and_are_pointed_out(url):
    reading = read(f"Se [sidan]({url}) nu", set())
    assert "url" not in str(reading.blocks)
    assert url.split("(")[0] in "".join(texts(reading.blocks))
    assert [found.split("(")[0] for found in reading.refused_links] == [url.split("(")[0]]


def test_hostile_addresses_are_not_links():
    for url in ("https://" + "a" * 3000, "vbscript:x"):
        assert "'url'" not in str(blocks(f"[a]({url})", set()))


def test_an_unknown_reference_stays_as_typed():
    assert one("Se {{ saknas }}.") == paragraph("Se {{ saknas }}.")


def test_references_come_once_in_order():
    assert references("{{ b }} {{a}} {{ b }} {{ B }}") == ["b", "a"]


def test_a_mistyped_code_gets_a_guess():
    codes = {"money-used", "actors-reached"}
    body = (
        "{{ money-usd }} {{ Money_Used }} {{ actors\u200b-reached }} {{ helt-annat }} {{ money-used }} {{ }}"
    )
    assert unknown_references(read(body, codes), codes) == [
        Unknown("money-usd", "money-used"),
        Unknown("Money_Used", "money-used"),
        Unknown("actors\u200b-reached", "actors-reached"),
        Unknown("helt-annat"),
    ]


def test_a_number_that_is_begun_and_not_ended_is_pointed_out():
    reading = read(
        "Vi nådde {{ ac\n aktörer.\n\n`{{ i kod` {{ money-used }} {{ helt-annat }}\n\n- en {{", {"money-used"}
    )
    assert reading.left_open == ["ac aktörer.", ""]


def test_paragraphs_and_words_are_counted_as_people_do():
    assert paragraphs("a\nb\r\n\r\n\n  c\n \n") == ["a\nb", "  c"]
    assert word_count("Vi nådde {{ a-b }} kommuner, d.v.s. fler än 1,5 – tack!") == 9


def shown(made):
    """Every letter and digit that a reader of the blocks sees; addresses count, since paper shows them."""
    return sum(
        c.isalnum()
        for block in made
        for c in str(block["text"] if block["type"] == "heading" else list(texts([block])))
        + "".join(code_and_numbers(block))
    )


def code_and_numbers(value):
    if isinstance(value, dict):
        if value.get("code"):
            yield value["text"]
        for inner in value.values():
            yield from code_and_numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from code_and_numbers(inner)


MARKUP = st.sampled_from(
    ["*", "_", "`", "# ", "> ", "- ", "1. ", "|", "\n", "\n\n", "    ", "[", "](", ")", "<", ">", "\\", "{{", "}}", "n",
     "---", "|-|\n", "https://a.se", "javascript:x", "&lt;", "\u200b", "\u202e", "å", "\t", "![", "~~", "  \n", "```"]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=200), st.lists(MARKUP, max_size=60).map("".join))


@given(ANY_TEXT)
def test_nothing_that_was_written_is_lost(text):
    made = blocks(text, set())
    urls = sum(c.isalnum() for c in str(addresses(made)))
    starts = sum(len(str(n)) for n in numbered(made))
    assert shown(made) + urls + starts >= sum(c.isalnum() for c in text)


def addresses(value):
    if isinstance(value, dict):
        return [value.get("url", ""), *(addresses(inner) for inner in value.values())]
    return [addresses(inner) for inner in value] if isinstance(value, list) else []


def numbered(value):
    """The numbers that stand before the lines of ordered lists."""
    if isinstance(value, dict):
        if value.get("ordered"):
            yield from (value["start"] + n for n in range(len(value["items"])))
        for inner in value.values():
            yield from numbered(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbered(inner)


@pytest.mark.parametrize(
    "body",
    [
        "> " * 16_000 + "djupt",
        "\n".join("  " * n + f"- n{n}" for n in range(200)),
        "[" * 50_000, "*a " * 16_000, "`" * 49_999, "{{" * 25_000, "![](" * 12_500,
        "|a" * 25_000 + "\n|-", "_*" * 25_000,
        "|" * 500 + "\n" + "|-" * 500 + "\n" + "|x|y\n" * 9_000,
    ],
    ids=["quotes", "lists", "brackets", "stars", "ticks", "braces", "pictures", "bars", "mixed", "table"],
)  # fmt: skip
def test_hostile_size_is_read_quickly_and_whole(body):
    started = time.process_time()
    made = blocks(body, set())
    assert time.process_time() - started < 3
    assert sum(c.isalnum() for c in str(list(texts(made)))) >= sum(c.isalnum() for c in body if c.isalpha())
