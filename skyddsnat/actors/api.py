"""The door of `actors` for the other rooms."""

import datetime

from django.db.models import Case, IntegerField, Min, Q, Value, When

from skyddsnat.actors.access import organisations_of
from skyddsnat.actors.actions import (
    add_contact,
    add_membership,
    add_organisation,
    add_role_holder,
    end_contact,
    end_membership,
    end_role_holder,
    hold_role,
    import_population,
    load_registers,
    name_role_holder,
    remove_ended_contacts,
    rename_organisation,
)
from skyddsnat.actors.counting import county_labels, municipality_labels, place_columns
from skyddsnat.actors.maps import Drawing, country_as_loaded, draw
from skyddsnat.actors.models import Organisation, OrganisationName, Place
from skyddsnat.actors.models.organisation import OrganisationQuerySet, in_force
from skyddsnat.actors.models.place import PlaceQuerySet
from skyddsnat.actors.police import PoliceRegion, police_region_of, police_regions
from skyddsnat.actors.sorting import SwedishOrder
from skyddsnat.actors.venues import Venue, register_venues, tell_received, venue_of


def organisation(code: str) -> Organisation:
    """One organisation by its code, e.g. "socialstyrelsen", "kommun-0180", "region-01", "lansstyrelse-01".

    Raises Organisation.DoesNotExist.
    """
    return Organisation.objects.get(code=code)


def find(text: str, *, limit: int = 20) -> list[Organisation]:
    """Organisations that are or were called something with `text` in it, whole names first."""
    wanted = " ".join(text.split())
    if not wanted:
        return []
    rank = Case(
        When(Q(names__name__iexact=wanted) | Q(names__name_en__iexact=wanted), then=Value(0)),
        When(Q(names__name__istartswith=wanted) | Q(names__name_en__istartswith=wanted), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = Organisation.objects.named(wanted).annotate(rank=Min(rank))
    return list(found.order_by("rank", SwedishOrder("name"), "code")[:limit])


def names_on(day: datetime.date, *, language: str = "sv") -> dict[str, str]:
    """Organisation code → its name that day, in one query; those that did not exist that day are left out."""
    rows = OrganisationName.objects.filter(in_force(day)).values_list("organisation__code", "name", "name_en")
    return {code: (english or swedish) if language == "en" else swedish for code, swedish, english in rows}


def organisations() -> OrganisationQuerySet:
    """All, in Swedish alphabetical order; narrow with on(), of_kind(), in_county(), with_name_on()."""
    return Organisation.objects.alphabetical()


def regions() -> OrganisationQuerySet:
    """The 21 that have a region's duties: 20 regions, and Gotland, which is a municipality."""
    return Organisation.objects.of_kind(Organisation.Kind.REGION).alphabetical()


def municipalities() -> PlaceQuerySet:
    """The 290 municipalities as places, with SCB code, county (`parent`), population or None, and borders."""
    return Place.objects.municipalities().select_related("parent").order_by("code")


def counties() -> PlaceQuerySet:
    """The 21 counties as places, in the order of their SCB codes."""
    return Place.objects.counties().order_by("code")


def states(day: datetime.date) -> PlaceQuerySet:
    """The states that were members of the European Union that day, in Swedish alphabetical order."""
    return Place.objects.members_on(day).alphabetical()


__all__ = [
    "Drawing",
    "PoliceRegion",
    "SwedishOrder",
    "Venue",
    "add_contact",
    "add_membership",
    "add_organisation",
    "add_role_holder",
    "counties",
    "country_as_loaded",
    "county_labels",
    "draw",
    "end_contact",
    "end_membership",
    "end_role_holder",
    "find",
    "hold_role",
    "import_population",
    "in_force",
    "load_registers",
    "municipalities",
    "municipality_labels",
    "name_role_holder",
    "names_on",
    "organisation",
    "organisations",
    "organisations_of",
    "place_columns",
    "police_region_of",
    "police_regions",
    "regions",
    "register_venues",
    "remove_ended_contacts",
    "rename_organisation",
    "states",
    "tell_received",
    "venue_of",
]
