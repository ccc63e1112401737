"""What can be searched, and where one goes on: each part of the room says what it has, in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from skyddsnat.shared.grams.index import Entry


@dataclass(frozen=True, slots=True)
class Document:
    """A text that everybody may read, in one language. `audiences` is empty when it is for all."""

    key: str
    url: str
    title: str
    text: str
    language: str
    kind: str
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WayOn:
    """Somewhere to go for who did not find: a page, what it is called, and when one goes there."""

    url_name: str
    label: Any
    text: Any


type Source = Callable[[], Iterable[Document]]

_SOURCES: dict[str, tuple[Source, dict[str, Any]]] = {}
_WAYS: dict[str, WayOn] = {}


def register_source(name: str, source: Source, *, kinds: dict[str, Any]) -> None:
    """Let texts be found. `kinds` says what the documents' kinds are called. One source a name, else ValueError.

    The source gives only what everybody may read, and whoever changes it calls `renew`.
    """
    if _SOURCES.setdefault(name, (source, kinds))[0] is not source:
        raise ValueError(f"Somebody already gives the documents {name!r}.")


def register_way_on(name: str, way: WayOn) -> None:
    """Show a way on below what was found."""
    _WAYS[name] = way


def ways_on() -> list[WayOn]:
    return list(_WAYS.values())


def kinds() -> dict[str, Any]:
    """What the kinds of all sources are called."""
    return {code: label for _source, named in _SOURCES.values() for code, label in named.items()}


def entries() -> Iterator[Entry]:
    """Everything that can be found, as the index takes it."""
    for name, (source, _kinds) in _SOURCES.items():
        for document in source():
            yield Entry(
                f"{name}:{document.key}", document.title, document.text, _tags(document), document.url
            )


def _tags(document: Document) -> frozenset[str]:
    readers = document.audiences or ("",)
    return frozenset(
        [
            tag("language", document.language),
            tag("kind", document.kind),
            *(tag("audience", one) for one in readers),
        ]
    )


def tag(what: str, value: str) -> str:
    return f"{what}:{value}"


def said_by(entry: Entry, what: str) -> list[str]:
    """What an entry's tags say of one thing, such as its language."""
    return sorted(one.removeprefix(f"{what}:") for one in entry.tags if one.startswith(f"{what}:"))
