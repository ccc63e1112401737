"""The repair of streams that end in a carriage return."""

import re

import page
import pypdfium2
import pytest

from skyddsnat.shared.typeset.streams import unambiguous


def pdf_with(stream: bytes) -> bytes:
    """A small PDF, written as the typesetter writes: one page, one content stream, a classic table."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Producer(x)>>",
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body) + 1
    return (body + b"\nxref\n0 6\n0000000000 65535 f \n" + table
            + b"trailer\n<</Size 6/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)  # fmt: skip


def length_complaints(pdf: bytes) -> list[str]:
    failures = page.validate_pdf_bytes(pdf, profile="2b").failures
    return [failure.rule_id for failure in failures if "STREAM-LENGTH" in failure.rule_id]


def test_an_unmistakable_file_is_left_byte_for_byte() -> None:
    pdf = pdf_with(b"q Q ")
    assert unambiguous(pdf) is pdf
    assert length_complaints(pdf) == []


def test_a_stream_ending_in_a_carriage_return_is_repaired() -> None:
    pdf = pdf_with(b"q Q\r")
    assert length_complaints(pdf) != []
    repaired = unambiguous(pdf)
    assert length_complaints(repaired) == []
    assert len(pypdfium2.PdfDocument(repaired)) == 1


def test_every_offset_still_points_at_its_object() -> None:
    repaired = unambiguous(pdf_with(b"q Q\r"))
    start = int(re.findall(rb"startxref\n(\d+)", repaired)[0])
    assert repaired[start : start + 4] == b"xref"
    offsets = re.findall(rb"(\d{10}) 00000 n", repaired)
    assert len(offsets) == 5
    for number, offset in enumerate(offsets, 1):
        assert repaired[int(offset) :].startswith(b"%d 0 obj" % number)


def test_a_file_without_a_plain_table_is_refused() -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        unambiguous(b"%PDF-1.7\nstream\nx\r\nendstream\n%%EOF")
