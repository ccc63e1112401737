"""All rows that belong to a case, whichever part of the room keeps them: found through the keys that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from skyddsnat.cooperation.models import Referral

type Rows = dict[type[models.Model], set[Any]]


def rows_of(referral: Referral) -> Rows:
    """Table → the rows of it that belong to the case, the case itself included."""
    found: Rows = {Referral: {referral.pk}}
    _follow(Referral, {referral.pk}, found)
    return found


def tables_of_a_case() -> list[type[models.Model]]:
    """Every table of the room that can hold something of a case."""
    found: list[type[models.Model]] = [Referral]
    for table in found:
        found += dict.fromkeys(child for child, _key in _keys_to(table) if child not in found)
    return found


def _keys_to(table: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Tables of the room with a key to this one, and the key's name."""
    for relation in table._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            child: Any = relation.related_model
            if child._meta.app_label == Referral._meta.app_label:
                yield child, relation.field.name


def _follow(table: type[models.Model], keys: set[Any], found: Rows) -> None:
    for child, key in _keys_to(table):
        leading = {f"{key}__in": keys}
        new = set(child._base_manager.filter(**leading).values_list("pk", flat=True)) - found.get(
            child, set()
        )
        if new:
            found.setdefault(child, set()).update(new)
            _follow(child, new, found)
