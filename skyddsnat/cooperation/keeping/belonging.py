"""All rows that belong to a case, whichever part of the room keeps them: found through the keys that lead to it."""

from __future__ import annotations

from typing import Any

from django.db import models

from skyddsnat.cooperation.models import Referral

type Rows = dict[type[models.Model], set[Any]]


def rows_of(referral: Referral) -> Rows:
    """Table → the rows of it that belong to the case, the case itself included."""
    found: Rows = {Referral: {referral.pk}}
    _follow(Referral, {referral.pk}, found)
    return found


def _follow(table: type[models.Model], keys: set[Any], found: Rows) -> None:
    for relation in table._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        child: Any = relation.related_model
        if child._meta.app_label != Referral._meta.app_label:
            continue
        leading = {f"{relation.field.name}__in": keys}
        new = set(child._base_manager.filter(**leading).values_list("pk", flat=True)) - found.get(
            child, set()
        )
        if new:
            found.setdefault(child, set()).update(new)
            _follow(child, new, found)
