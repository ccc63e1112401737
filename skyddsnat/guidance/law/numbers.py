"""`{{ 112 }}` in a sentence, for the terminal: pages put in the value that staff keep, here it is the shipped one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from skyddsnat.guidance.law.text import Text
from skyddsnat.shared.yaml_files import read_yaml

VALUES = Path(__file__).parent.parent / "values.yaml"
REFERENCE = re.compile(r"\{\{\s*([a-z0-9-]+)\s*\}\}")


@cache
def shipped_values() -> dict[str, str]:
    read = read_yaml(VALUES.read_text(encoding="utf-8"))
    return {str(key): str(value["value"]) for key, value in read.items()}


def with_shipped_values(text: Text) -> Text:
    """Each `{{ key }}` replaced by the value that comes with the program."""
    values = shipped_values()
    return Text(*(REFERENCE.sub(lambda found: values[found[1]], said) for said in (text.sv, text.en)))
