"""Organisations and places by every name they are known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from skyddsnat.actors.models import Organisation, OrganisationName, Place
from skyddsnat.core.api import Wrong, folded, text_of


def organisations() -> dict[str, Organisation]:
    """Code and every name, in small letters → the organisation; the present name wins over an old one."""
    every = {one.pk: one for one in Organisation.objects.defer("source", "source_en")}
    found: dict[str, Organisation] = {}
    for pk, name, name_en in OrganisationName.objects.values_list("organisation_id", "name", "name_en"):
        found[folded(name)] = every[pk]
        if name_en:
            found.setdefault(folded(name_en), every[pk])
    for one in every.values():
        found[folded(one.name)] = found[one.code] = one
    return found


def places() -> dict[str, Place]:
    """Code and name → the place; a name that two places share is left out, so that nothing is guessed."""
    every = list(Place.objects.defer("geometry"))
    names = Counter(name for one in every for name in {folded(one.name), folded(one.name_en)} if name)
    found: dict[str, Place] = {}
    for one in every:
        found |= {name: one for name in (folded(one.name), folded(one.name_en)) if names[name] == 1}
        found |= {one.code: one, folded(f"{one.name} ({one.code})"): one}
    for one in every:  # "Luleå kommun" is as right as "Luleå"
        if one.kind == Place.Kind.MUNICIPALITY:
            found.setdefault(folded(f"{one.name} kommun"), one)
    return found


def named(known: Mapping[str, Any], words: str) -> Callable[[Any], Any]:
    def read(cell: Any) -> Any:
        text = text_of(cell)
        if not text:
            return None
        found = known.get(text) or known.get(folded(text))
        if found is None and text.isdecimal():
            found = known.get(text.zfill(4))  # spreadsheets drop the first zero of a municipality's code
        if found is None:
            raise Wrong(words % {"text": text[:60]})
        return found

    return read
