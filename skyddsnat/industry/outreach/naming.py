"""Places in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language

from skyddsnat.actors.models import Place


def name_of(place: Place) -> str:
    return place.name_en if get_language() == "en" and place.name_en else place.name
