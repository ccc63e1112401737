"""The words around the public texts, in each of the languages."""

from __future__ import annotations

import functools
from pathlib import Path

from skyddsnat.shared.wording import Words, read_words

FOLDER = Path(__file__).parent / "words"


@functools.cache
def words(language: str) -> Words:
    """The words of a language. Raises WordsAreWrong when its file does not match the source's."""
    return read_words(language, FOLDER)
