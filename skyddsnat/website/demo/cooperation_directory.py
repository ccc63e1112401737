"""Whom to ask in other states, in the demonstration: four states with some of their roles, the rest shows its gaps."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

from skyddsnat.actors.api import organisation
from skyddsnat.actors.models import OrganisationRole, Place
from skyddsnat.cooperation.api import (
    AgreementFields,
    Holder,
    add_agreement,
    add_role_contact,
    name_holder,
)
from skyddsnat.core.api import import_kinds, load_import, upload_import
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today
from skyddsnat.shared.yaml_files import read_yaml

HEADING = [
    "Land",
    "Roll",
    "Ansvarig myndighet",
    "Funktion",
    "E-post",
    "Telefon",
    "Språk",
    "Källa",
    "Kontrollerad den",
]


def build_directory(people: dict[str, User]) -> None:
    """Romania by hand, with a holder that was replaced and contacts that are old; three states from a table."""
    plan: dict[str, Any] = read_yaml(Path(__file__).with_suffix(".yaml").read_text())
    by, source = people["coordinator"], plan["source"]
    for row in plan["romania"]:
        _hold(row, None, source, by)
    successor = plan["successor"]
    _hold(successor, today() - datetime.timedelta(days=successor["days_ago"]), source, by)
    _take_in(plan["table"], source, by)
    for row in plan["agreements"]:
        _agree(row, source, by)


def _hold(row: dict[str, Any], since: datetime.date | None, source: str, by: User) -> None:
    checked = today() - datetime.timedelta(days=row.get("days_since_check", 5))
    role = OrganisationRole.objects.get(place__code="RO", kind=row["role"], valid_to=None)
    holder = Holder(None, row["name"], row["name_en"], since, source, checked)
    held = name_holder(role=role, holder=holder, version=role.version, by=by)
    add_role_contact(role=held, source=source, checked_on=checked, by=by, **row["contact"])


def _take_in(rows: list[list[str]], source: str, by: User) -> None:
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    write.writerow(HEADING)
    for row in rows:
        write.writerow([*row, source, today() - datetime.timedelta(days=30)])
    sent = upload_import(
        kind=import_kinds.kind_named("state-contacts"), subject="", content=out.getvalue().encode(),
        name="lander-demonstration.csv", by=by,
    )  # fmt: skip
    load_import(source=sent, by=by)


def _agree(row: dict[str, Any], source: str, by: User) -> None:
    first = today() - datetime.timedelta(days=row["days_ago"])
    states = list(Place.objects.filter(kind="state", code__in=row["states"]))
    roles = OrganisationRole.objects.filter(
        place__in=states, kind="central-authority-iib", organisation__isnull=False
    )
    entered = AgreementFields(
        title=row["title"], title_en=row["title_en"], our_party=organisation("socialstyrelsen"), states=states,
        parties=[one.organisation for one in roles.select_related("organisation") if one.organisation],
        about=row["about"], terms=row["terms"], valid_from=first,
        valid_to=first + datetime.timedelta(days=row["days"]) if row["days"] else None, dnr="", source=source,
        checked_on=today() - datetime.timedelta(days=60),
    )  # fmt: skip
    add_agreement(entered=entered, by=by)
