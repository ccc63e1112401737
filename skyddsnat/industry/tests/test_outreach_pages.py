"""The pages on workplaces to reach: who may, what is kept as typed, and numbers that equal the lists behind them."""

from __future__ import annotations

import datetime
import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast, begin
from skyddsnat.core.tests.tables import content_of
from skyddsnat.industry.models import Approach, Prospect
from skyddsnat.industry.outreach.coverage import coverage
from skyddsnat.industry.outreach.forms import OutreachFilter
from skyddsnat.industry.outreach.narrowing import known
from skyddsnat.industry.outreach.rules import Reach
from skyddsnat.industry.tests.company_cases import Workplace, a_company, an_activity
from skyddsnat.industry.tests.outreach_cases import (
    BOTKYRKA,
    STOCKHOLM,
    UMEA,
    a_contact,
    a_prospect,
    at_the_board,
    place,
)
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
LIST, MAP = "/bransch/uppsok/", "/bransch/uppsok/karta/"


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def begun(assignment: Assignment, cast: Cast) -> Activity:
    return begin(an_activity(assignment, cast), cast)


def a_year(cast: Cast) -> None:
    """Workplaces in three municipalities and trades, at every distance, and companies that joined by themselves."""
    for n, (where, sector, status) in enumerate(
        [
            (STOCKHOLM, "hotel", "new"), (STOCKHOLM, "hotel", "contacted"), (STOCKHOLM, "taxi", "declined"),
            (BOTKYRKA, "restaurant", "visited"), (BOTKYRKA, "hotel", "new"), (UMEA, "taxi", "booked"),
            (UMEA, "taxi", "new"),
        ],
        start=1,
    ):  # fmt: skip
        a_prospect(cast, n, place=place(where), sector=sector, status=status, responsible=cast.editor)
    a_contact(cast, Prospect.objects.get(name="Hotell 2"), status="declined")
    a_company(1)  # stands in the list as Hotell 1
    a_company(7, sites=[Workplace("Taxi 7", "taxi", UMEA), Workplace("Krog 7", "restaurant", UMEA)])
    a_company(20, sites=[Workplace("Hotell 20", "hotel", BOTKYRKA)])


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [("coordinator", 200, 200), ("editor", 200, 200), ("manager", 200, 403), ("auditor", 200, 403),
     ("regional", 200, 200), ("partner", 403, 403), ("economist", 403, 403), ("receiver", 403, 403),
     ("outsider", 403, 403)],
)  # fmt: skip
def test_who_may(cast: Cast, role: str, sees: int, changes: int) -> None:
    one = a_prospect(cast)
    approach = a_contact(cast, one)
    if role == "regional":
        at_the_board(cast)
    client = Client()
    client.force_login(getattr(cast, role))
    for where in (LIST, MAP, one.get_absolute_url(), f"{LIST}kontakter/", approach.get_absolute_url()):
        assert client.get(where).status_code == sees, where
    for where in (
        f"{LIST}ny/", f"{LIST}{one.pk}/andra/", f"{LIST}{one.pk}/ta-bort/", f"{LIST}valda/?p={one.pk}",
        f"{LIST}kontakter/ny/?p={one.pk}", f"{LIST}kontakter/{approach.pk}/ta-tillbaka/",
    ):  # fmt: skip
        assert client.get(where).status_code == changes, where


def test_a_board_sees_its_own_county_alone(cast: Cast) -> None:
    own, other = a_prospect(cast), a_prospect(cast, 2, place=place(UMEA))
    a_company(9, sites=[Workplace("Umehotellet", "hotel", UMEA)])
    both = a_contact(cast, own, other)
    client = Client()
    client.force_login(at_the_board(cast))
    assert client.get("/bransch/")["Location"] == LIST
    page = client.get(LIST).content.decode()
    assert "Hotell 1" in page
    assert "Hotell 2" not in page
    assert "Umehotellet" not in page
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(f"{LIST}{other.pk}/andra/").status_code == 404
    assert "Hotell 2" not in client.get(both.get_absolute_url()).content.decode()
    assert client.get(f"{LIST}kontakter/{both.pk}/ta-tillbaka/").status_code == 404
    assert client.get(f"{LIST}valda/?p={other.pk}")["Location"] == LIST
    assert "Umeå" not in client.get(MAP).content.decode()


@pytest.mark.parametrize(("county", "sector"), [("", ""), ("01", "hotel"), ("24", "hotel")])
def test_every_number_of_the_map_equals_its_list(
    cast: Cast, client: Client, county: str, sector: str
) -> None:
    a_year(cast)
    page = client.get(MAP, {"county": county, "sector": sector}).content.decode()
    numbers = set(re.findall(rf'<a href="{LIST}(\?[^"]*)?">(\d+)</a>', page))
    assert numbers or county == "24"
    for query, number in numbers:
        chosen = OutreachFilter(QueryDict(unescape(query)[1:]), user=cast.coordinator).chosen()
        assert known(cast.coordinator, chosen).count() == int(number), query
    query, number = max(numbers, key=lambda pair: int(pair[1]), default=("?q=ingen", "0"))
    listed = client.get(LIST + unescape(query)).context
    assert (listed["total"], len(listed["table"]["rows"])) == (int(number), int(number))


def test_the_figures_are_those_of_the_year(cast: Cast) -> None:
    a_year(cast)
    found = {
        (pk, sector): tuple(figures[reach] for reach in Reach.values)
        for (pk, sector), figures in coverage(cast.auditor).items()
    }
    stockholm, botkyrka, umea = (place(code).pk for code in (STOCKHOLM, BOTKYRKA, UMEA))
    assert found == {
        (stockholm, "hotel"): (2, 2, 1, 1), (stockholm, "taxi"): (1, 1, 0, 0),
        (botkyrka, "restaurant"): (1, 1, 1, 0), (botkyrka, "hotel"): (2, 1, 0, 1),
        (umea, "taxi"): (2, 2, 0, 1), (umea, "restaurant"): (1, 1, 0, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({"q": "hotell 2"}, ["Hotell 2", "Hotell 20"]), ({"q": "gatan 3"}, ["Hotell 3"]),
        ({"status": "joined", "sector": "taxi"}, ["Hotell 7"]), ({"status": "booked"}, ["Hotell 6"]),
        ({"reach": "visited"}, ["Hotell 2", "Hotell 4"]), ({"responsible": "none"}, []), ({"next": "due"}, []),
        ({"place": UMEA, "sector": "restaurant"}, ["Krog 7"]), ({"place": "9999", "q": "krog"}, ["Krog 7"]),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_its_address(cast: Cast, client: Client, chosen: dict, names: list) -> None:
    a_year(cast)
    table = client.get(LIST, chosen).context["table"]
    assert [row["cells"][0]["value"] for row in table["rows"]] == names


def test_the_list_is_fetched_as_a_file_with_every_row(cast: Cast, client: Client) -> None:
    a_year(cast)
    answer = client.get(LIST, {"format": "csv", "list": "arbetsplatser", "sector": "hotel"})
    lines = content_of(answer).decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[0] == "Arbetsplats"
    assert "Välj" not in lines[0]
    assert len(lines) == 1 + 5 - 1
    assert len(known(cast.auditor, {"sector": "hotel"})) == 4


def test_a_workplace_by_hand_and_what_was_typed_stays(cast: Cast, client: Client) -> None:
    where = f"{LIST}ny/"
    sent = {
        "number": "850709-9805", "name": "Hotell Fyren", "sector": "hotel", "place": BOTKYRKA, "status": "new",
        "address": "Storgatan 3",
    }  # fmt: skip
    page = client.post(where, sent).content.decode()
    assert "ser ut som ett personnummer" in page
    assert 'value="Storgatan 3"' in page
    made = client.post(where, sent | {"number": "556000-0001"}, follow=True)
    one = Prospect.objects.get()
    assert made.redirect_chain[-1][0] == one.get_absolute_url()
    again = client.post(where, sent | {"number": "5560000001"}).content.decode()
    assert "finns redan i listan" in again


def test_two_who_change_the_same_workplace(cast: Cast, client: Client) -> None:
    one = a_prospect(cast)
    where = f"{LIST}{one.pk}/andra/"
    form = client.get(where).context["form"]
    first = {name: form[name].value() or "" for name in form.fields}
    client.post(where, first | {"notes": "Den förste."})
    page = client.post(where, first | {"notes": "Den andre."})
    text = page.content.decode()
    assert "Den förste." in text
    assert "Den andre." in text
    told = page.context["form"]
    client.post(where, {name: told[name].value() or "" for name in told.fields})
    one.refresh_from_db()
    assert (one.notes, one.version) == ("Den andre.", 3)


def test_the_chosen_ones_are_shown_changed_and_sent_twice(cast: Cast, client: Client) -> None:
    rows = [a_prospect(cast, n) for n in range(1, 4)]
    assert "Kryssa för minst en" in client.get(f"{LIST}valda/", follow=True).content.decode()
    page = client.get(f"{LIST}valda/", {"p": [rows[0].pk, rows[1].pk], "sector": "hotel", "status": "new"})
    assert "Hotell 2" in page.content.decode()
    assert "Hotell 3" not in page.content.decode()
    hidden = page.context["hidden"]
    day = today() + datetime.timedelta(days=5)
    sent = hidden | {"status": "contacted", "next_on": day.isoformat(), "responsible": cast.editor.pk}
    answers = [client.post(f"{LIST}valda/", sent) for _n in range(2)]
    assert {answer["Location"] for answer in answers} == {f"{LIST}?sector=hotel&status=new"}
    assert list(Prospect.objects.order_by("pk").values_list("status", "version")) == [
        ("contacted", 2), ("contacted", 2), ("new", 1)
    ]  # fmt: skip
    assert "Välj något som ska ändras" in client.post(f"{LIST}valda/", hidden).content.decode()
    every = client.get(f"{LIST}valda/", {"which": "all", "q": "hotell", "sector": "hotel"})
    assert every.context["hidden"]["rows"].count(":") == 3


def test_a_contact_with_many_from_the_list_and_back(cast: Cast, client: Client, begun: Activity) -> None:
    rows = [a_prospect(cast, n) for n in range(1, 3)]
    where = f"{LIST}kontakter/ny/"
    page = client.get(where, {"p": [one.pk for one in rows]})
    form = page.context["form"]
    sent = page.context["hidden"] | {
        "kind": "talk", "day": today().isoformat(), "agreed": "De går kursen.", "activity": begun.pk,
        "once": form["once"].value(),
    }  # fmt: skip
    late = client.post(
        where, sent | {"day": (today() + datetime.timedelta(days=1)).isoformat()}
    ).content.decode()
    assert "inte varit än" in late
    assert "De går kursen." in late
    answers = {client.post(where, sent)["Location"] for _n in range(2)}
    approach = Approach.objects.get()
    assert answers == {approach.get_absolute_url()}
    assert Evidence.objects.filter(kind="company_met").count() == 2
    assert "Underlag nr" in client.get(rows[0].get_absolute_url()).content.decode()
    back = reverse("industry:approach-take-back", args=[approach.pk])
    assert client.post(back, {"why": ""}).status_code == 200
    client.post(back, {"why": "Fel företag."})
    assert "Tagen tillbaka" in client.get(approach.get_absolute_url()).content.decode()
    assert Evidence.objects.filter(kind="company_met").count() == 4
    assert client.get(back).status_code == 404 or Approach.objects.get().taken_back_at


def test_an_empty_list_says_what_to_do_first(cast: Cast, client: Client) -> None:
    page = client.get(LIST).content.decode()
    assert "Inga arbetsplatser i listan än" in page
    assert reverse("core:import_new", args=["prospects"]) in page
    assert "Inga arbetsplatser är kända än" in client.get(MAP).content.decode()
