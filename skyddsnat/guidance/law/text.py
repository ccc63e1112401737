"""A text in the two languages that the law is told in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from skyddsnat.shared.dates import format_date

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same said in Swedish and in English."""

    sv: str
    en: str

    def said(self, language: str) -> str:
        """In the language; English for one that the law is not told in."""
        return self.sv if language == "sv" else self.en

    def filled(self, **values: Text | str) -> Text:
        """With the places in braces filled in."""
        return Text(
            *(
                self.said(language).format(
                    **{
                        key: value.said(language) if isinstance(value, Text) else value
                        for key, value in values.items()
                    }
                )
                for language in LANGUAGES
            )
        )

    def __add__(self, other: Text) -> Text:
        """Two sentences after each other."""
        return Text(f"{self.sv} {other.sv}".strip(), f"{self.en} {other.en}".strip())

    def as_dict(self) -> dict[str, str]:
        return {"sv": self.sv, "en": self.en}


def joined(texts: Iterable[Text], separator: str = ", ") -> Text:
    """Several texts as one."""
    found = list(texts)
    return Text(separator.join(text.sv for text in found), separator.join(text.en for text in found))


def day(date: datetime.date) -> Text:
    """A date in words, with ordinary spaces: it is read in terminals and files too."""
    return Text(*(format_date(date, language).replace("\u00a0", " ") for language in LANGUAGES))
