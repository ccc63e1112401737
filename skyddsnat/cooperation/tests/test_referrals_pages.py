"""The pages of a case, walked as the people who use them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Guardian, Move, Referral
from skyddsnat.cooperation.referrals.views.things import THINGS
from skyddsnat.cooperation.tests.cases import Home, case_in, fresh, home, open_case
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Home:
    return home()


def browser(user: User) -> Client:
    client = Client(headers={"accept-language": "sv"})
    client.force_login(user)
    return client


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def address(name: str, *arguments: object) -> str:
    return reverse(f"cooperation:referral{name}", args=arguments)


CODES = {"handling": "H2", "source_code": "X", "info_code": "4"}


def test_the_first_list_teaches(at: Home) -> None:
    said = page(browser(at.one), address("s"))
    assert "Inga ärenden än" in said
    assert address("-new") in said


@pytest.mark.parametrize("state", list(State))
def test_a_case_shows_what_is_next_in_every_state(at: Home, state: State) -> None:
    case = case_in(state, at)
    client = browser(at.one)
    said = page(client, address("", case.pk))
    assert str(state.label) in said
    for url in set(re.findall(rf'href="({address("", case.pk)}[^"#]+)"', said)):
        page(client, url)
    assert "Ärendet öppnades" in page(client, address("-history", case.pk))


def test_what_is_missing_leads_to_its_form(at: Home) -> None:
    case = open_case(at)
    said = page(browser(at.one), address("", case.pk))
    assert "Skriv in den första hjälp" in said
    assert address("-measure-new", case.pk) in said


def test_a_case_is_opened_once_however_often_the_form_is_sent(at: Home) -> None:
    client = browser(at.one)
    told = {
        "once": uuid.uuid4(),
        "owner": at.owner.pk,
        "age_basis": "presumed",
        "sex": "unknown",
        "forms": ["sale"],
    }
    for _each in range(2):
        assert client.post(address("-new"), told).status_code == 302
    case = Referral.objects.get()
    assert case.child.forms == ["sale"]
    assert case.number.startswith("B-")


def test_one_does_not_open_a_case_for_somebody_else(at: Home) -> None:
    told = {"once": uuid.uuid4(), "owner": at.third.pk, "age_basis": "presumed", "sex": "unknown"}
    assert browser(at.one).post(address("-new"), told).status_code == 200
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"age_basis": "documented", "born_on": "2012-01-01"}, "documents"),
        ({"age_basis": "documented", "documents": "Pass"}, "born_on"),
        ({"age_basis": "assessed"}, "age_from"),
        ({"age_basis": "claimed"}, "age_claimed"),
        ({"age_from": "15", "age_to": "12", "age_assessed_on": "2026-01-01"}, "age_from"),
        ({"age_from": "15"}, "age_to"),
        ({"age_from": "14", "age_to": "16"}, "age_assessed_on"),
        (
            {"age_from": "16", "age_to": "18", "age_assessed_on": "2026-01-01", "born_on": "2016-01-01"},
            "age_from",
        ),
        ({"born_on": "2999-01-01"}, "born_on"),
        ({"nationalities": "Atlantis"}, "nationalities"),
        ({"languages": "Alviska!"}, "languages"),
    ],
)
def test_ages_that_contradict_are_refused_at_their_field_and_nothing_is_lost(
    at: Home, said: dict[str, str], field: str
) -> None:
    case = open_case(at)
    told = {
        "once": uuid.uuid4(), "version": case.version, "age_basis": "presumed", "sex": "girl", "given_name": "Barn 1"
    } | said  # fmt: skip
    response = browser(at.one).post(address("-child", case.pk), told)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "Barn 1" in response.content.decode()
    assert fresh(case).child.given_name == ""


def test_the_second_of_two_who_change_the_child_sees_what_the_first_saved(at: Home) -> None:
    case = open_case(at)
    told = {"once": uuid.uuid4(), "version": case.version, "age_basis": "presumed", "sex": "girl"}
    assert (
        browser(at.two).post(address("-child", case.pk), told | {"given_name": "Barn 1"}).status_code == 302
    )
    response = browser(at.one).post(address("-child", case.pk), told | {"given_name": "Barn 2"})
    said = response.content.decode()
    assert "Det här sparade någon annan medan du skrev" in said
    assert "Barn 1" in said
    assert 'value="Barn 2"' in said
    told["version"] = str(fresh(case).version)
    assert (
        browser(at.one).post(address("-child", case.pk), told | {"given_name": "Barn 2"}).status_code == 302
    )
    assert fresh(case).child.given_name == "Barn 2"


def test_a_thing_is_written_once_and_taken_back_with_a_reason(at: Home) -> None:
    case, client = open_case(at), browser(at.one)
    told = {"once": uuid.uuid4(), "role": "God man", "appointed_on": today().isoformat()} | CODES
    for _each in range(2):
        assert client.post(address("-guardian-new", case.pk), told).status_code == 302
    guardian = Guardian.objects.get()
    back = address("-guardian-back", case.pk, guardian.pk)
    assert client.post(back, {"why": ""}).status_code == 200
    assert client.post(back, {"why": "Fel person"}).status_code == 302
    assert client.get(back).status_code == 404
    guardian.refresh_from_db()
    assert guardian.taken_back_why == "Fel person"
    assert "Fel person" in page(client, address("-history", case.pk))


def test_a_step_that_lacks_something_is_not_taken(at: Home) -> None:
    case = open_case(at)
    told = {"once": uuid.uuid4(), "version": case.version}
    response = browser(at.one).post(address("-step", case.pk, "protect"), told)
    assert "Skriv in den första hjälp" in response.content.decode()
    assert fresh(case).state == State.IDENTIFIED


def test_a_step_is_taken_once_however_often_it_is_clicked(at: Home) -> None:
    case = case_in(State.ACCEPTED, at)
    told = {"once": uuid.uuid4(), "version": case.version, "reason": "De kan inte längre."}
    for _each in range(2):
        assert browser(at.one).post(address("-step", case.pk, "undo_yes"), told).status_code == 302
    assert fresh(case).state == State.ASSESSED
    assert Move.objects.filter(referral=case, code="undo_yes").count() == 1
    assert case.requests.get().taken_back_why == "De kan inte längre."
    assert not case.deadlines.filter(request__isnull=False, done_on=None, taken_back_at=None).exists()


def test_every_form_of_a_thing_says_what_is_wrong(at: Home) -> None:
    case = open_case(at)
    for thing in THINGS:
        response = browser(at.one).post(address(f"-{thing.code}-new", case.pk), {"sent": "1"})
        assert response.status_code == 200
        assert response.context["form"].errors


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_whole_case_reads_in_both_languages(at: Home, language: str) -> None:
    case = case_in(State.CLOSED, at)
    client = browser(at.one)
    response = client.get(address("", case.pk), headers={"accept-language": language})
    assert ("What happens next" if language == "en" else "Vad händer härnäst") in response.content.decode()
