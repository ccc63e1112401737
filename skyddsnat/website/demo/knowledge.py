"""The library in use: its two methods on an activity, a draft that others read, and what a partner contributes."""

from __future__ import annotations

import datetime
import uuid

from skyddsnat.actors.api import organisations_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import (
    LibraryPage,
    Told,
    entries_for,
    load_library,
    make_link,
    say,
    send_contribution,
    tie_method,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today

METHODS = ("orosanmalan", "samtal-med-barn")
REVIEWED = "rutin-pa-arbetsplatsen"
OPEN = datetime.timedelta(days=30)


def build_library(assignment: Assignment, people: dict[str, User]) -> None:
    """Tie the methods to the first activity on the first clause, which makes them evidence."""
    load_library()
    activity = Activity.objects.filter(assignment=assignment, clauses__number="1").order_by("number").first()
    pages = {page.slug: page for page in entries_for(people["editor"]).filter(locale__language_code="sv")}
    for code in METHODS:
        tie_method(page=pages[code], activity=activity, by=people["coordinator"])
    _let_others_read(pages[REVIEWED], people)
    _contribute(people)


def _let_others_read(page: LibraryPage, people: dict[str, User]) -> None:
    made = make_link(
        page=page,
        purpose="En hotellkedja läser rutinen",
        expires_on=today() + OPEN,
        by=people["editor"],
        once=uuid.uuid4(),
    )
    say(
        link=made.link,
        text="Steg två är det viktigaste hos oss. Skriv att nattportieren också får ringa själv.",
        name="Säkerhetsansvarig",
        once=uuid.uuid4(),
    )


def _contribute(people: dict[str, User]) -> None:
    partner = people["partner"]
    organisation = organisations_of(partner, today()).first()
    if organisation is None:
        return
    send_contribution(
        told=Told(
            kind="experience",
            title="Vi ringer alltid två",
            audiences=["social", "school"],
            situation="Skolan är orolig för en elev och vet inte om det räcker för en anmälan.",
            did=(
                "Vi bestämde att den som är orolig alltid ringer tillsammans med en kollega, samma dag.\n\n"
                "Kollegan skriver medan den andra talar. Chefen får veta efteråt, inte före."
            ),
            came=(
                "Fler anmälningar gjordes samma dag. Det som inte fungerade var loven, då ingen visste vem som var "
                "kollega."
            ),
        ),
        organisation=organisation,
        once=uuid.uuid4(),
        by=partner,
    )
