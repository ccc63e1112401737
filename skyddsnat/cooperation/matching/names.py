"""Names as they are compared: any script in Latin letters, and how they sound, coarsely."""

from __future__ import annotations

import re

from anyascii import anyascii

# In this order; what is longer comes first. Several ways to write one sound become one letter.
SOUNDS = (
    ("shch", "s"), ("tsch", "k"), ("dzh", "j"), ("sch", "s"), ("tch", "k"), ("sh", "s"), ("sj", "s"), ("zh", "z"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dj", "j"), ("tz", "k"), ("ts", "k"), ("tj", "k"), ("ch", "k"),
    ("ck", "k"), ("cs", "k"), ("cz", "k"), ("rz", "z"), ("c", "k"), ("q", "k"), ("x", "ks"), ("w", "v"),
)  # fmt: skip
FIRST = str.maketrans("aeiyjou", "aaiiioo")
SHORTEST_SOUND = 2  # shorter ones are like too many
_LETTERS = re.compile(r"[a-z]+")


def plain(name: str) -> str:
    """The name in small Latin letters without accents; parts of it with one space between."""
    return " ".join(_LETTERS.findall(anyascii(name).lower().replace("'", "")))


def sound(part: str) -> str:
    """How one part of a name sounds, coarsely: its first letter and its consonants. Empty when that says too little."""
    said = part
    for written, spoken in SOUNDS:
        said = said.replace(written, spoken)
    said = re.sub(r"(.)\1+", r"\1", said)
    key = said[:1].translate(FIRST) + re.sub("[aeiouyj]", "", said[1:])
    return key if len(key) >= SHORTEST_SOUND else ""


def sounds(*names: str) -> list[str]:
    """How the parts of the names sound, each once, in order."""
    found = {sound(part) for name in names for part in plain(name).split()}
    return sorted(found - {""})
