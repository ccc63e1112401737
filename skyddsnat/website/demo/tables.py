"""Tables taken in during the demonstration: attendance that was loaded, and contacts that somebody has begun with."""

from __future__ import annotations

import csv
import datetime
import io

from skyddsnat.core.api import import_kinds, load_import, upload_import
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

PLACES = ("Botkyrka", "Haninge", "Huddinge", "Sigtuna", "Solna", "Täby")


def load_tables(assignment: Assignment, people: dict[str, User]) -> None:
    """One finished import and one with faults that waits for the coordinator."""
    coordinator = people["coordinator"]
    finished = upload_import(
        kind=import_kinds.kind_named("attendance"), subject=assignment.slug, content=_attendance(),
        name="narvaro-demonstration.csv", by=coordinator,
    )  # fmt: skip
    load_import(source=finished, by=coordinator)
    upload_import(
        kind=import_kinds.kind_named("contacts"), subject="", content=_contacts(), name="kontakter-demonstration.csv",
        by=coordinator,
    )  # fmt: skip


def _attendance() -> bytes:
    rows = [["Datum", "Insats", "Slag", "Antal deltagare", "Kommun", "Ärendenummer"]]
    for n, place in enumerate(PLACES):
        day = today() - datetime.timedelta(days=20 - 2 * n)
        rows.append([day.isoformat(), "2", "Anställd i branschen utbildad", str(8 + 3 * n), place, "DEMO"])
    return _separated(rows)


def _contacts() -> bytes:
    """The third row names an organisation that is not in the register, and the fourth cannot be reached."""
    return _separated([
        ["Organisation", "Funktion", "E-post", "Telefon", "Källa", "Kontrollerad den"],
        ["Socialstyrelsen", "Registrator (demo)", "registrator@demo.example", "", "Demonstration", "2014-05-06"],
        ["Botkyrka kommun", "Socialjour (demonstration)", "", "08-000 00 00", "Demonstration", "6 maj 2014"],
        ["Exempelmyndigheten", "Växel (demonstration)", "vaxel@demo.example", "", "Demonstration", "2014-05-06"],
        ["Barnombudsmannen", "Utredare (demonstration)", "", "", "Demonstration", "2014-05-06"],
    ])  # fmt: skip


def _separated(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()
