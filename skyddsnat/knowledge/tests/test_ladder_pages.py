"""The ladder's pages: who opens what, what is narrowed, and what is kept when something is wrong."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skyddsnat.actors.api import add_contact
from skyddsnat.actors.models import Organisation
from skyddsnat.knowledge.ladder.actions import add_call, write_step
from skyddsnat.knowledge.ladder.steps import take_steps
from skyddsnat.knowledge.models import Call, Group, Method, Rung, Step
from skyddsnat.knowledge.waiting import calls_due
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
LADDER = "/kunskap/stegen/"
ONE = f"{LADDER}metod/orosanmalan/kommun-0180/"
OTHER = f"{LADDER}metod/orosanmalan/kommun-1280/"
DAY = datetime.date(2026, 4, 2)


@pytest.fixture
def decided(method, stockholm, cast):
    return write_step(
        organisation=stockholm, method=method, step=Step.DECIDED, group=Group.STAFF, day=DAY,
        reference="§ 41", by=cast.coordinator,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["coordinator", "editor", "manager", "auditor"])
def test_staff_read_the_ladder_of_the_whole_country(client, cast, decided, role):
    client.force_login(getattr(cast, role))
    page = client.get(LADDER, {"method": "orosanmalan"}).text
    assert "1 av 290 har tagit ett steg" in page.replace("\xa0", " ")
    assert client.get(ONE).status_code == 200
    assert client.get(f"{LADDER}ring/").status_code == 200
    writes = role in {"coordinator", "editor"}
    assert client.get(f"{ONE}steg/").status_code == (200 if writes else 403)
    assert client.get(f"{ONE}ring/").status_code == (200 if writes else 403)
    assert client.get(f"{LADDER}steg/{decided.pk}/ta-tillbaka/").status_code == (200 if writes else 404)


@pytest.mark.parametrize("role", ["economist", "partner", "receiver", "outsider"])
def test_others_do_not(client, cast, decided, role):
    client.force_login(getattr(cast, role))
    for address in (LADDER, ONE, f"{LADDER}ring/", f"{ONE}steg/", f"{ONE}ring/"):
        assert client.get(address).status_code == 403, address
    assert client.get(f"{LADDER}steg/{decided.pk}/ta-tillbaka/").status_code == 404


def test_visitors_sign_in_first(client, method):
    assert "/konto/" in client.get(LADDER)["Location"]


def test_a_county_coordinator_sees_her_own_county(client, lena, decided):
    client.force_login(lena)
    page = client.get(LADDER).text
    assert "1 av 26 har tagit ett steg" in page.replace("\xa0", " ")
    assert "Malmö" not in page
    assert "Malmö" not in client.get(LADDER, {"county": "12"}).text
    assert client.get(ONE).status_code == 200
    for address in (OTHER, f"{OTHER}steg/", f"{OTHER}ring/"):
        assert client.get(address).status_code == 404
    assert "Malmö" not in client.get(f"{LADDER}ring/", {"county": "12"}).text


def test_without_a_method_there_is_a_plain_word(client, cast):
    client.force_login(cast.coordinator)
    assert "Ingen metod än" in client.get(LADDER).text
    assert "Ingen metod än" in client.get(f"{LADDER}ring/").text
    assert client.get(ONE).status_code == 404


def test_what_cannot_be_chosen_falls_back(client, cast, method):
    client.force_login(cast.coordinator)
    for query in (
        {"method": "nothing"},
        {"county": "99"},
        {"kind": "court"},
        {"group": "x"},
        {"step": "clicked"},
    ):
        assert "0 av 290" in client.get(LADDER, query).text.replace("\xa0", " ")
    assert "0 av 21" in client.get(LADDER, {"kind": "county_board"}).text.replace("\xa0", " ")


def test_the_map_the_legend_and_the_table_tell_the_same(client, cast, decided):
    client.force_login(cast.coordinator)
    page = client.get(LADDER, {"county": "01", "step": "decided"}).text
    assert page.count("area step-decided") == 2  # on the map and in the legend
    assert page.count("area step-silent") == 26
    assert page.count('<tr role="row" class="has-link">') == 1
    leaders = client.get(LADDER, {"county": "01", "group": "leaders"}).text
    assert leaders.count("area step-silent") == 27


def test_the_file_has_the_day_of_every_step(client, cast, decided):
    client.force_login(cast.coordinator)
    content = b"".join(client.get(LADDER, {"format": "csv", "list": "stegen"}).streaming_content).decode()
    row = next(line for line in content.splitlines() if line.startswith("Stockholms kommun"))
    assert row.split(";")[1:] == ["0180", "Stockholms län", "4", "", "", "", "2026-04-02", "", "", ""]


def test_the_pages_ask_as_much_for_sixty_as_for_one(client, cast, decided, method):
    client.force_login(cast.coordinator)

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = [asked(LADDER), asked(f"{LADDER}ring/")]
    some = list(Organisation.objects.filter(kind="municipality")[:60])
    for step in (Step.REACHED, Step.OPENED, Step.ASSESSED):
        take_steps(organisations=some, method=method, step=step, day=DAY, by=cast.coordinator)
    for one in some:
        add_call(organisation=one, method=method, outcome="talked", by=cast.coordinator)
    assert [asked(LADDER), asked(f"{LADDER}ring/")] == few
    assert max(few) < 25


def test_ten_methods_ask_as_much_as_one(client, cast, lena, method):
    every = list(Organisation.objects.filter(kind="municipality"))
    pages = [f"{LADDER}?county=01", f"{LADDER}ring/?county=01", ONE, "/kunskap/skattning/"]

    def asked(user):
        client.force_login(user)
        client.get(pages[0])
        counts = []
        for address in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    def spread(one):
        rungs = [Rung(organisation=each, method=one, step=Step.REACHED, day=DAY) for each in every]
        Rung.objects.bulk_create(rungs)

    spread(method)
    one = asked(cast.coordinator), asked(lena)
    for number in range(9):
        spread(Method.objects.create(code=f"metod-{number}", name=f"Metod {number}"))
    assert Rung.objects.count() == 2_900
    assert (asked(cast.coordinator), asked(lena)) == one


def test_writing_a_decision_needs_its_number_and_keeps_what_was_typed(client, cast, method, stockholm):
    client.force_login(cast.coordinator)
    typed = {"step": "decided", "group": "staff", "day": "2026-04-02", "reference": "", "seen": "0"}
    wrong = client.post(f"{ONE}steg/", typed).text
    assert "Skriv beslutets nummer" in wrong
    assert 'value="2026-04-02"' in wrong
    assert client.post(f"{ONE}steg/", typed | {"reference": "SN 2026/14 § 41"})["Location"] == ONE
    rung = Rung.objects.get()
    assert (rung.step, rung.reference, rung.by) == ("decided", "SN 2026/14 § 41", cast.coordinator)
    page = client.get(ONE).text
    assert "SN 2026/14 § 41" in page
    assert "Coordinator" in page


def test_the_second_writer_is_shown_what_the_first_wrote(client, lena, decided):
    client.force_login(lena)
    typed = {"step": "decided", "group": "staff", "day": "2026-04-09", "reference": "§ 52", "seen": "0"}
    page = client.post(f"{ONE}steg/", typed).text
    assert "§ 41" in page
    assert "§ 52" in page
    assert f'value="{decided.pk}"' in page
    client.post(f"{ONE}steg/", typed | {"seen": str(decided.pk)})
    assert Rung.objects.count() == 2


def test_taking_back_asks_why(client, cast, decided):
    client.force_login(cast.coordinator)
    address = f"{LADDER}steg/{decided.pk}/ta-tillbaka/"
    assert "Skriv varför" in client.post(address, {"reason": ""}).text
    assert client.post(address, {"reason": "Fel kommun."})["Location"] == ONE
    assert not Rung.objects.exists()
    assert client.post(address, {"reason": "Fel kommun."}).status_code == 404


def test_a_call_is_written_and_the_list_follows(client, lena, method, stockholm):
    add_contact(
        organisation=stockholm, function="Växeln", name="", email="", phone="08-123 45", source="Webben",
        checked_on=DAY, by=lena,
    )  # fmt: skip
    client.force_login(lena)
    tomorrow = today() + datetime.timedelta(days=1)
    typed = {"outcome": "promised", "day": today().isoformat(), "note": "Ring efter nämnden.", "next_on": ""}
    wrong = client.post(f"{ONE}ring/", typed | {"next_on": today().isoformat()}).text
    assert "Nästa kontakt måste vara en dag efter" in wrong
    assert "Ring efter nämnden." in wrong
    client.post(f"{ONE}ring/", typed | {"next_on": tomorrow.isoformat()})
    call = Call.objects.get()
    assert call.next_on == tomorrow
    page = client.get(f"{LADDER}ring/", {"page": "2"}).text  # last, since its day has not come
    assert 'href="tel:0812345"' in page
    assert "Ring efter nämnden." in page
    assert "Regional" in page
    assert client.get(f"{LADDER}samtal/{call.pk}/ta-bort/").status_code == 200
    client.post(f"{LADDER}samtal/{call.pk}/ta-bort/")
    assert not Call.objects.exists()


def test_without_a_map_the_table_has_the_whole_width(client, cast, method):
    client.force_login(cast.coordinator)
    assert "ladder-grid" in client.get(LADDER).text
    assert "ladder-grid" not in client.get(LADDER, {"kind": "region"}).text


def test_many_calls_on_the_same_day_are_one_line_of_the_desk(cast, method):
    some = list(Organisation.objects.filter(kind="municipality")[:6])
    day = today() - datetime.timedelta(days=9)
    given = {"method": method, "outcome": "talked", "day": day, "by": cast.coordinator}
    for one in some[:5]:
        add_call(organisation=one, next_on=today() - datetime.timedelta(days=1), **given)
    assert [task.label for task in calls_due(cast.coordinator)] == [f"Ring {one}" for one in some[:5]]
    add_call(organisation=some[5], next_on=today(), **given)
    (task,) = calls_due(cast.coordinator)
    assert (task.label, task.due) == ("Ring 6 organisationer", today() - datetime.timedelta(days=1))
    assert task.url == f"{LADDER}ring/?method=orosanmalan"


def test_nobody_takes_away_another_s_call(client, cast, method, stockholm, lena):
    call = add_call(organisation=stockholm, method=method, outcome="talked", by=lena)
    client.force_login(cast.coordinator)
    assert client.post(f"{LADDER}samtal/{call.pk}/ta-bort/").status_code == 404
    assert Call.objects.exists()
