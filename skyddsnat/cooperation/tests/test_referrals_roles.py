"""Cell by cell: who may open which page of whose case, guessed addresses included."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from skyddsnat.conftest import Cast
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.referrals.urls import urlpatterns
from skyddsnat.cooperation.referrals.views.things import THINGS
from skyddsnat.cooperation.tests.cases import Home, case_in, home
from skyddsnat.core.models import User

pytestmark = pytest.mark.django_db

ROLES = (
    "coordinator", "economist", "editor", "manager", "receiver", "partner", "auditor", "regional", "outsider",
)  # fmt: skip
NO_CASE = {"referrals", "referrals-received", "referral-new"}
THEIRS = {"referral-received", "referral-received-reception", "referral-received-arrival"}


@pytest.fixture
def at() -> Home:
    return home()


def status(user: User | None, url: str, *, post: bool = False) -> int:
    client = Client()
    if user is not None:
        client.force_login(user)
    return (client.post(url, {"sent": "1"}) if post else client.get(url)).status_code


def addresses(case: Referral) -> dict[str, str]:
    """Every address of the part for one case, with a thing of that case where one is asked for."""
    found = {}
    for pattern in urlpatterns:
        name = str(pattern.name)
        fact = _fact_for(case, name)
        for arguments in ([], [case.pk], [case.pk, "close" if name == "referral-step" else fact]):
            try:
                found[name] = reverse(f"cooperation:{name}", args=arguments)
            except NoReverseMatch:
                continue
            break
    assert len(found) == len(urlpatterns)
    return found


def _fact_for(case: Referral, name: str) -> int:
    thing = next(
        (
            one
            for one in THINGS
            if name in {f"referral-{one.code}-back", *(f"referral-{act.code}" for act in one.acts)}
        ),
        None,
    )
    row = getattr(case, thing.relation).first() if thing else None
    return row.pk if row else 1


def test_only_the_owning_organisation_opens_its_case(at: Home) -> None:
    case = case_in(State.FOLLOWED_UP, at)
    for name, url in addresses(case).items():
        owner, stranger, receiver = (status(user, url) for user in (at.one, at.other, at.there))
        if name in NO_CASE:
            assert (owner, stranger, receiver) == (200, 200, 200), name
        elif name in THEIRS:
            assert (owner, stranger, receiver) == (404, 404, 200), name
        else:
            assert owner in (200, 302), name
            assert (stranger, receiver) == (404, 404), name
            assert (status(at.other, url, post=True), status(at.there, url, post=True)) == (404, 404), name


def test_the_receiver_opens_nothing_before_its_yes(at: Home) -> None:
    case = case_in(State.ASKED, at)
    for name, url in addresses(case).items():
        if name not in NO_CASE:
            assert status(at.there, url) == 404, name


@pytest.mark.parametrize("role", ROLES)
def test_no_other_role_opens_any_page(at: Home, cast: Cast, role: str) -> None:
    case = case_in(State.IDENTIFIED, at)
    user = getattr(cast, role)
    for name, url in addresses(case).items():
        assert status(user, url) == 403, (role, name)
        assert status(user, url, post=True) == 403, (role, name)


def test_who_has_not_signed_in_is_asked_to(at: Home) -> None:
    for name, url in addresses(case_in(State.IDENTIFIED, at)).items():
        assert status(None, url) == 302, name


def test_a_guessed_address_is_not_there(at: Home) -> None:
    mine, theirs = case_in(State.PROTECTED, at), case_in(State.PROTECTED, at)
    fact = theirs.measures.get().pk
    assert status(at.one, reverse("cooperation:referral", args=[uuid.uuid4()])) == 404
    assert status(at.one, reverse("cooperation:referral-measure-back", args=[mine.pk, fact])) == 404
    assert status(at.one, reverse("cooperation:referral-step", args=[mine.pk, "teleport"])) == 404


def test_the_receiver_sees_nothing_of_the_child(at: Home) -> None:
    case = case_in(State.PLANNED, at)
    case.child.__class__.objects.filter(pk=case.pk).update(given_name="Kvastkrasse")
    client = Client()
    client.force_login(at.there)
    said = client.get(reverse("cooperation:referral-received", args=[case.pk])).content.decode()
    assert case.number in said
    for secret in ("Kvastkrasse", "tigger", "God man", "En handläggare", "Vill gå i skolan"):
        assert secret not in said


def test_who_left_the_organisation_sees_its_cases_no_more(at: Home) -> None:
    case = case_in(State.IDENTIFIED, at)
    at.one.memberships.update(until="2021-01-01")
    assert status(User.objects.get(pk=at.one.pk), reverse("cooperation:referral", args=[case.pk])) == 404
