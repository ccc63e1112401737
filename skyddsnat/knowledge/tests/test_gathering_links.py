"""What a personal link does when it is too late or sent twice, and what may not be written in a registration."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from skyddsnat.conftest import Cast
from skyddsnat.knowledge.gatherings.access import organisation_called
from skyddsnat.knowledge.gatherings.actions import call_off, change_gathering, write_results
from skyddsnat.knowledge.gatherings.keys import (
    key_to_certificate,
    key_to_evaluation,
    key_to_registration,
)
from skyddsnat.knowledge.gatherings.questions import LEVELS
from skyddsnat.knowledge.gatherings.registering import cancel_registration
from skyddsnat.knowledge.models import EvaluationComment, Gathering, GatheringLetter, Registration
from skyddsnat.knowledge.tests.gathering_cases import CITY, a_gathering, come, held, names
from skyddsnat.mandate.models import Activity, Assignment

pytestmark = pytest.mark.django_db
HERE = "/kunskap/traffar/"


@pytest.fixture
def coming(begun: Activity, cast: Cast) -> Gathering:
    return a_gathering(begun, cast, capacity=1)


def typed(*people: str, **changed: str) -> dict[str, str]:
    return {
        "organisation": CITY, "contact_name": "Åsa", "contact_email": "asa@example.org", "language": "sv",
        "together": "split", "once": str(uuid.uuid4()), "version": "1",
        **{f"row_{n}_name": name for n, name in enumerate(people)}, **changed,
    }  # fmt: skip


def link_to(registration: Registration) -> str:
    return f"{HERE}min/{key_to_registration(registration)}/"


def test_a_cancelled_registration_is_not_asked_about_again_and_leads_on(
    client: Client, coming: Gathering
) -> None:
    mine = come(coming, "Bo")
    link = link_to(mine)
    assert "1 person avbokas" in client.get(f"{link}avboka/").text
    assert "traff.ics" in client.get(link).text
    cancel_registration(registration=mine)
    assert "traff.ics" not in client.get(link).text
    for path in ("avboka/", "andra/"):
        page = client.get(f"{link}{path}", follow=True)
        assert page.redirect_chain == [(link, 302)]
        assert "Anmälan är avbokad. Gör en ny" in page.text
    assert "Anmäl er igen" in client.get(link).text
    Gathering.objects.update(closes_on=timezone.now().date() - datetime.timedelta(days=3))
    assert "Anmäl er igen" not in client.get(link).text


def test_a_gathering_that_is_called_off_or_begun_is_not_changed(
    client: Client, coming: Gathering, begun: Activity, cast: Cast
) -> None:
    link = link_to(come(coming, "Bo"))
    call_off(gathering=coming, by=cast.coordinator)
    assert "Träffen är inställd" in client.get(f"{link}avboka/", follow=True).text
    late = link_to(come(a_gathering(begun, cast, days=-2), "Eva"))
    assert "Träffen har börjat" in client.get(f"{late}andra/", follow=True).text


def test_the_same_change_sent_twice_is_one(client: Client, coming: Gathering) -> None:
    link = link_to(come(coming, "Bo"))
    sent = typed("Eva", "Kim", row_0_email="eva@example.org")
    first = client.post(f"{link}andra/", sent, follow=True)
    assert "Anmälan är sparad. 1 står på väntelistan." in first.text
    assert client.post(f"{link}andra/", sent).status_code == 302
    assert names(coming) == ["Eva", "Kim"]
    assert GatheringLetter.objects.filter(kind="received").count() == 2  # registered, changed
    assert "Någon annan har sparat" in client.post(f"{link}andra/", typed("Ola")).text


def test_the_staff_save_twice_and_are_not_told_of_themselves(coming: Gathering, cast: Cast) -> None:
    for _twice in range(2):
        changed = change_gathering(gathering=coming, version=1, title="Ny rubrik", by=cast.editor)
    assert (changed.title, changed.version) == ("Ny rubrik", 2)
    for _twice in range(2):
        written = write_results(gathering=coming, version=2, text="En rutin. ", by=cast.editor)
    assert (written.results, written.version) == ("En rutin.", 3)


@pytest.mark.parametrize("field", ["organisation", "contact_name", "row_0_name"])
def test_no_link_is_sent_on_in_a_name(client: Client, coming: Gathering, field: str) -> None:
    page = client.post(f"{HERE}{coming.pk}/anmal/", typed("Bo") | {field: "Vinn på WWW.example.org"})
    assert "Skriv bara namnet, ingen webbadress." in page.text
    assert not Registration.objects.exists()


@pytest.mark.parametrize("name", ["umeå", "Umeå stad", "Umeå kommun ", "UMEÅ KOMMUN"])
def test_a_municipality_is_known_by_its_place(begun: Activity, name: str) -> None:
    found = organisation_called(name)
    assert found is not None
    assert found.name == CITY
    assert organisation_called("Stockholms stad") == organisation_called("stockholm")
    assert organisation_called("En förening") is None


def test_a_certificate_that_is_not_ready_says_so(client: Client, begun: Activity, cast: Cast) -> None:
    past = a_gathering(begun, cast, days=-2)
    mine = come(past, "Bo")
    held(past, cast, "Bo")
    Assignment.objects.update(dnr="")
    person = mine.participants.get()
    personal = client.get(f"{HERE}intyg/{key_to_certificate(person)}/")
    assert (personal.status_code, "Intyget är inte klart än" in personal.text) == (409, True)
    own = client.get(f"{link_to(mine)}intyg/{person.pk}/", follow=True)
    assert "Intyget är inte klart än" in own.text


def test_an_answer_holds_no_personal_number(client: Client, begun: Activity, cast: Cast) -> None:
    past = a_gathering(begun, cast, days=-2)
    address = f"{HERE}fragor/{key_to_evaluation(past, 'after')}/"
    answers = dict.fromkeys(LEVELS["after"], "much") | {"comment": "Som 19811218-9876 sade."}
    page = client.post(address, answers)
    assert "Texten har ett personnummer" in page.text
    assert "Som 19811218-9876 sade." in page.text
    assert not EvaluationComment.objects.exists()


def test_long_lists_are_shown_a_page_at_a_time_and_fetched_whole(
    client: Client, begun: Activity, cast: Cast
) -> None:
    full = a_gathering(begun, cast)
    for n in range(51):
        come(full, f"Namn{n:02}")
    client.force_login(cast.editor)
    for path, of in (("", "people"), ("anmalningar/", "registrations")):
        page = client.get(f"{full.get_absolute_url()}{path}")
        assert page.text.count('<tr role="row" class') == 50
        assert 'href="?page=2"' in page.text
        file = client.get(f"{full.get_absolute_url()}{path}?list={of}&format=csv")
        assert len(b"".join(file.streaming_content).splitlines()) == 52  # type: ignore[attr-defined]
    client.force_login(cast.manager)
    assert client.get(f"{full.get_absolute_url()}anmalningar/").status_code == 403


def test_what_is_done_is_corrected_and_not_filled_in_again(
    client: Client, begun: Activity, cast: Cast
) -> None:
    past = a_gathering(begun, cast, days=-2)
    come(past, "Bo")
    client.force_login(cast.editor)
    assert "Fyll i närvaron" in client.get(past.get_absolute_url()).text
    held(past, cast, "Bo")
    page = client.get(past.get_absolute_url()).text
    assert "Rätta närvaron" in page
    assert f'href="{HERE}{past.pk}/"' in page


def test_everybody_who_has_signed_in_finds_the_gatherings(client: Client, cast: Cast) -> None:
    for role, leads_to in (("partner", HERE), ("editor", f"{HERE}hantera/")):
        client.force_login(getattr(cast, role))
        tabs = client.get("/kunskap/").text.partition("Kunskapens delar")[2].partition("</nav>")[0]
        assert tabs.count("Träffar") == 1
        assert f'href="{leads_to}"' in tabs


def test_a_reader_of_english_hears_in_swedish_only_what_is(
    client: Client, begun: Activity, cast: Cast
) -> None:
    both, one = a_gathering(begun, cast, title_en="A child"), a_gathering(begun, cast, title="Ett barn")
    client.force_login(cast.editor)
    client.cookies["django_language"] = "en"
    assert "<h2>A child</h2>" in client.get(f"{both.get_absolute_url()}stall-in/").text
    assert '<h2 lang="sv">Ett barn</h2>' in client.get(f"{one.get_absolute_url()}stall-in/").text
