"""What anybody may see of the receivers: those that are switched on, and the key that a tip is sealed to."""

from __future__ import annotations

from typing import NamedTuple

from skyddsnat.actors.api import SwedishOrder, counties, municipalities, venue_of
from skyddsnat.shared.wording import SOURCE
from skyddsnat.tips.form.rules import ABROAD, COUNTY, Offer
from skyddsnat.tips.form.texts import words_in
from skyddsnat.tips.models import Receiver


class Workplace(NamedTuple):
    """Of a workplace with a code, only where it is."""

    code: str
    place: str
    name: str


class Choice(NamedTuple):
    """A municipality or a county to choose: its name on the page, and the one that the team reads."""

    code: str
    name: str
    sealed: str


def is_offered() -> bool:
    """Whether anybody takes tips now."""
    return Receiver.objects.filter(is_on=True, keys__retired_at=None, keys__isnull=False).exists()


def offers(language: str) -> list[Offer]:
    """The teams that take tips now, in the order of their names."""
    found = Receiver.objects.filter(is_on=True, keys__retired_at=None, keys__isnull=False)
    return [_offer(one, language) for one in found.prefetch_related("places", "keys")]


def offer_once_made(pk: int, language: str) -> Offer | None:
    """The team that somebody has been told will get the tip, also when it has been switched off since."""
    found = Receiver.objects.filter(pk=pk, keys__retired_at=None, keys__isnull=False).first()
    return _offer(found, language) if found else None


def receiver(offer: Offer) -> Receiver:
    return Receiver.objects.get(pk=offer.id)


def _offer(one: Receiver, language: str) -> Offer:
    key = next(key.recipient for key in one.keys.all() if key.retired_at is None)
    name = one.name if language == "sv" else one.name_en or one.name
    places = tuple(place.code for place in one.places.all())
    return Offer(one.pk, name, key, tuple(one.kinds), places)


def places(language: str) -> dict[str, list[Choice]]:
    """What to choose among by county: its municipalities in Swedish order, then the county itself.

    The county comes last, so that whoever types Uppsala gets the municipality first. Counties have names in Swedish and
    English alone.
    """
    by_code = {
        code: Choice(code, name_en if language == "en" else name, name)
        for code, name, name_en in counties().values_list("code", "name", "name_en")
    }
    rows = municipalities().order_by(SwedishOrder("parent__name"), SwedishOrder("name"))
    found: dict[Choice, list[Choice]] = {}
    for code, name, county in rows.values_list("code", "name", "parent__code"):
        found.setdefault(by_code[county], []).append(Choice(code, name, name))
    return {county.name: [*within, county] for county, within in found.items()}


def codes() -> set[str]:
    """The codes of all municipalities and counties."""
    return {*municipalities().values_list("code", flat=True), *counties().values_list("code", flat=True)}


def place_name(code: str, language: str = SOURCE) -> str:
    """The place in a language, Swedish as the team reads it: municipality, county, or abroad; "" when not known."""
    if code == ABROAD:
        return words_in(language)("place_abroad")
    whole = len(code) == COUNTY
    name = "name_en" if whole and language == "en" else "name"
    of_its_kind = counties() if whole else municipalities()
    return of_its_kind.filter(code=code).values_list(name, flat=True).first() or ""


def workplace(code: str) -> Workplace | None:
    """Where the workplace of a code is, for a page that the server makes: it has the code in its hands already.

    A browser that seals asks nobody. A table for it to look in would be a list of all codes: there are so few possible
    ones that each can be tried.
    """
    venue = venue_of(code) if code else None
    return Workplace(venue.code, venue.municipality.code, venue.municipality.name) if venue else None
