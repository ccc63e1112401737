"""Pages about one record, so that a person finds back: each room says which pages, and how a record is called now.

A record is remembered by its page and the arguments of its address, never by its name: what it is called, and whether
the reader may see it, is asked each time it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import ResolverMatch, reverse

from skyddsnat.core.models import User

type Ref = tuple[str, str]  # (the page's name, the arguments of its address joined by "/")


@dataclass(frozen=True, slots=True)
class Named:
    """What a record is called: a title, where it lies, and whether the title is Swedish on an English page."""

    title: str
    where: str = ""
    swedish: bool = False


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A page about one record. `lookups` has the address's arguments in order, each with its field."""

    view: str
    label: Any
    lookups: Mapping[str, str]
    rows: Callable[[User], QuerySet[Any]]
    named: Callable[[Any], Named]

    def key_of(self, arguments: Mapping[str, Any]) -> str:
        return "/".join(str(arguments[name]) for name in self.lookups)

    def key_of_row(self, row: Any) -> str:
        return "/".join(str(_follow(row, path)) for path in self.lookups.values())

    def url(self, key: str) -> str:
        return reverse(self.view, args=key.split("/"))

    def rows_with(self, user: User, keys: Iterable[str]) -> QuerySet[Any]:
        wanted = [dict(zip(self.lookups.values(), key.split("/"), strict=True)) for key in keys]
        return self.rows(user).filter(reduce(or_, (Q(**one) for one in wanted)))


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A record as the reader may see it now."""

    ref: Ref
    kind: Any
    title: str
    url: str
    where: str = ""
    swedish: bool = False


_KINDS: dict[str, RecordKind] = {}


def register_record(kind: RecordKind) -> None:
    """Let a page be remembered. Called in `AppConfig.ready`; one kind a page, else ValueError."""
    if _KINDS.setdefault(kind.view, kind) != kind:
        raise ValueError(f"Somebody already tells of {kind.view!r}.")


def record_at(match: ResolverMatch | None) -> Ref | None:
    """The record that an address is about; None for other pages."""
    kind = _KINDS.get(match.view_name) if match else None
    return None if kind is None or match is None else (kind.view, kind.key_of(match.kwargs))


def shortcuts(user: User, refs: Iterable[Ref]) -> list[Shortcut]:
    """The records that the user may still see, in the same order; one question for each kind of page."""
    wanted = list(refs)
    by_view: dict[str, list[str]] = defaultdict(list)
    for view, key in wanted:
        if view in _KINDS:
            by_view[view].append(key)
    found: dict[Ref, Shortcut] = {}
    for view, keys in by_view.items():
        kind = _KINDS[view]
        for row in kind.rows_with(user, keys):
            key, named = kind.key_of_row(row), kind.named(row)
            found[view, key] = Shortcut(
                (view, key), kind.label, named.title, kind.url(key), named.where, named.swedish
            )
    return [found[ref] for ref in wanted if ref in found]


def targets(user: User, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Shortcut]:
    """(model, id) of records, as the log has them, → the page about each that the user may see.

    A record without a page of its own (a lock of a month, a grant) leads to the one it belongs to.
    """
    asked = set(wanted)
    found = _pages(user, asked)
    owners = _owners(user, asked - set(found))
    pages = _pages(user, set(owners.values()))
    return found | {one: pages[owner] for one, owner in owners.items() if owner in pages}


def _pages(user: User, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Shortcut]:
    """The first kind of page about each record, in the order that the rooms tell of them."""
    by_model = _by_model(wanted)
    found: dict[tuple[str, str], Shortcut] = {}
    for kind in _KINDS.values():
        rows = kind.rows(user)
        model = rows.model._meta.label_lower
        for row in rows.filter(pk__in=by_model[model]) if model in by_model else ():
            key, named = kind.key_of_row(row), kind.named(row)
            page = Shortcut(
                (kind.view, key), kind.label, named.title, kind.url(key), named.where, named.swedish
            )
            found.setdefault((model, str(row.pk)), page)
    return found


def _owners(user: User, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Records of kinds without a page → the record with one that their first such foreign key points at."""
    paged = {kind.rows(user).model for kind in _KINDS.values()}
    known = {model._meta.label_lower: model for model in apps.get_models()}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for label, keys in _by_model(wanted).items():
        model = known.get(label)
        if model is None or model in paged:
            continue
        to_owner = next((f for f in model._meta.concrete_fields if f.related_model in paged), None)
        if to_owner is not None:
            owner = to_owner.related_model._meta.label_lower  # type: ignore[union-attr]  # a foreign key has a model
            rows = model._default_manager.filter(pk__in=keys).values_list("pk", to_owner.attname)
            found |= {(label, str(pk)): (owner, str(key)) for pk, key in rows if key is not None}
    return found


def _by_model(wanted: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    by_model: dict[str, list[str]] = defaultdict(list)
    for model, pk in wanted:
        by_model[model].append(pk)
    return by_model


def _follow(row: Any, path: str) -> Any:
    return reduce(getattr, path.split("__"), row)
