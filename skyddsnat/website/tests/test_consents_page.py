"""Staff see who has said yes to the authority that takes over, and nothing of what they keep."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from python_calamine import CalamineWorkbook

from skyddsnat.core.models import AuditEntry, User
from skyddsnat.core.tests.tables import content_of
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today
from skyddsnat.tips import api as tips
from skyddsnat.tips.models import SuccessorConsent
from skyddsnat.website.handover.access import standings_for
from skyddsnat.website.handover.showing import silent_in
from skyddsnat.website.tests.handed_files import marks_of_house, marks_of_keys, marks_of_team
from skyddsnat.website.tests.handing_on import SOON, Planted, person, team_says_yes

ADDRESS = "/lamna-over/"
MAY = {"coordinator", "manager"}
ROLES = (
    "coordinator", "manager", "editor", "economist", "receiver", "caseworker", "partner", "regional", "auditor",
    "outsider",
)  # fmt: skip


def browser(user: User, language: str = "sv") -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = language
    return client


def rows(client: Client) -> list[list[str]]:
    """The cells of the page's table, a note after the name it belongs to."""
    page = html.document_fromstring(client.get(ADDRESS).content)
    return [
        [" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("./td|./th")]
        for row in page.xpath("//table/tbody/tr")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_who_may(cast: Any, role: str) -> None:
    user = getattr(cast, role)
    may = role in MAY
    assert browser(user).get(ADDRESS).status_code == (200 if may else 403)
    assert browser(user).get(ADDRESS, {"format": "csv", "list": "table"}).status_code == (200 if may else 403)
    assert bool(standings_for(user)) == may


@pytest.mark.django_db
def test_somebody_who_has_not_signed_in_is_asked_to() -> None:
    assert reverse("account_login") in Client().get(ADDRESS).url


@pytest.mark.django_db
def test_an_empty_list_says_how_one_is_asked_for(cast: Any) -> None:
    for language, words in (
        ("sv", ("Ingen har sagt ja", "Be varje lag att öppna Lag och nycklar")),
        ("en", ("Nobody has said yes", "Ask each team to open Teams and keys")),
    ):
        page = browser(cast.manager, language).get(ADDRESS).content.decode()
        assert [one for one in words if one not in page] == []
        assert "<table" not in page


def test_those_who_have_said_yes_are_listed(planted: Planted) -> None:
    lead = person("leder", "manager")
    said = SuccessorConsent.objects.get(receiver=planted.going.receiver)
    successor, house = said.successor.name, planted.going.receiver.organisation.name
    found = rows(browser(lead))
    assert len(found) == 3
    first = next(row for row in found if row[0] == f"Lag norr {house}")
    assert first[1:3] == ["Tips Lagets alla tips, med svar och nycklar", successor]
    assert (str(said.until.year) in first[4], first[5]) == (True, "Gäller")
    of_cases = next(row for row in found if row[1].startswith("Ärenden om barn "))
    assert (of_cases[0], of_cases[2], of_cases[5]) == ("Myndigheten hemma", successor, "Gäller")
    english = rows(browser(lead, "en"))
    assert [row[1].split(" All ")[0] for row in english] == ["Tips", "Tips", "Cases about children"]
    assert english[0][1:2] + english[0][5:] == ["Tips All of the team's tips, with answers and keys", "Valid"]


def test_nothing_of_what_they_keep_and_nobody_else_is_on_the_page(planted: Planted) -> None:
    page = browser(person("leder", "coordinator")).get(ADDRESS).content.decode()
    forbidden = marks_of_team(planted.staying) | marks_of_team(planted.going) | marks_of_house(planted.other)
    forbidden |= marks_of_house(planted.home) | marks_of_keys(planted.abroad)
    forbidden = {mark for mark in forbidden if len(mark) > 4}
    assert len(forbidden) > 30
    assert [mark for mark in forbidden if mark in page] == []
    people = [*planted.going.members, *planted.home.people, *planted.other.people]
    assert [one.name for one in people if one.name in page] == []
    assert planted.other.organisation.name not in page  # it has cases, and has not said so here
    assert planted.abroad.organisation.name not in page
    assert "2 organisationer med ärenden eller nycklar" in page


def stages(user: User) -> dict[str, str]:
    """Which team → how its yes stands."""
    return {row[0].split()[1]: row[5] for row in rows(browser(user)) if row[1].startswith("Tips ")}


def test_each_stage_is_told(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    lead, going = person("leder", "manager"), planted.going
    successor = SuccessorConsent.objects.get(receiver=going.receiver).successor
    tips.take_back_yes(receiver=going.receiver, by=going.members[0])
    assert stages(lead) == {"soder": "Gäller"}
    assert silent_in(standings_for(lead)).teams == 1
    tips.say_yes(receiver=going.receiver, successor=successor, until=today() + SOON, by=going.members[0])
    assert stages(lead) == {"soder": "Gäller", "norr": "Väntar på en kollega"}
    assert silent_in(standings_for(lead)).teams == 0
    tips.take_back_yes(receiver=going.receiver, by=going.members[0])
    team_says_yes(going)
    assert stages(lead) == {"soder": "Gäller", "norr": "Gäller"}
    later = today() + SOON + datetime.timedelta(days=1)
    monkeypatch.setattr("skyddsnat.mandate.handing_on.actions.today", lambda: later)
    assert stages(lead) == {"soder": "Tiden är ute", "norr": "Tiden är ute"}


def test_the_list_is_a_file_with_real_days(planted: Planted) -> None:
    client = browser(person("leder", "manager"))
    said = SuccessorConsent.objects.get(receiver=planted.going.receiver)
    text = content_of(client.get(ADDRESS, {"format": "csv", "list": "table"})).decode("utf-8-sig")
    heading, *found = csv.reader(io.StringIO(text), delimiter=";")
    assert heading == [
        "Vem", "Del", "Till vem", "Sa ja", "Gäller till och med", "Läge", "Organisation", "Omfattar",
    ]  # fmt: skip
    first = next(row for row in found if row[0] == "Lag norr")
    assert (first[1], first[7]) == ("Tips", "Lagets alla tips, med svar och nycklar")
    assert first[3:6] == [today().isoformat(), said.until.isoformat(), "Gäller"]
    assert first[6] == planted.going.receiver.organisation.name
    sheet = content_of(client.get(ADDRESS, {"format": "xlsx", "list": "table"}))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert next(row for row in book if row[0] == "Lag norr")[4] == said.until
    assert not AuditEntry.objects.filter(verb="export.made").exists()  # it tells of no person


def test_it_is_found_from_the_closing_of_an_assignment(demo: Assignment) -> None:
    address = reverse("reporting:closing", args=[demo.slug])
    for role, sees in (("manager", True), ("coordinator", True), ("auditor", False), ("editor", False)):
        client = browser(User.objects.filter(is_demo=True, roles__code=role).order_by("pk")[0])
        assert (f'href="{ADDRESS}"' in client.get(address).content.decode()) == sees, role
        found = client.post(reverse("website:search"), {"q": "lämna över"}, follow=True).content.decode()
        assert (f'href="{ADDRESS}"' in found) == sees, role


def test_the_demonstration_has_one(demo: Assignment) -> None:
    manager = User.objects.filter(is_demo=True, roles__code="manager")[0]
    page = browser(manager).get(ADDRESS).content.decode()
    assert "Demonstrationsmyndigheten som tar över" in page
    (row,) = rows(browser(manager))
    assert (row[1].split()[0], row[5]) == ("Tips", "Gäller")
    (english,) = rows(browser(manager, "en"))
    assert "The demonstration's regional coordinators" in english[0]
    assert english[2] == "Demonstration authority that takes over"
