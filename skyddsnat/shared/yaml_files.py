"""Files written as YAML, read ten times as fast where the library's C part was built."""

from __future__ import annotations

from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:
    """What the text says: plain values only. Raises yaml.YAMLError."""
    return yaml.load(text, Loader)  # noqa: S506 - both loaders are the safe one
