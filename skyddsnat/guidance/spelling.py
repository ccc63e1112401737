"""What a text may not spell out itself: phone numbers, addresses and sections of the law, in any script's digits. Pure.

They are shared values, so that a change of one number changes it in every language at once.
"""

from __future__ import annotations

import re

REFERENCE = re.compile(r"\{\{.*?\}\}")
TAG = re.compile(r"<[^>]*>")
OUTWARD = re.compile(r'href="(?!#)([^"]*)"')
ADDRESS = re.compile(
    r"https?://\S*|\bwww\.\S+|[\w.-]+@[\w-]+\.\w+|\b[\w-]+\.(?:se|eu|org|com|net|nu|info|report)\b",
    re.IGNORECASE,
)
SECTION = re.compile(r"\d+\s*(?:[a-z]\s*)?§")
NUMBER = re.compile(r"\+?\d(?:[\s.\-]?\d){2,}")  # \d and \s hold every script's digits and spaces
YEAR = re.compile(r"(?:19|20)\d\d")


def spelled_out(text: str) -> list[str]:
    """What the text, plain or rich, should have named as a shared value; a year alone may stand."""
    bare = REFERENCE.sub(" ", text)
    found = OUTWARD.findall(bare)
    plain = TAG.sub(" ", bare)
    for pattern in (ADDRESS, SECTION, NUMBER):
        found += [one.strip() for one in pattern.findall(plain) if not YEAR.fullmatch(one)]
    return found
