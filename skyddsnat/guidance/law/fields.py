"""Reads the values of one mapping of a rule file, and reports each that is not as it should be."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import overload

from skyddsnat.guidance.law.faults import Fault
from skyddsnat.guidance.law.text import LANGUAGES, Text
from skyddsnat.guidance.law.yaml_tree import Branch

NUMBER = re.compile(r"\d{1,5}", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Findings:
    """What was found wrong in a file, all of it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def add(self, line: int, code: str, rule: str = "", **values: str) -> None:
        self.faults.append(Fault(self.file, line, rule, code, values))


class Fields:
    """One mapping. A value that is wrong is reported and read as None; what must be there may never be forgotten."""

    def __init__(self, branch: Branch, findings: Findings, rule: str = "") -> None:
        self.branch = branch
        self.findings = findings
        self.rule = rule
        self.entries = branch.entries or {}
        if branch.entries is None:
            self.report(branch.line, "mapping", key="id")
        elif not rule and "id" in self.entries:
            self.rule = self.entries["id"].value or ""

    @property
    def line(self) -> int:
        return self.branch.line

    def report(self, line: int, code: str, **values: str) -> None:
        self.findings.add(line, code, self.rule, **values)

    def only(self, needed: Iterable[str], also: Iterable[str] = ()) -> None:
        """Report keys that are missing or unknown."""
        needed, also = list(needed), list(also)
        if self.branch.entries is None:
            return
        for key in needed:
            if key not in self.entries:
                self.report(self.line, "missing", key=key)
        known = ", ".join([*needed, *also])
        for key in (key for key in self.entries if key not in {*needed, *also}):
            self.report(self.branch.key_lines[key], "unknown", key=key, known=known)

    def text(self, key: str) -> str | None:
        """A text that is not empty."""
        found = self.entries.get(key)
        if found is None:
            return None
        if found.value is None or not found.value.strip():
            self.report(found.line, "text", key=key)
            return None
        return " ".join(found.value.split())

    def texts(self, key: str) -> Text | None:
        """A text in each language."""
        found = self.entries.get(key)
        return None if found is None else self.inner(found).both()

    def both(self) -> Text | None:
        """This mapping as a text in each language."""
        self.only(LANGUAGES)
        sv, en = self.text("sv"), self.text("en")
        return None if sv is None or en is None else Text(sv, en)

    def date(self, key: str) -> datetime.date | None:
        found = self.entries.get(key)
        if found is None or (found.value is None and found.items is None and key == "valid_to"):
            return None
        try:
            if not DATE.fullmatch(found.value or ""):
                raise ValueError
            return datetime.date.fromisoformat(found.value or "")
        except ValueError:
            self.report(found.line, "date", key=key, found=found.shown)
            return None

    def number(self, key: str) -> int | None:
        found = self.entries.get(key)
        if found is None:
            return None
        if not NUMBER.fullmatch(found.value or ""):
            self.report(found.line, "number", key=key, found=found.shown)
            return None
        return int(found.value or "")

    @overload
    def flag(self, key: str, default: bool) -> bool: ...
    @overload
    def flag(self, key: str, default: None = None) -> bool | None: ...
    def flag(self, key: str, default: bool | None = None) -> bool | None:
        found = self.entries.get(key)
        if found is None:
            return default
        if found.value not in {"true", "false"}:
            self.report(found.line, "boolean", key=key, found=found.shown)
            return default
        return found.value == "true"

    def choice(self, key: str, known: Iterable[str]) -> str | None:
        found, known = self.entries.get(key), list(known)
        if found is None:
            return None
        if found.value not in known:
            self.report(found.line, "choice", key=key, found=found.shown, known=", ".join(known))
            return None
        return found.value

    def list(self, key: str) -> list[Branch]:
        """The members of a list; empty when the key is not there."""
        found = self.entries.get(key)
        if found is None:
            return []
        if found.items is None:
            self.report(found.line, "list", key=key)
            return []
        return found.items

    def members(self, key: str) -> Iterable[Fields]:
        return [Fields(item, self.findings) for item in self.list(key)]

    def inner(self, branch: Branch) -> Fields:
        """A mapping within this one, of the same rule."""
        return Fields(branch, self.findings, self.rule)
