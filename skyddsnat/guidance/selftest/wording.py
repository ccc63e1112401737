"""The words of the self-test."""

from __future__ import annotations

import functools
from pathlib import Path

from skyddsnat.shared.wording import Words, read_words

FOLDER = Path(__file__).parent / "words"


@functools.cache
def words_of_test(language: str) -> Words:
    """The words of the self-test, in one language."""
    return read_words(language, FOLDER)
