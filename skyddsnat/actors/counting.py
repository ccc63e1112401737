"""Places as columns of a statistical table."""

from __future__ import annotations

from collections.abc import Mapping

from skyddsnat.actors.models import Place
from skyddsnat.core.api import COUNTY, MUNICIPALITY, UNKNOWN, UNKNOWN_LABEL, Labels


def place_columns(kind: str | None, code: str | None) -> Mapping[str, str]:
    """The county and the municipality of a place by its kind and code; unknown where it does not say."""
    if kind == Place.Kind.MUNICIPALITY and code:
        return {COUNTY: code[:2], MUNICIPALITY: code}
    return {COUNTY: code if kind == Place.Kind.COUNTY and code else UNKNOWN, MUNICIPALITY: UNKNOWN}


def county_labels() -> Labels:
    return _labels(Place.Kind.COUNTY)


def municipality_labels() -> Labels:
    return _labels(Place.Kind.MUNICIPALITY)


def _labels(kind: str) -> Labels:
    rows = Place.objects.filter(kind=kind).order_by("code").values_list("code", "name", "name_en")
    return {**{code: (name, english) for code, name, english in rows}, UNKNOWN: UNKNOWN_LABEL}
