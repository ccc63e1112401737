"""The roles and the questions as the shipped files have them. What they say is in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from skyddsnat.shared.yaml_files import read_yaml

FOLDER = Path(__file__).parent
type Words = dict[str, str]


@dataclass(frozen=True)
class Role:
    code: str
    instrument: Words
    does: Words


@dataclass(frozen=True)
class Topic:
    """What one asks about; `in_state` has the law and the advice that a state has instead."""

    code: str
    name: Words
    hint: Words
    roles: tuple[str, ...]
    law: Words
    advice: tuple[Words, ...]
    in_state: dict[str, dict[str, Any]] = field(default_factory=dict)

    def law_in(self, state: str) -> Words:
        law: Words = self.in_state.get(state, {}).get("law", self.law)
        return law

    def advice_in(self, state: str) -> tuple[Words, ...]:
        return tuple(self.in_state.get(state, {}).get("advice", self.advice))


@cache
def roles() -> dict[str, Role]:
    """Code → role, in the order they are shown."""
    return {row["code"]: Role(**row) for row in _file("roles.yaml")["roles"]}


@cache
def topics() -> dict[str, Topic]:
    """Code → what one may ask about, in the order it is shown."""
    rows = _file("topics.yaml")["topics"]
    return {
        row["code"]: Topic(**{**row, "roles": tuple(row["roles"]), "advice": tuple(row["advice"])}) for row in rows
    }  # fmt: skip


@cache
def compiled_on() -> Any:
    """The day that the questions and their laws were put together."""
    return _file("topics.yaml")["date"]


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def said(words: Words) -> str:
    """In the language of the page."""
    return words[language()]


def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml((FOLDER / name).read_text(encoding="utf-8"))
    return found
