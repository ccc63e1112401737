"""Loading the shipped registers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q

from skyddsnat.actors import register_files
from skyddsnat.actors.models import (
    Organisation,
    OrganisationName,
    OrganisationRole,
    Place,
    RegisterLoad,
    RoleKind,
)
from skyddsnat.actors.register_files import Row
from skyddsnat.core.api import record
from skyddsnat.core.models import User

ONE_AT_A_TIME = 7_120_001  # number of the advisory lock; any number, the same everywhere


@dataclass
class Tally:
    """What a loading did: rows made, rows changed, rows that staff had changed and that were left alone."""

    created: int = 0
    updated: int = 0
    kept: int = 0


@transaction.atomic
def load_registers(*, by: User | None) -> Tally:
    """Make the tables say what the shipped files say; load as often as you like.

    What staff have changed is never overwritten, and nothing is removed. A loading that changes nothing
    leaves no trace in the audit log.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    registers = register_files.read()
    tally = Tally()
    _places(registers, tally)
    _organisations(registers, tally)
    _names(registers, tally)
    _roles(registers, tally)
    if tally.created or tally.updated:
        load = RegisterLoad.objects.create(
            sha256=registers.sha256, created=tally.created, updated=tally.updated, kept=tally.kept
        )
        record(by, "registers.loaded", load, created=tally.created, updated=tally.updated, kept=tally.kept)
    return tally


def _places(registers: register_files.Registers, tally: Tally) -> None:
    for kind in (Place.Kind.COUNTY, Place.Kind.MUNICIPALITY, Place.Kind.STATE):
        counties = dict(Place.objects.counties().values_list("code", "pk"))
        wanted = {
            key: {**_without(row, "parent"), "parent_id": counties.get(row["parent"])}
            for key, row in registers.places.items()
            if key[0] == kind
        }
        existing = {(place.kind, place.code): place for place in Place.objects.filter(kind=kind)}
        _sync(Place, ("kind", "code"), wanted, existing, tally)


def _organisations(registers: register_files.Registers, tally: Tally) -> None:
    places = _place_numbers()
    wanted = {
        (code,): {**_without(row, "place", "successor"), "place_id": places.get(row["place"])}
        for code, row in registers.organisations.items()
    }
    existing = {(one.code,): one for one in Organisation.objects.all()}
    _sync(Organisation, ("code",), wanted, existing, tally)
    for code, row in registers.organisations.items():
        if row["successor"]:  # known only when both rows exist; there are few of them
            tally.updated += (
                Organisation.objects.filter(code=code, edited_at__isnull=True)
                .exclude(successor__code=row["successor"])
                .update(successor=Organisation.objects.get(code=row["successor"]))
            )


def _names(registers: register_files.Registers, tally: Tally) -> None:
    """An organisation whose names staff have touched keeps them all: a half-new history would be wrong."""
    numbers = _organisation_numbers()
    touched = set(
        OrganisationName.objects.filter(
            Q(edited_at__isnull=False) | Q(register_key__isnull=True)
        ).values_list("organisation_id", flat=True)
    )
    wanted = {
        (key,): {**_without(row, "organisation"), "organisation_id": numbers[row["organisation"]]}
        for key, row in registers.names.items()
    }
    existing = {
        (name.register_key,): name for name in OrganisationName.objects.filter(register_key__isnull=False)
    }
    _sync(
        OrganisationName,
        ("register_key",),
        wanted,
        existing,
        tally,
        keep=lambda row: row["organisation_id"] in touched,
    )


def _roles(registers: register_files.Registers, tally: Tally) -> None:
    kinds = {(code,): row for code, row in registers.role_kinds.items()}
    _sync(RoleKind, ("code",), kinds, {(kind.code,): kind for kind in RoleKind.objects.all()}, tally)
    places, numbers = _place_numbers(), _organisation_numbers()
    wanted = {
        (key,): {
            **_without(row, "organisation", "place", "kind"),
            "organisation_id": numbers[row["organisation"]] if row["organisation"] else None,
            "place_id": places[row["place"]] if row["place"] else None,
            "kind_id": row["kind"],
        }
        for key, row in registers.roles.items()
    }
    existing = {
        (role.register_key,): role for role in OrganisationRole.objects.filter(register_key__isnull=False)
    }
    _sync(OrganisationRole, ("register_key",), wanted, existing, tally)


def _sync(
    model: type[models.Model],
    key: tuple[str, ...],
    wanted: Mapping[tuple[Any, ...], Row],
    existing: Mapping[tuple[Any, ...], Any],
    tally: Tally,
    *,
    keep: Callable[[Row], bool] = lambda row: False,
) -> None:
    """Create what is missing and change what differs, in one statement; leave what staff have changed."""
    written: list[models.Model] = []
    for values, row in wanted.items():
        there = existing.get(values)
        if keep(row) or getattr(there, "edited_at", None):
            tally.kept += 1
        elif there is None:
            tally.created += 1
            written.append(model(**dict(zip(key, values, strict=True)), **row))
        elif any(getattr(there, field) != value for field, value in row.items()):
            tally.updated += 1
            for field, value in row.items():
                setattr(there, field, value)
            written.append(there)
    if written:
        fields: Sequence[str] = list(next(iter(wanted.values())))
        model._default_manager.bulk_create(
            written, update_conflicts=True, unique_fields=list(key), update_fields=fields
        )


def _without(row: Row, *fields: str) -> Row:
    return {field: value for field, value in row.items() if field not in fields}


def _place_numbers() -> dict[tuple[str, str] | None, int]:
    return {(kind, code): pk for kind, code, pk in Place.objects.values_list("kind", "code", "pk")}


def _organisation_numbers() -> dict[str, int]:
    return dict(Organisation.objects.values_list("code", "pk"))
