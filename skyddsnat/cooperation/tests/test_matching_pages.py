"""Pairs that are alike: within one organisation, decided by its own case workers, remembered and taken back."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import fields
from typing import Any, NamedTuple

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client, RequestFactory

from skyddsnat.actors.models import Organisation
from skyddsnat.conftest import Cast
from skyddsnat.cooperation.matching.actions import say_different, say_same, take_back
from skyddsnat.cooperation.matching.finding import Pair, pairs_for, possible_duplicates
from skyddsnat.cooperation.matching.warning import warn_of_duplicates
from skyddsnat.cooperation.models import Child, Likeness, Referral
from skyddsnat.cooperation.tests.plain_cases import a_case, an_organisation
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry, Role, User

PAGE = "/samverkan/arenden/lika/"
BORN = datetime.date(2012, 3, 4)


class Home(NamedTuple):
    owner: Organisation
    first: Referral
    second: Referral


@pytest.fixture
def home(cast: Cast) -> Home:
    """One child entered twice by an organisation, and another child."""
    owner = an_organisation("Nämnden i A", cast.caseworker)
    first = a_case(
        owner, cast.caseworker, given="Мария", family="Иванова", born_on=BORN, nationalities=["BG"]
    )
    second = a_case(
        owner,
        cast.caseworker,
        given="Ivanova",
        family="Maria",
        born_on=datetime.date(2012, 4, 3),
        nationalities=["BG"],
    )
    a_case(owner, cast.caseworker, given="Andrei", family="Popescu", born_on=BORN, nationalities=["RO"])
    return Home(owner, first, second)


def another_caseworker(name: str) -> User:
    made = User.objects.create(email=f"{name}@example.org", name=name)
    made.roles.set(Role.objects.filter(code="caseworker"))
    return made


def address(home: Home, what: str) -> str:
    return f"{PAGE}{home.first.pk}/{home.second.pk}/{what}/"


def test_the_pair_is_shown_with_why_and_without_a_number(home: Home, cast: Cast, client: Client) -> None:
    client.force_login(cast.caseworker)
    page = client.get(PAGE).text
    for said in (
        "B-2026-0001 och B-2026-0002", "Мария Иванова", "Ivanova Maria", "4\u00a0mars\u00a02012",
        "3\u00a0april\u00a02012",
        "Namnen låter lika", "dag och månad har bytt plats", "Samma medborgarskap", "Bulgarien",
    ):  # fmt: skip
        assert said in page
    assert "Popescu" not in page
    [pair] = pairs_for(cast.caseworker)
    assert pair == Pair(home.first, home.second, "sounding", "swapped", "same")


def test_nothing_is_compared_across_organisations(home: Home, cast: Cast) -> None:
    """Neither for the other organisation's officer nor for one who works for both."""
    stranger = another_caseworker("stranger")
    theirs = an_organisation("Nämnden i B", stranger)
    a_case(theirs, stranger, given="Maria", family="Ivanova", born_on=BORN, nationalities=["BG"])
    assert pairs_for(stranger) == []
    both = another_caseworker("both")
    for organisation in (home.owner, theirs):
        both.memberships.create(organisation=organisation, since=datetime.date(2020, 1, 1))
    assert pairs_for(both) == pairs_for(cast.caseworker)
    entered = Child(given_name="Maria", family_name="Ivanova", born_on=BORN)
    assert possible_duplicates(entered, both) == []  # whose case it will be is not known
    assert len(possible_duplicates(entered, both, owner=theirs.pk)) == 1
    assert len(possible_duplicates(entered, both, owner=home.owner.pk)) == 2


def test_a_warning_when_a_child_is_entered(home: Home, cast: Cast) -> None:
    entered = Child(given_name="Marija", family_name="Ivanova", born_on=BORN, nationalities=["BG"])
    found = possible_duplicates(entered, cast.caseworker)
    assert [(one.referral, one.names, one.birth) for one in found] == [
        (home.first, "sounding", "same"), (home.second, "sounding", "swapped"),
    ]  # fmt: skip
    assert [one.referral for one in possible_duplicates(home.first.child, cast.caseworker)] == [home.second]
    assert possible_duplicates(Child(), cast.caseworker) == []
    for person in (cast.coordinator, cast.auditor, cast.partner, cast.outsider):
        assert possible_duplicates(entered, person, owner=home.owner.pk) == []


def test_the_warning_names_the_other_case_and_stops_nothing(home: Home, cast: Cast, client: Client) -> None:
    request: Any = RequestFactory().get("/")
    request.user, request.session = cast.caseworker, {}
    request._messages = FallbackStorage(request)
    warn_of_duplicates(request, home.first)
    [told] = [str(one) for one in request._messages]
    assert told.startswith("Ett annat ärende kan vara om samma barn: B-2026-0002.")
    alone = a_case(home.owner, cast.caseworker, given="Luka", family="Jovanović")
    request._messages = FallbackStorage(request)
    warn_of_duplicates(request, alone)
    assert list(request._messages) == []


def test_two_children_are_remembered_and_the_answer_is_taken_back(
    home: Home, cast: Cast, client: Client
) -> None:
    client.force_login(cast.caseworker)
    assert client.post(address(home, "olika")).status_code == 302
    assert pairs_for(cast.caseworker) == []
    assert possible_duplicates(home.first.child, cast.caseworker) == []
    page = client.get(PAGE).text
    assert "inte samma barn" in page
    assert "Inga ärenden att jämföra" in page
    [row] = Likeness.objects.all()
    assert (row.is_same, row.by) == (False, cast.caseworker)
    assert client.post(f"{PAGE}{row.pk}/ta-tillbaka/").status_code == 302
    assert len(pairs_for(cast.caseworker)) == 1
    verbs = (
        AuditEntry.objects.filter(verb__startswith="likeness").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["likeness.different", "likeness.taken_back"]


def test_the_same_child_is_asked_about_first(home: Home, cast: Cast, client: Client) -> None:
    client.force_login(cast.caseworker)
    asked = client.get(address(home, "samma")).text
    assert "Ja, det är samma barn" in asked
    assert not Likeness.objects.exists()
    assert client.post(address(home, "samma")).status_code == 302
    assert Likeness.objects.get().is_same
    newer = Referral.objects.get(pk=home.second.pk)
    assert (newer.state, newer.close_reason, newer.closed_by) == ("closed", "duplicate", cast.caseworker)
    assert Referral.objects.get(pk=home.first.pk).state == "identified"
    again = client.post(address(home, "olika"), follow=True).text
    assert "Någon har redan svarat" in again
    assert Likeness.objects.get().is_same
    third = a_case(home.owner, cast.caseworker, given="Maria", family="Ivanova", born_on=BORN)
    pairs = [(pair.older, pair.newer) for pair in pairs_for(cast.caseworker)]
    assert pairs == [(home.first, third)]  # what was closed as a double is compared no longer


def test_only_the_owners_case_workers_decide(home: Home, cast: Cast) -> None:
    said = say_same(one=home.second.pk, other=home.first.pk, by=cast.caseworker)
    with pytest.raises(Refused, match="redan svarat"):
        say_different(one=home.first.pk, other=home.second.pk, by=cast.caseworker)
    for person in (
        cast.coordinator,
        cast.manager,
        cast.auditor,
        cast.partner,
        another_caseworker("stranger"),
    ):
        with pytest.raises(PermissionDenied):
            say_same(one=home.first.pk, other=home.second.pk, by=person)
        with pytest.raises(PermissionDenied):
            take_back(likeness=said, by=person)


def test_the_database_keeps_a_pair_within_one_organisation_and_once(home: Home, cast: Cast) -> None:
    theirs = a_case(an_organisation("Nämnden i B"), cast.caseworker)
    first, second = sorted((home.first, theirs), key=lambda case: case.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Likeness.objects.create(first=first, second=second, is_same=True, by=cast.caseworker)
    first, second = sorted((home.first, home.second), key=lambda case: case.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Likeness.objects.create(first=second, second=first, is_same=True, by=cast.caseworker)


def test_who_opens_what(home: Home, cast: Cast, client: Client) -> None:
    """Every role on every address, the right ones guessed; a case worker elsewhere finds nothing."""
    said = say_different(one=home.first.pk, other=home.second.pk, by=cast.caseworker)
    everybody = [getattr(cast, field.name) for field in fields(cast)] + [another_caseworker("stranger")]
    found = {}
    for user in everybody:
        client.force_login(user)
        found[user.name] = (
            client.get(PAGE).status_code, client.get(address(home, "samma")).status_code,
            client.post(address(home, "samma")).status_code, client.post(address(home, "olika")).status_code,
        )  # fmt: skip
        if user != cast.caseworker:
            found[user.name] += (client.post(f"{PAGE}{said.pk}/ta-tillbaka/").status_code,)
    assert found.pop("Caseworker") == (200, 200, 302, 302)
    assert found.pop("stranger") == (200, 404, 404, 404, 404)
    assert set(found.values()) == {(403,) * 5}
    assert Likeness.objects.filter(pk=said.pk).exists()


def test_a_pair_that_is_not_one_is_not_found(home: Home, cast: Cast, client: Client) -> None:
    client.force_login(cast.caseworker)
    for one, other in ((home.first.pk, home.first.pk), (home.first.pk, uuid.uuid4())):
        assert client.get(f"{PAGE}{one}/{other}/samma/").status_code == 404
        assert client.post(f"{PAGE}{one}/{other}/olika/").status_code == 404
