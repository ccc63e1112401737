"""The audit log's verbs in words."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language


@cache
def words() -> dict[str, list[str]]:
    """Verb → [Swedish, English], from events.yaml."""
    loaded: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "events.yaml").read_text())
    return loaded


def said(verb: str) -> str:
    """What the verb means, in the reader's language; an unknown verb as it is, for a log outlives its program."""
    swedish, english = words().get(verb, [verb, verb])
    return english if get_language() == "en" else swedish
