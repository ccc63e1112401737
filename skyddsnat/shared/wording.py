"""Words of a page in many languages, kept in a file a language and held against the Swedish one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skyddsnat.shared.yaml_files import read_yaml

SOURCE = "sv"
HOLE = re.compile(r"\{(\w+)\}")


class WordsAreWrong(Exception):
    """A file of words cannot be used; says each thing that is wrong with it."""


@dataclass(frozen=True)
class Words:
    """The words of one language: key → text, and who has checked them (nobody: "")."""

    language: str
    checked_by: str
    checked_on: str
    texts: dict[str, str]

    def __call__(self, key: str, **holes: Any) -> str:
        return self.texts[key].format(**holes)


def read_words(language: str, folder: Path) -> Words:
    """Read a file of words and hold it against the Swedish one: the same keys, the same holes."""
    rows = read_yaml((folder / f"{language}.yaml").read_text())
    source = read_yaml((folder / f"{SOURCE}.yaml").read_text())["words"]
    texts = rows["words"]
    faults = [f"{language}.yaml: “{key}” is missing" for key in source if not texts.get(key)]
    faults += [f"{language}.yaml: “{key}” is not in {SOURCE}.yaml" for key in texts if key not in source]
    faults += [
        f"{language}.yaml: “{key}” must have the holes {sorted(set(HOLE.findall(said)))}"
        for key, said in source.items()
        if texts.get(key) and set(HOLE.findall(texts[key])) != set(HOLE.findall(said))
    ]
    if faults:
        raise WordsAreWrong("\n".join(faults))
    return Words(language, rows.get("checked_by") or "", str(rows.get("checked_on") or ""), texts)
