"""An organisation's yes to the authority that takes over: who says it, that two stand for it, which rows go with it."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.actors.api import end_membership, organisation
from skyddsnat.conftest import Cast
from skyddsnat.cooperation.api import consent_standings, going_over, note_used
from skyddsnat.cooperation.models import AuthorityKey, OwnKey, Referral, SuccessorConsent
from skyddsnat.cooperation.successors.actions import confirm_yes, say_yes, take_back_yes
from skyddsnat.cooperation.successors.waiting import waiting
from skyddsnat.cooperation.tests.cases import Home, caseworker, home, open_case
from skyddsnat.cooperation.tests.exchange_cases import Two, asked_case, partner, sent, two
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=30)
PAGES = ("successor", "successor-new", "successor-confirm", "successor-take-back")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(at: Home, by: User, code: str = "lansstyrelse-12") -> SuccessorConsent:
    return say_yes(organisation=at.owner, successor=organisation(code), until=today() + SOON, by=by)


def yes(at: Home, code: str = "lansstyrelse-12") -> SuccessorConsent:
    return confirm_yes(organisation=at.owner, seen=said(at, at.one, code).pk, by=at.two)


def rows(code: str = "lansstyrelse-12", days: int = 0) -> dict[type, set[object]]:
    found = going_over(organisation(code), today() + datetime.timedelta(days=days))
    return {table: set(rows.values_list("pk", flat=True)) for table, rows in found.rows.items()}


def test_two_case_workers_stand_for_a_yes() -> None:
    at = home()
    case = open_case(at)
    given = said(at, at.one)
    assert not rows()[Referral]
    with pytest.raises(Refused, match="En kollega måste"):
        confirm_yes(organisation=at.owner, seen=given.pk, by=at.one)
    assert [task.url for task in waiting(at.two)] == [reverse("cooperation:successor", args=[at.owner.pk])]
    assert not list(waiting(at.one))
    assert not list(waiting(at.other))
    confirm_yes(organisation=at.owner, seen=given.pk, by=at.two)
    assert not list(waiting(at.two))
    assert rows()[Referral] == {case.pk}
    assert rows(days=30)[Referral] == {case.pk}
    assert not rows(days=31)[Referral]
    assert not rows("lansstyrelse-14")[Referral]
    take_back_yes(organisation=at.owner, by=at.two)
    assert not rows()[Referral]
    verbs = AuditEntry.objects.filter(target_type="cooperation.successorconsent").order_by("pk")
    assert list(verbs.values_list("verb", "by")) == [
        ("case_consent.given", at.one.pk), ("case_consent.confirmed", at.two.pk),
        ("case_consent.taken_back", at.two.pk),
    ]  # fmt: skip


def test_only_its_own_case_workers_say_yes_for_an_organisation(cast: Cast) -> None:
    at = home()
    open_case(at)
    reader = partner("annan", at.owner)
    for user in (at.other, at.there, cast.coordinator, cast.manager, cast.auditor, reader):
        with pytest.raises(PermissionDenied):
            said(at, user)
    given = said(at, at.one)
    for user in (at.other, at.there, cast.coordinator, cast.manager, cast.auditor, reader):
        with pytest.raises(PermissionDenied):
            confirm_yes(organisation=at.owner, seen=given.pk, by=user)
        with pytest.raises(PermissionDenied):
            take_back_yes(organisation=at.owner, by=user)
    given.refresh_from_db()
    assert (given.confirmed_at, given.ended_at) == (None, None)


def test_an_authority_abroad_without_cases_says_yes_by_those_who_take_part() -> None:
    both = two()
    another = partner("annan", both.abroad)
    given = say_yes(
        organisation=both.abroad,
        successor=organisation("lansstyrelse-12"),
        until=today() + SOON,
        by=both.partner,
    )
    confirm_yes(organisation=both.abroad, seen=given.pk, by=another)
    found = rows()
    assert found[AuthorityKey] == set(
        AuthorityKey.objects.filter(organisation=both.abroad).values_list("pk", flat=True)
    )
    assert not found[Referral]


def test_rows_are_those_of_the_organisation_and_of_who_works_there_now() -> None:
    both = two()
    at = both.at
    case = asked_case(both)
    sent(both, case)
    yes(at)
    found = rows()
    assert found[Referral] == {case.pk}
    assert found[AuthorityKey] == set(
        AuthorityKey.objects.filter(organisation=at.owner).values_list("pk", flat=True)
    )
    mine = set(OwnKey.objects.filter(user=at.one).values_list("pk", flat=True))
    assert found[OwnKey] == mine
    assert mine
    membership = at.one.memberships.get()
    end_membership(membership=membership, until=today() - datetime.timedelta(days=1), by=None)
    assert not rows()[OwnKey]


def test_the_database_keeps_what_was_said() -> None:
    at = home()
    given = yes(at)
    with (
        pytest.raises(IntegrityError, match="is not changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cooperation_successorconsent SET until = until + 1")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        given.delete()
    with pytest.raises(IntegrityError, match="used_when_confirmed"), transaction.atomic():
        SuccessorConsent.objects.create(
            organisation=at.third, successor=given.successor, until=given.until, given_by=at.one,
            used_at=given.given_at,
        )  # fmt: skip


def test_pages_open_for_those_who_work_there_and_nobody_else(cast: Cast) -> None:
    at = home()
    open_case(at)
    given = said(at, at.one)
    for name in PAGES:
        address = reverse(f"cooperation:{name}", args=[at.owner.pk])
        assert signed_in(at.two).get(address).status_code == 200, name
        for user, status in ((at.other, 404), (at.there, 404), (cast.coordinator, 403), (cast.auditor, 403)):
            assert signed_in(user).get(address).status_code == status, (name, user)
            assert signed_in(user).post(address, {"seen": given.pk}).status_code == status, (name, user)
    reader = signed_in(partner("annan", at.owner))
    page = reader.get(reverse("cooperation:successor", args=[at.owner.pk])).content.decode()
    assert "men inte säga ja" in page
    confirm = reverse("cooperation:successor-confirm", args=[at.owner.pk])
    assert confirm not in page
    assert reader.post(confirm, {"seen": given.pk}).status_code == 403
    given.refresh_from_db()
    assert (given.confirmed_at, given.ended_at) == (None, None)


def test_the_way_through_the_pages() -> None:
    at = home()
    open_case(at)
    one, another = signed_in(at.one), signed_in(at.two)
    page, new, confirm, back = (reverse(f"cooperation:{name}", args=[at.owner.pk]) for name in PAGES)
    start = reverse("cooperation:successors")
    assert start in one.get(reverse("cooperation:referrals")).content.decode()
    assert start in one.get(reverse("cooperation:exchange")).content.decode()
    assert one.get(start).url == page  # type: ignore[attr-defined]
    assert "Ni har inte sagt ja" in one.get(page).content.decode()
    told = {"successor": "Länsstyrelsen i Skåne län", "until": (today() + SOON).isoformat()}
    assert "Kontrollera innan du säger ja" in one.post(new, told).content.decode()
    assert not SuccessorConsent.objects.exists()
    assert "En kollega måste bekräfta" in one.post(new, told | {"sure": "1"}, follow=True).content.decode()
    given = SuccessorConsent.objects.get()
    assert "Bekräftat" in another.post(confirm, {"seen": given.pk}, follow=True).content.decode()
    assert "Gäller" in another.get(page).content.decode()
    note_used([given.pk])
    assert "redan lämnats över" in one.get(back).content.decode()
    assert "taget tillbaka" in one.post(back, follow=True).content.decode()


def test_who_works_at_two_chooses_and_who_works_nowhere_is_told() -> None:
    at = home()
    worker = caseworker("tva", at.owner)
    start = reverse("cooperation:successors")
    yes(at)
    worker.memberships.create(organisation=at.third, since=datetime.date(2020, 1, 1))
    page = signed_in(worker).get(start).content.decode()
    assert "Har sagt ja" in page
    assert "Har inte sagt ja" in page
    lonely = User.objects.create_user(email="ensam@example.org", name="Ensam")
    lonely.roles.set(["caseworker"])
    assert "Du hör inte till någon myndighet" in signed_in(lonely).get(start).content.decode()


def test_who_runs_the_command_sees_who_has_said_yes() -> None:
    both: Two = two()
    open_case(both.at)
    given = yes(both.at)
    found = {one.whose: one.consent for one in consent_standings()}
    assert found == {both.owner.name: given, both.abroad.name: None}
