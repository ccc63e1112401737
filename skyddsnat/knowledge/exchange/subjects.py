"""What questions are about, as data in two languages."""

from __future__ import annotations

import functools
from pathlib import Path

from django.utils.translation import get_language

from skyddsnat.shared.yaml_files import read_yaml


@functools.cache
def subjects() -> dict[str, dict[str, str]]:
    """Code → its name in each language, in the order they are shown."""
    found: dict[str, dict[str, str]] = read_yaml(Path(__file__).with_name("subjects.yaml").read_text())
    return found


def subject_name(code: str) -> str:
    """The subject in the reader's language; the code itself for one that is no longer in the file."""
    names = subjects().get(code, {})
    return names.get("en" if get_language() == "en" else "sv", code)
