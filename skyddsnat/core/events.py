"""The audit log in words: what was done, and what it is about."""

from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from skyddsnat.shared.yaml_files import read_yaml


@cache
def words(file: str = "events.yaml") -> dict[str, list[str]]:
    """Verb → [Swedish, English]; or table → the same, from things.yaml."""
    loaded: dict[str, list[str]] = read_yaml((Path(__file__).parent / file).read_text())
    return loaded


def said(verb: str) -> str:
    """What the verb means, in the reader's language; an unknown verb as it is, for a log outlives its program."""
    return _in_language(words().get(verb, [verb, verb]))


def named(target_type: str, target_id: str) -> str:
    """What an entry is about, when nothing better is known: the kind of thing, and its number."""
    return f"{_in_language(words('things.yaml').get(target_type, [target_type, target_type]))} {target_id}"


def _in_language(pair: list[str]) -> str:
    swedish, english = pair
    return english if get_language() == "en" else swedish
