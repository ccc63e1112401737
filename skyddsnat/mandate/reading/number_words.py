"""Swedish numerals in words: "trehundrafemtio", "två och en halv"."""

import re
from decimal import Decimal

_ONES = dict(
    zip(
        (
            "noll en ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton "
            "nitton"
        ).split(),
        [0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
        strict=True,
    )
)
_TENS = dict(
    zip(
        "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SMALL = "|".join(sorted([*_ONES, *_TENS], key=len, reverse=True))
WORD = rf"(?:(?:{_SMALL}|hundra|tusen)+)(?:och(?:{_SMALL}))?"
HALF = r"(?: och en halv)"
# "två miljoner fem hundra tusen", "fem hundra tusen": written apart
_APART = rf"(?:{WORD} miljon(?:er)? (?:och )?)?{WORD}(?: {WORD})*? ?(?:hundra|tusen)(?: {WORD})*"
NUMERAL = rf"(?:en halv|{_APART}|{WORD}{HALF}?)"
_PIECE = re.compile(rf"miljon(?:er)?|hundra|tusen|och|{_SMALL}")


def value(words: str) -> Decimal:
    """The number a numeral says. Raises ValueError for anything else."""
    text = words.casefold().strip()
    if text == "en halv":
        return Decimal("0.5")
    half = text.endswith(" och en halv")
    text = text.removesuffix(" och en halv").replace(" ", "")
    millions = total = part = place = 0
    while place < len(text):
        piece = _PIECE.match(text, place)
        if piece is None:
            raise ValueError(words)
        place = piece.end()
        word = piece.group()
        if word.startswith("miljon"):
            millions, total, part = max(total + part, 1) * 1_000_000, 0, 0
        elif word == "hundra":
            part = max(part, 1) * 100
        elif word == "tusen":
            total, part = total + max(part, 1) * 1000, 0
        elif word != "och":
            part += _ONES.get(word, _TENS.get(word, 0))
    return Decimal(millions + total + part) + (Decimal("0.5") if half else 0)
