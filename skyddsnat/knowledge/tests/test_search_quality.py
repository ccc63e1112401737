"""Twenty questions as people put them, over the library that comes with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from skyddsnat.shared.grams.index import Entry, Index

CONTENT = Path(__file__).parents[1] / "content"
ASKED = [
    ("anmäla oro", "orosanmalan"),
    ("orosanmälningar till socialtjänsten", "orosanmalan"),
    ("måste jag vara säker för att anmäla", "orosanmalan"),
    ("hur samtalar man med barn", "samtal-med-barn"),
    ("barnsamtal med tolk", "samtal-med-barn"),
    ("barn som är utsatta samtall", "samtal-med-barn"),
    ("samarbeta med polis", "samverkan-med-polisen"),
    ("polissamverkan", "samverkan-med-polisen"),
    ("sekretess mellan myndigheter", "samverkan-med-polisen"),
    ("chefen vill inte", "chefers-forankring"),
    ("förankra hos cheferna", "chefers-forankring"),
    ("uppföljning av metoder", "folja-upp-en-metod"),
    ("mäniskohandel straff", "lagen-i-korthet"),
    ("vad säger lagen", "lagen-i-korthet"),
    ("barnets bästa prövning", "barnets-basta-i-korthet"),
    ("arbetsplatsrutin", "rutin-pa-arbetsplatsen"),
    ("tecken på hotell", "tecken-i-olika-miljoer"),
    ("barn från andra länder", "barn-over-granser"),
    ("how to talk to a child", "samtal-med-barn"),
    ("working with the police", "samverkan-med-polisen"),
]


NO_WORDS = {"url", "kind", "level", "audiences"}


def words_of(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(
            words_of(part) for key, part in value.items() if key not in {"url", "kind", "level", "audiences"}
        )
    if isinstance(value, list):
        return "\n".join(map(words_of, value))
    return value if isinstance(value, str) else ""


@pytest.fixture(scope="module")
def shipped() -> Index:
    entries = []
    for path in sorted(CONTENT.glob("*/*.yaml")):
        said = yaml.safe_load(path.read_text())
        title = said.pop("title")
        entries.append(Entry(f"{path.parent.name}/{path.stem}", title, words_of(said)))
    return Index(entries)


def test_people_find_what_they_ask_for(shipped: Index) -> None:
    first = third = 0
    for asked, right in ASKED:
        found = [hit.entry.key.split("/")[1] for hit in shipped.search(asked)]
        first += found[:1] == [right]
        third += right in found[:3]
    assert first >= 0.8 * len(ASKED)
    assert third >= 0.95 * len(ASKED)


def test_the_language_of_the_question_comes_first(shipped: Index) -> None:
    assert shipped.search("how do I talk to a child")[0].entry.key.startswith("en/")
    assert shipped.search("hur pratar jag med barnet")[0].entry.key.startswith("sv/")


@pytest.mark.parametrize(
    ("asked", "fits"), [("cykelparkering", False), ("pizza recept", False), ("anmäla oro", True)]
)
def test_what_is_not_there_is_known_not_to_fit(shipped: Index, asked: str, fits: bool) -> None:
    hits = shipped.search(asked)
    assert hits
    assert (max(hit.fit for hit in hits) >= 0.3) == fits
