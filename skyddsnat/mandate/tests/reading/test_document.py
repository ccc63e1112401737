"""Bytes to text, and the refusals."""

import time
from io import BytesIO

import pypdfium2
import pytest
import typst

from skyddsnat.mandate.reading import Unreadable, read_bytes

WORDS = "Regeringen ger Boverket i uppdrag att rita små hus åt äldre. Boverket ska vara klart senast den 1 maj 2031."
ENCRYPTED = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>
%%EOF
""".replace(b"%s", b"x" * 32)


def blank_pdf(pages: int) -> bytes:
    pdf, into = pypdfium2.PdfDocument.new(), BytesIO()
    for _ in range(pages):
        pdf.new_page(200, 200)
    pdf.save(into)
    return into.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "utf-8"),
        (WORDS.encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    draft = read_bytes(data)
    assert (draft.document.text, draft.document.encoding) == (WORDS, encoding)
    assert draft.authorities[0].value == "Boverket"


def test_newlines_are_kept_and_decomposed_letters_read() -> None:
    text = WORDS.replace(". ", ".\r\n").replace("å", "a\u030a")
    draft = read_bytes(text.encode())
    assert draft.document.text == text
    start, end = draft.clauses[0].span
    assert text[start:end] == "att rita sma\u030a hus a\u030at äldre."
    assert draft.clauses[0].text == "att rita små hus åt äldre."


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "tom"),
        (b" \n\t ", "tom"),
        (b"123 456", "ingen text"),
        (bytes(range(256)) * 40, "binära"),
        (b"\xff\xfe" + b"\x00\xd8" * 99, "utf-16"),
        (b"PK\x03\x04" + b"a" * 99, "DOCX"),
        (b"\x89PNG\r\n" + b"a" * 99, "bild"),
        (b"%PDF-1.7 nothing more", "skadad"),
        (ENCRYPTED, "krypterad"),
        (blank_pdf(1), "inskannad"),
        (blank_pdf(301), "301 sidor"),
        (b"ska " * 6_000_000, "MB"),
        (b"ska " * 300_000, "tecken"),
    ],
)
def test_unreadable_says_why_in_both_languages(data: bytes, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data)
    assert word in caught.value.message
    assert caught.value.message_en
    assert caught.value.message_en != caught.value.message


TYPST = """
#let head = [Regeringskansliets mall #h(1fr) #context counter(page).display("1 (1)", both: true)]
#set page(width: 12cm, height: 6cm, columns: COLUMNS, header: head)
#set text(lang: "sv", hyphenate: true, size: 10pt)
#set par(justify: true)
= Uppdrag om små hus
Regeringen ger Boverket i uppdrag att:
- undersöka småhusbyggandets tillgänglighetsförutsättningar i glesbygdskommunerna,
- föreslå småhustillverkningsstandarder för seniorbostadsmarknaden, och
- sprida erfarenhetsåterföringsmetoderna till fastighetsförvaltningsorganisationerna.

Boverket får använda högst 1 250 000 kronor för arbetet under 2031. Medlen betalas ut efter rekvisition ställd till
Kammarkollegiet. Rekvisitionen ska ha kommit in till Kammarkollegiet senast den 1 november 2031. Uppdraget ska redovisas
till Regeringskansliet (Landsbygds- och infrastrukturdepartementet) senast den 31 mars 2032.
"""


@pytest.mark.parametrize("columns", ["1", "2"])
def test_pdf_over_pages_and_columns(columns: str) -> None:
    draft = read_bytes(typst.compile(TYPST.replace("COLUMNS", columns).encode()), "hus.pdf")
    text = draft.document.text
    assert len(draft.document.pages) > 1
    assert [text[a:b] for a, b in draft.document.pages] == text.split("\f")
    assert [clause.text for clause in draft.clauses if clause.kind == "task"] == [
        "undersöka småhusbyggandets tillgänglighetsförutsättningar i glesbygdskommunerna",
        "föreslå småhustillverkningsstandarder för seniorbostadsmarknaden",
        "sprida erfarenhetsåterföringsmetoderna till fastighetsförvaltningsorganisationerna.",
    ]
    assert [(o.kind, o.recipient, str(o.due)) for o in draft.obligations] == [
        ("requisition", "Kammarkollegiet", "2031-11-01"),
        ("final_report", "Regeringskansliet (Landsbygds- och infrastrukturdepartementet)", "2032-03-31"),
    ]
    assert [(int(s.amount), s.year) for s in draft.sums] == [(1250000, 2031)]


@pytest.mark.parametrize(
    "junk",
    ["ska ", "den 1 ", "- att\n", "Statens ", ", och att ", "ord-\n", ". . A. ", "1. a\n", "3 000 a ", "(a "],
)
def test_junk_is_answered_for_quickly(junk: str) -> None:
    text = (junk * 100_000)[:100_000]
    started = time.process_time()
    read_bytes(text.encode())
    assert time.process_time() - started < 15
