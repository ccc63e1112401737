"""Reads two things out of an OpenType file: which characters it has, and how wide they are.

Fifty lines instead of a font library at run time; formats after the OpenType specification, tables `cmap` and `hmtx`.
"""

import functools
import struct
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
TEXT_FONT = FONTS / "SourceSans3-Regular.otf"


@functools.lru_cache(maxsize=8)
def glyphs(font: Path) -> dict[int, int]:
    """Code point → glyph number, from the `cmap` table's full Unicode part (format 12, platform 3, encoding 10).

    Raises ValueError when the font has none.
    """
    data = font.read_bytes()
    cmap = _table(data, b"cmap")
    for entry in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * entry)
        if (platform, encoding) == (3, 10):
            groups = struct.unpack_from(">I", data, cmap + offset + 12)[0]
            spans = (struct.unpack_from(">III", data, cmap + offset + 16 + 12 * n) for n in range(groups))
            return {
                code: glyph + code - first for first, last, glyph in spans for code in range(first, last + 1)
            }
    raise ValueError(f"{font.name} has no Unicode table of the full range")


def text_width(text: str, size: float, font: Path = TEXT_FONT) -> float:
    """Width of one line set at `size`, in the same unit as `size`; kerning left out."""
    advances = _advances(font)
    return size * sum(advances.get(ord(character), 0.6) for character in text)


@functools.lru_cache(maxsize=8)
def _advances(font: Path) -> dict[int, float]:
    data = font.read_bytes()
    per_em = struct.unpack_from(">H", data, _table(data, b"head") + 18)[0]
    count = struct.unpack_from(">H", data, _table(data, b"hhea") + 34)[0]
    widths = _table(data, b"hmtx")
    return {
        code: struct.unpack_from(">H", data, widths + 4 * min(glyph, count - 1))[0] / per_em
        for code, glyph in glyphs(font).items()
    }


def _table(data: bytes, wanted: bytes) -> int:
    """Where a table begins."""
    for record in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, record)
        if tag == wanted:
            return int(offset)
    raise ValueError(f"the font has no table {wanted.decode()}")
