"""The start page: groups, what is put aside, what each role meets, and that nobody moves another's things."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction

from skyddsnat.core import waiting
from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import AuditEntry, PutAside
from skyddsnat.shared.dates import today
from skyddsnat.website.demo.running import ask_for_money, running_assignment
from skyddsnat.website.desk import SHOWN
from skyddsnat.website.tests.test_pages import browser, home, text

pytestmark = pytest.mark.django_db


def day(distance: int) -> datetime.date:
    return today() + datetime.timedelta(days=distance)


@pytest.fixture
def things(monkeypatch):
    """What waits for everybody, as a room would tell it."""
    found = [
        Task(Why.SILENT, "Tyst sak", "/t/", "Tyst", since=day(-40), hint="Ring dem.", key="t"),
        Task(Why.WAITING, "Väntande sak", "/v/", "Godkänn", about="Uppdraget", key="v"),
        Task(Why.LATE, "Sen sak", "/s/", "Försenad", due=day(-3), key="s"),
    ]
    monkeypatch.setattr(waiting, "_FINDERS", {"test": lambda user: found})
    return found


def put(user, task: str, **when):
    return browser(user).post("/senare/", {"task": task, **when}, follow=True)


def order(page: str, *words: str) -> bool:
    places = [page.index(word) for word in words]
    return places == sorted(places)


def test_the_groups_stand_in_order_with_counts(cast, things):
    page = home(cast.coordinator)
    assert order(
        page, "Försenat", "Sen sak", "Väntar på dig", "Väntande sak", "Tyst", "Tyst sak", "Ring dem."
    )
    assert re.search(r'Försenat <span class="count">1</span>', page)
    assert "Snart dags" not in page
    assert "(3 dagar sent)" in page
    assert "Inget väntar på dig just nu." not in page


def test_nothing_to_do_is_said_calmly(cast, things, assignment):
    things.clear()
    for user in (cast.coordinator, cast.partner):
        assert "Inget väntar på dig just nu." in home(user)


def test_a_long_group_folds_its_end(cast, things):
    things[:] = [Task(Why.WAITING, f"Sak {n:02}", "/x/", "Gör", key=str(n)) for n in range(SHOWN + 5)]
    page = home(cast.coordinator)
    assert order(page, f"Sak {SHOWN - 1:02}", "Visa 5 till", f"Sak {SHOWN:02}")


def test_a_thing_is_put_aside_is_still_there_and_comes_back(cast, things):
    page = text(put(cast.coordinator, "test:v", until=day(7).isoformat()))
    assert "Undanlagt till" in page
    assert order(page, "Ångra", "Försenat", 'Undanlagt <span class="count">1', "Ta tillbaka")
    assert 'href="/v/"' in page
    assert "Väntar på dig" not in page
    assert "Väntar på dig" in home(cast.manager)  # each has their own
    row = PutAside.objects.get()
    back = browser(cast.coordinator).post(f"/senare/{row.pk}/nu/", follow=True)
    assert "tillbaka på din startsida" in text(back)
    assert "Väntar på dig" in text(back)
    verbs = AuditEntry.objects.filter(verb__startswith="task.").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["task.put_aside", "task.taken_back"]


def test_on_its_day_it_is_back(cast, things):
    put(cast.coordinator, "test:v", day=day(1).isoformat())
    assert "Väntar på dig" not in home(cast.coordinator)
    PutAside.objects.update(until=today())
    assert "Väntar på dig" in home(cast.coordinator)


def test_what_is_late_cannot_be_put_aside_and_what_becomes_late_comes_back(cast, things):
    assert "försenat och kan inte läggas undan" in text(
        put(cast.coordinator, "test:s", until=day(7).isoformat())
    )
    put(cast.coordinator, "test:v", until=day(7).isoformat())
    things[1] = Task(Why.LATE, "Väntande sak", "/v/", "Försenad", due=day(-1), key="v")
    page = home(cast.coordinator)
    assert re.search(r'Försenat <span class="count">2</span>', page)
    assert "Ta tillbaka" not in page


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({}, "Välj vilken dag"),
        ({"day": "i morgon"}, "Välj vilken dag"),
        ({"day": "2014-01-01"}, "inte har kommit än"),
        ({"day": "2099-01-01"}, "inom ett år"),
    ],
)
def test_a_day_that_means_nothing_is_told(cast, things, when, said):
    assert said in text(put(cast.coordinator, "test:v", **when))
    assert not PutAside.objects.exists()


def test_twice_is_once_and_what_is_not_mine_is_nothing(cast, things):
    for distance in (7, 9):
        put(cast.coordinator, "test:v", until=day(distance).isoformat())
    row = PutAside.objects.get()
    assert row.until == day(9)
    assert browser(cast.manager).post(f"/senare/{row.pk}/nu/").status_code == 404
    assert "redan gjort" in text(put(cast.coordinator, "test:okänd", until=day(7).isoformat()))
    with pytest.raises(IntegrityError), transaction.atomic():
        PutAside.objects.create(user=cast.coordinator, task="test:v", until=day(1))


def test_reading_changes_nothing(cast, things):
    browser(cast.coordinator).get("/senare/")
    assert browser(cast.coordinator).get("/senare/").status_code == 405
    assert browser().post("/senare/", {"task": "test:v"}).status_code == 302
    assert not PutAside.objects.exists()


# --- the demonstration's own assignment, as each role meets it ---


@pytest.fixture
def running(cast, assignment):
    people = {role: getattr(cast, role) for role in ("coordinator", "economist", "manager")}
    made = running_assignment(assignment, people)
    ask_for_money(made, people)
    return made


def groups(user) -> dict[str, set[str]]:
    found = browser(user).get("/").context["groups"]
    return {
        g.why.value: {t.label for t in g.tasks if t.about.startswith("Metodstöd och arbetsplatser")}
        for g in found
    }


def test_the_demonstration_shows_every_group_to_somebody(cast, running):
    coordinator, manager = groups(cast.coordinator), groups(cast.manager)
    assert coordinator["late"] == {"Rekvirera medlen", "Samtal med unga om metodstödet"}
    assert coordinator["due"] >= {"Övningar för hotell och taxi", "Ny checklista för restauranger"}
    assert coordinator["silent"] == {"Intervjuer med socialtjänsten"}
    assert manager["waiting"] == {"Rekvisition", "Samtal med unga om metodstödet"}
    assert groups(cast.economist)["silent"] == {"Verifikationer från bokföringen"}
    assert groups(cast.editor)["due"] == {"Lämna delredovisning"}
    assert groups(cast.auditor) == {}


def test_an_auditor_is_shown_what_was_issued_and_where_to_begin(cast, running):
    page = home(cast.auditor)
    assert order(
        page,
        "Utfärdat nyligen",
        "Inga handlingar är utfärdade än.",
        "Börja granska här",
        "Det som hänger löst",
    )
    assert f"/uppdrag/{running.slug}/text/?visa=lost" in page
    assert "Börja granska här" not in home(cast.coordinator)


def test_assignments_are_cards_with_what_comes_next(cast, running):
    page = home(cast.coordinator)
    assert order(page[page.index("Härnäst:") :], "Rekvirera medlen", "0 av 4 saker är lämnade")
    assert "0 kr av 1 200 000 kr" in page
    assert "Avslutade uppdrag" not in page
