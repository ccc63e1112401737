"""What to do in each sector, as its texts say it: a path of four steps, what never to do, and who has checked it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from skyddsnat.core.api import shared_values
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.training.texts import as_links, day_in, shown, words_in
from skyddsnat.shared.wording import Words, read_words
from skyddsnat.shared.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "words"
TEXTS = Path(__file__).parents[1] / "lessons" / "what_to_do"
WEB = "police-link"  # the shared value of where a tip can be written
# On which step of the path each line under "do" stands, in the order of the texts.
STEP_OF: dict[str, tuple[str, ...]] = {
    Sector.HOTEL: ("note", "note", "tell", "tell"),
    Sector.TAXI: ("note", "tell", "call", "call"),
    Sector.RESTAURANT: ("note", "note", "tell", "tell"),
}


class Step(NamedTuple):
    """A step of the path: its heading and its lines."""

    name: str
    heading: str
    lines: list[SafeString]


class Call(NamedTuple):
    """A number to call: which, what is said before it, as it is written, and as a phone takes it."""

    name: str
    said: str
    number: str
    dialled: str


@functools.cache
def sector_words(language: str) -> Words:
    """The words of the pages around the texts."""
    return read_words(language, FOLDER)


@functools.cache
def _texts(language: str) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml((TEXTS / f"{language}.yaml").read_text())
    return found


class Advice:
    """The texts of one language, with the phone numbers in their places."""

    def __init__(self, language: str, plain: Mapping[str, str]) -> None:
        self.language = language
        self.plain = plain
        self.numbers = as_links(plain)
        self.say = sector_words(language)
        self.texts = _texts(language)
        self.title = self.texts["title"]
        self.frame = self.texts["frame"]
        self.headings: dict[str, str] = self.texts["headings"]

    def sector_title(self, sector: str) -> str:
        return str(self.texts["sectors"][sector]["title"])

    def path(self, sector: str) -> list[Step]:
        """Sign, note, call, tell the manager: in that order in every language."""
        lists = self.texts["sectors"][sector]
        lines = {"see": lists["signs"], "note": [], "call": list(lists["call"]), "tell": []}
        for name, line in zip(STEP_OF[sector], lists["do"], strict=True):
            lines[name].append(line)
        heading = self.say.texts  # in a taxi one tells dispatch, not the manager
        return [
            Step(name, heading.get(f"{name}_{sector}", heading[name]), self._shown(found))
            for name, found in lines.items()
        ]

    def calls(self) -> list[Call]:
        """Whom to call, the most urgent first. A number that nobody keeps is not shown."""
        said = {"emergency": words_in(self.language).texts["danger"], "police": self.say.texts["tip"]}
        return [
            Call(name, words, self.plain[name], "".join(self.plain[name].replace("-", "").split()))
            for name, words in said.items()
            if self.plain[name]
        ]

    def never(self, sector: str) -> list[SafeString]:
        return self._shown(self.texts["sectors"][sector]["dont"])

    def web(self) -> SafeString:
        """Where a tip can be written instead; "" when nobody keeps the address."""
        address = shared_values([WEB])[WEB]
        if not address:
            return SafeString("")
        name = address.partition("//")[2].strip("/")
        link = format_html('<a href="{}" rel="noreferrer" dir="ltr">{}</a>', address, name)
        return shown(self.say.texts["web"], {"link": link})

    def say_code(self) -> SafeString:
        return shown(self.say.texts["say_code"], self.numbers)

    def where(self, place: str, region: str) -> SafeString:
        """Which police region a municipality lies in; both names are Swedish in every language."""
        names = {"place": place, "region": region}
        return shown(
            self.say.texts["region"],
            {key: format_html('<bdi lang="sv">{}</bdi>', said) for key, said in names.items()},
        )

    def checked(self) -> str:
        """Who has checked the texts, or that nobody who speaks the language has. The words around them count too."""
        say, who = words_in(self.language), self.texts["checked_by"]
        if not who or not self.say.checked_by:
            return say.texts["unchecked"]
        return say("checked", who=who, day=day_in(self.language, self.texts["checked_on"]))

    def _shown(self, lines: list[str]) -> list[SafeString]:
        return [shown(line, self.numbers) for line in lines]
