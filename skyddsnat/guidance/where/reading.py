"""The tree and the words of the guide, read from their files and held against each other."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from skyddsnat.guidance.references import keys_in
from skyddsnat.guidance.where.rules import Channel, Outcome, Question, Tree, faults, words_needed
from skyddsnat.shared.wording import SOURCE, Words, WordsAreWrong, read_words
from skyddsnat.shared.yaml_files import read_yaml

FOLDER = Path(__file__).parent
VALUES = FOLDER.parent / "values.yaml"
# The words around the questions and the outcomes, which no line of the tree names.
AROUND = {
    *("lead", "answered", "change", "again", "print"),
    *(
        "head_open",
        "head_anonymous",
        "head_then",
        "head_do",
        "head_holds",
        "lead_holds",
        "head_never",
    ),
}


class TreeIsWrong(Exception):
    """The tree cannot be walked; says each thing that is wrong with it."""


@functools.cache
def the_tree() -> Tree:
    """The tree that comes with the program."""
    values = set(read_yaml(VALUES.read_text()))
    return read_tree((FOLDER / "tree.yaml").read_text(), values)


def read_tree(text: str, values: set[str]) -> Tree:
    """Read a tree. Raises TreeIsWrong with every dead end, loop, detour and unknown name in it."""
    try:
        tree = _tree(read_yaml(text))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as fault:
        raise TreeIsWrong(f"tree.yaml is not written as a tree: {fault}") from fault
    if found := faults(tree, values):
        raise TreeIsWrong("\n".join(f"tree.yaml: {one}" for one in found))
    return tree


def _tree(rows: dict[str, Any]) -> Tree:
    return Tree(
        start=rows["start"],
        questions={key: Question(key, **row) for key, row in rows["questions"].items()},
        outcomes={
            key: Outcome(key, **{**row, "channels": tuple(row["channels"])})
            for key, row in rows["outcomes"].items()
        },
        channels={
            key: Channel(key, **{**row, "values": tuple(row["values"])})
            for key, row in rows["channels"].items()
        },
        lists={key: tuple(keys) for key, keys in rows.get("lists", {}).items()},
    )


@functools.cache
def guide_words(language: str) -> Words:
    """The words of the guide in a language. Raises WordsAreWrong when they do not match the tree or the source."""
    return read_guide_words(language, FOLDER / "words", the_tree())


def read_guide_words(language: str, folder: Path, tree: Tree) -> Words:
    """Read a file of the guide's words: all that the tree needs, and the same shared values as the source names."""
    found = read_words(language, folder)
    source = read_words(SOURCE, folder)
    needed = words_needed(tree) | AROUND
    wrong = [f"{SOURCE}.yaml: “{key}” is missing" for key in sorted(needed - source.texts.keys())]
    wrong += [
        f"{SOURCE}.yaml: “{key}” is said nowhere"
        for key in sorted(source.texts.keys() - needed)
        if not (key.startswith("hint-") and key.replace("hint-", "say-", 1) in needed)
    ]
    wrong += [
        f"{language}.yaml: “{key}” must name {sorted(keys_in(source.texts[key])) or 'no shared value'}"
        for key, text in found.texts.items()
        if keys_in(text) != keys_in(source.texts[key])
    ]
    if wrong:
        raise WordsAreWrong("\n".join(wrong))
    return found
