"""YAML as a tree that remembers its lines. Values stay as they are written: "6:9" is text, not a number of minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from skyddsnat.shared.yaml_files import Loader

MAX_BYTES, MAX_DEPTH = 1_000_000, 12


type Report = Callable[..., None]


@dataclass(frozen=True)
class Branch:
    """A mapping, a list or a value, with the line it begins on. `value` is None for an empty or null value."""

    line: int
    value: str | None = None
    items: list[Branch] | None = None
    entries: dict[str, Branch] | None = None
    key_lines: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """What stands there, for an error."""
        if self.entries is not None:
            return "{…}"
        return "[…]" if self.items is not None else (self.value or "")


def read_tree(text: str, report: Report) -> Branch | None:
    """The whole file as a tree, or None when it cannot be read; `report(line, code, **values)` hears why."""
    try:
        if not _is_plain(text, report):
            return None
        node = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        report((mark.line + 1) if mark else 1, "yaml", problem=str(problem))
        return None
    return Branch(1, entries={}) if node is None else _branch(node, report)


def _is_plain(text: str, report: Report) -> bool:
    """Whether the file has no aliases and no bottomless nesting, so that the tree is as large as the file."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            report(_line(event), "alias")
            return False
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            report(_line(event), "depth", most=str(MAX_DEPTH))
            return False
    return True


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _branch(node: yaml.Node, report: Report) -> Branch:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Branch(line, items=[_branch(item, report) for item in node.value])
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Branch] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in entries:
                report(key.start_mark.line + 1, "repeated", key=name)
            entries[name] = _branch(value, report)
            lines[name] = key.start_mark.line + 1
        return Branch(line, entries=entries, key_lines=lines)
    empty = node.tag == "tag:yaml.org,2002:null"
    return Branch(line, value=None if empty else str(node.value))
