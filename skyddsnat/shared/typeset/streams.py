"""One repair of finished PDFs, so that every validator counts the same bytes.

A stream may by chance end in a carriage return. The line feed that follows it before `endstream` then looks like the
second half of a line end, and a strict validator finds the stream one byte too short (PDF/A, ISO 19005-2, 6.1.7.1).
A further carriage return before the line feed makes the line end whole; the offsets after it are moved along.
"""

import re

_AMBIGUOUS = re.compile(rb"\r\nendstream")
_XREF = re.compile(rb"\nxref\n0 (\d+)\n")
_START = re.compile(rb"startxref\n(\d+)\n")


def unambiguous(pdf: bytes) -> bytes:
    """Return `pdf` with every stream's end unmistakable; the same bytes when it already is so.

    Expects what the typesetter writes: one classic cross-reference table, no object streams. Else raises ValueError.
    """
    places = [match.start() + 1 for match in _AMBIGUOUS.finditer(pdf)]
    if not places:
        return pdf
    table, start = _XREF.search(pdf, places[-1]), _START.search(pdf, places[-1])
    if table is None or start is None:
        raise ValueError("the PDF has no plain cross-reference table")

    def moved(offset: int) -> int:
        return offset + sum(place <= offset for place in places)

    entries = pdf[table.end() : table.end() + 20 * int(table[1])]
    lines = [entries[at : at + 20] for at in range(0, len(entries), 20)]
    renumbered = b"".join(
        b"%010d" % moved(int(line[:10])) + line[10:] if line[17:18] == b"n" else line for line in lines
    )
    body = b"\r".join(pdf[a:b] for a, b in zip([0, *places], [*places, table.end()], strict=True))
    trailer = pdf[table.end() + len(entries) : start.start()]
    return body + renumbered + trailer + b"startxref\n%d\n" % moved(int(start[1])) + pdf[start.end() :]
