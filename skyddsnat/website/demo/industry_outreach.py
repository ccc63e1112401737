"""Workplaces to reach in the demonstration: a table that was taken in, and a year of contacts with them."""

from __future__ import annotations

import csv
import datetime
import io
import random
import uuid

from skyddsnat.actors.api import municipalities
from skyddsnat.core.api import import_kinds, load_import, upload_import
from skyddsnat.core.models import User
from skyddsnat.industry.api import Change, ContactTaken, Prospect, change_prospects, take_contact
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.identifying import luhn_holds

SEED = 50
COUNTIES = ("01", "03", "12", "14", "24")
NAMES = {"Hotell": ("Hotell", "Vandrarhem", "Pensionat"), "Taxi": ("Taxi",), "Restaurang": ("Krog", "Bar")}
WORDS = ("Eken", "Linden", "Fyren", "Aspen", "Havet", "Ljung", "Norrsken", "Kronan", "Parken", "Bryggan")
AGREED = (
    "De vill ha checklistor till nattpersonalen.", "Chefen tar upp utbildningen på nästa arbetsplatsträff.",
    "De ansluter sig efter sommaren.", "De undrar hur lång utbildningen är.",
)  # fmt: skip
JOINED = ("9999000103", "Demobolaget Hotell Fyren AB", "Hotell", "0180")  # has joined by itself


def build_outreach(running: Assignment, people: dict[str, User]) -> None:
    """About two hundred workplaces in five counties; what is proven is on the last activity that has begun."""
    chance, by = random.Random(SEED), people["coordinator"]  # noqa: S311 - made-up data, the same every time
    source = upload_import(
        kind=import_kinds.kind_named("prospects"), subject="", content=_table(chance),
        name="arbetsplatser-demonstration.csv", by=by,
    )  # fmt: skip
    load_import(source=source, by=by)
    activity = running.activities.exclude(started_on=None).order_by("-number")[0]
    rows = list(Prospect.objects.filter(imported_in=source).order_by("pk"))
    _contacts(rows, activity, by, chance)
    _gathering(rows, activity, by, chance)
    _plan(rows[:40], people, chance)


def _table(chance: random.Random) -> bytes:
    """The numbers begin with 9999, which no register gives out."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    write.writerow(["Organisationsnummer", "Namn", "Slag", "Kommun", "Adress", "Anteckningar"])
    write.writerow([*JOINED, "", "Demonstration"])
    places = [one for one in municipalities() if one.parent and one.parent.code in COUNTIES]
    for n in range(200):
        sector = chance.choices(list(NAMES), weights=(5, 2, 4))[0]
        place = chance.choice(places)
        name = f"Demo {chance.choice(NAMES[sector])} {chance.choice(WORDS)} {place.name}"
        street = f"Demogatan {1 + n % 90}, {place.name}"
        write.writerow([_number(n), name, sector, place.code, street, "Demonstration"])
    return out.getvalue().encode()


def _number(n: int) -> str:
    nine = f"99991{n:04}"
    return next(f"{nine}{digit}" for digit in range(10) if luhn_holds(f"{nine}{digit}"))


def _contacts(rows: list[Prospect], activity: Activity, by: User, chance: random.Random) -> None:
    for one in chance.sample(rows, 45):
        kind = chance.choice(["visit", "call", "call", "talk"])
        day = max(activity.started_on or today(), today() - datetime.timedelta(days=chance.randrange(1, 60)))
        status = chance.choice(["", "", "", "booked", "declined"]) if kind == "call" else ""
        contact = ContactTaken(
            kind, day, chance.choice(AGREED), None if kind == "call" else activity, status,
            None if status == "declined" else today() + datetime.timedelta(days=chance.randrange(-3, 40)),
        )  # fmt: skip
        once = uuid.UUID(int=chance.getrandbits(128))
        take_contact(prospects=[one.pk], contact=contact, once=once, by=by)


def _gathering(rows: list[Prospect], activity: Activity, by: User, chance: random.Random) -> None:
    taxis = [one.pk for one in rows if one.sector == "taxi"][:12]
    day = max(activity.started_on or today(), today() - datetime.timedelta(days=20))
    contact = ContactTaken("meeting", day, "Branschträff: alla får en affisch med koden.", activity)
    take_contact(prospects=taxis, contact=contact, once=uuid.UUID(int=chance.getrandbits(128)), by=by)


def _plan(rows: list[Prospect], people: dict[str, User], chance: random.Random) -> None:
    """Some are given to a colleague, with a day."""
    versions = dict(Prospect.objects.filter(pk__in=[one.pk for one in rows]).values_list("pk", "version"))
    for role, ids in (("coordinator", list(versions)[:25]), ("editor", list(versions)[25:])):
        day = today() + datetime.timedelta(days=chance.randrange(5, 20))
        chosen = {pk: versions[pk] for pk in ids}
        change_prospects(
            chosen=chosen, change=Change(next_on=day, responsible=people[role]), by=people["coordinator"]
        )
