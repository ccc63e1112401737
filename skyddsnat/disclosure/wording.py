"""What the commands say, in Swedish and English, and how they refuse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LANGUAGES = ("sv", "en")


class Text(NamedTuple):
    """One sentence in both languages; `{name}` is filled in by `filled`."""

    sv: str
    en: str

    def filled(self, **values: object) -> Text:
        return Text(self.sv.format(**values), self.en.format(**values))

    def said(self, language: str) -> str:
        return self.en if language == "en" else self.sv


class CannotRead(Exception):
    """The input, the question or the folder is not as it should be; nothing was written."""

    def __init__(self, *problems: Text) -> None:
        super().__init__(problems[0].en)
        self.problems: Sequence[Text] = problems


class WouldDisclose(Exception):
    """The table would tell of somebody, alone or together with what is out; nothing was written."""

    def __init__(self, *problems: Text) -> None:
        super().__init__(problems[0].en)
        self.problems: Sequence[Text] = problems
