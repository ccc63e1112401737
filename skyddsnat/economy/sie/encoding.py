"""Which characters a SIE file is written in: the standard says PC8 (cp437), real files also use cp1252 and UTF-8."""

import codecs

# Letters that Swedish accounts use, as each code page writes them. No byte is in both sets.
PC8_LETTERS = "åäöÅÄÖéÉüÜè".encode("cp437")
WINDOWS_LETTERS = "åäöÅÄÖéÉüÜèàæÆøØ".encode("cp1252")
WINDOWS_SIGNS = "–—’…•€".encode("cp1252")
_UNDEFINED_IN_WINDOWS = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


def detect(content: bytes) -> str:
    """The name of the encoding: "utf-8-sig", "utf-8", "cp1252" or "cp437".

    A mark at the start decides; then UTF-8 if every byte fits it (text in the other two almost never does); then the
    code page whose Swedish letters are found most. Only ASCII, and a draw, is cp437 as the standard says.
    """
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.isascii():
        return "cp437"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(content)
    return "utf-8"


def _code_page(content: bytes) -> str:
    if _count(content, _UNDEFINED_IN_WINDOWS):
        return "cp437"
    windows = _count(content, WINDOWS_LETTERS) + _count(content, WINDOWS_SIGNS)
    return "cp1252" if windows > _count(content, PC8_LETTERS) else "cp437"


def _count(content: bytes, letters: bytes) -> int:
    return len(content) - len(content.translate(None, letters))
