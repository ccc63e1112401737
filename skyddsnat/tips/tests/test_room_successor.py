"""A team's yes to the authority that takes over: who says it, that two stand for it, when it counts."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from skyddsnat.actors.api import organisation
from skyddsnat.core.api import Guarded, Refused, add_user
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.shared.dates import today
from skyddsnat.shared.sealing import new_identity, seal_message
from skyddsnat.tips.api import consent_standings, going_over, note_used
from skyddsnat.tips.models import MemberKey, Message, Receiver, SuccessorConsent, TeamKey, Tip
from skyddsnat.tips.room.actions.frame import add_member, remove_member
from skyddsnat.tips.room.actions.handing import Handed, hand_over
from skyddsnat.tips.room.actions.keys import change_guard
from skyddsnat.tips.room.actions.successor import confirm_yes, say_yes, take_back_yes
from skyddsnat.tips.room.actions.tips import answer
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.waiting import waiting
from skyddsnat.tips.tests.room_cases import (
    Team,
    a_person,
    a_team,
    a_tip,
    an_addition,
    an_answerable_tip,
    answered,
    browser,
    member_of,
    own_key,
    sealed_to,
    taken,
)

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=30)
PAGES = ("successor", "successor-new", "successor-confirm", "successor-take-back")


@pytest.fixture
def staff() -> User:
    return add_user(email="samordnare@example.org", name="Samordnaren", roles=["coordinator"], by=None)


@pytest.fixture
def team(staff: User) -> Team:
    return a_team(staff)


def yes(team: Team, code: str = "lansstyrelse-12", days: int = 30) -> SuccessorConsent:
    one, two = (person.user for person in team.people)
    until = today() + datetime.timedelta(days=days)
    said = say_yes(receiver=team.receiver, successor=organisation(code), until=until, by=one)
    return confirm_yes(receiver=team.receiver, seen=said.pk, by=two)


def rows(code: str = "lansstyrelse-12", days: int = 0) -> dict[type, set[object]]:
    """What may go over to that authority, as numbers."""
    found = going_over(organisation(code), today() + datetime.timedelta(days=days))
    return {table: set(rows.values_list("pk", flat=True)) for table, rows in found.rows.items()}


def test_two_who_can_open_the_key_stand_for_a_yes(team: Team) -> None:
    one, two = (person.user for person in team.people)
    whose = {"receiver": team.receiver}
    said = say_yes(**whose, successor=organisation("lansstyrelse-12"), until=today() + SOON, by=one)
    again = say_yes(**whose, successor=organisation("lansstyrelse-12"), until=today() + SOON, by=one)
    assert again.pk == said.pk
    assert not rows()[SuccessorConsent]
    with pytest.raises(Refused, match="En kollega måste"):
        confirm_yes(**whose, seen=said.pk, by=one)
    with pytest.raises(Refused, match="ändrats"):
        confirm_yes(**whose, seen=said.pk + 1, by=two)
    confirm_yes(**whose, seen=said.pk, by=two)
    with pytest.raises(Refused, match="redan bekräftat"):
        confirm_yes(**whose, seen=said.pk, by=two)
    with pytest.raises(Refused, match="Ta tillbaka det först"):
        say_yes(**whose, successor=organisation("lansstyrelse-14"), until=today() + SOON, by=two)
    assert rows()[SuccessorConsent] == {said.pk}
    take_back_yes(**whose, by=two)
    take_back_yes(**whose, by=two)
    assert not rows()[SuccessorConsent]
    with pytest.raises(Refused, match="inget ja"):
        confirm_yes(**whose, seen=said.pk, by=two)
    verbs = AuditEntry.objects.filter(target_type="tips.successorconsent").order_by("pk")
    assert list(verbs.values_list("verb", "by")) == [
        ("tip_consent.given", one.pk), ("tip_consent.confirmed", two.pk), ("tip_consent.taken_back", two.pk),
    ]  # fmt: skip


def test_who_cannot_open_the_key_says_nothing_for_the_team(team: Team, staff: User) -> None:
    outside, new = a_person("annan"), a_person("ny")
    add_member(receiver=team.receiver, user=new.user, by=staff)
    told = {"receiver": team.receiver, "successor": organisation("lansstyrelse-12"), "until": today() + SOON}
    for user in (outside.user, staff):
        with pytest.raises(PermissionDenied):
            say_yes(**told, by=user)
        with pytest.raises(PermissionDenied):
            take_back_yes(receiver=team.receiver, by=user)
    with pytest.raises(Refused, match="öppna lagets nyckel"):
        say_yes(**told, by=new.user)
    said = say_yes(**told, by=team.people[0].user)
    with pytest.raises(Refused, match="öppna lagets nyckel"):
        confirm_yes(receiver=team.receiver, seen=said.pk, by=new.user)
    with pytest.raises(PermissionDenied):
        confirm_yes(receiver=team.receiver, seen=said.pk, by=staff)


def test_a_yes_counts_up_to_its_day_and_for_one_authority(team: Team) -> None:
    said = yes(team, days=5)
    assert rows(days=5)[SuccessorConsent] == {said.pk}
    assert not rows(days=6)[SuccessorConsent]
    assert not rows("lansstyrelse-14")[SuccessorConsent]
    one = team.people[0].user
    for days, words in ((-1, "redan varit"), (366, "högst ett år")):
        with pytest.raises(Refused, match=words):
            say_yes(
                receiver=team.receiver, successor=organisation("lansstyrelse-12"),
                until=today() + datetime.timedelta(days=days), by=one,
            )  # fmt: skip


def test_one_that_has_run_out_is_replaced(team: Team) -> None:
    said = yes(team)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tips_successorconsent DISABLE TRIGGER tips_successorconsent_kept")
        cursor.execute("UPDATE tips_successorconsent SET until = %s", [today() - datetime.timedelta(days=1)])
        cursor.execute("ALTER TABLE tips_successorconsent ENABLE TRIGGER tips_successorconsent_kept")
    page = (
        browser(team.people[1].user).get(reverse("tips:successor", args=[team.receiver.pk])).content.decode()
    )
    assert "Tiden är ute" in page
    assert reverse("tips:successor-new", args=[team.receiver.pk]) in page
    new = say_yes(
        receiver=team.receiver,
        successor=organisation("lansstyrelse-14"),
        until=today() + SOON,
        by=team.people[1].user,
    )
    said.refresh_from_db()
    assert said.ended_by == team.people[1].user
    assert new.ended_at is None


def test_the_database_keeps_what_was_said(team: Team) -> None:
    said = yes(team)
    faults = {
        "until = until + 1": "is not changed", "successor_id = receiver_id": "is not changed",
        "confirmed_by_id = given_by_id": "is not changed",
    }  # fmt: skip
    for change, words in faults.items():
        with pytest.raises(IntegrityError, match=words), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE tips_successorconsent SET {change}")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        said.delete()
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        SuccessorConsent.objects.create(
            receiver=team.receiver, successor=said.successor, until=said.until, given_by=said.given_by
        )
    take_back_yes(receiver=team.receiver, by=said.given_by)
    with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
        SuccessorConsent.objects.create(
            receiver=team.receiver, successor=said.successor, until=said.until, given_by=said.given_by,
            confirmed_by=said.given_by, confirmed_at=said.confirmed_at,
        )  # fmt: skip


def test_only_the_teams_own_rows_may_go(team: Team, staff: User) -> None:
    other = a_team(staff, "annat")
    mine, theirs = a_tip(team), a_tip(other)
    gone = a_person("slutat")
    add_member(receiver=team.receiver, user=gone.user, by=staff)
    remove_member(member=member_of(team, gone), by=staff)
    yes(team)
    found = rows()
    assert found[Tip] == {mine.pk}
    assert theirs.pk not in found[Tip]
    assert found[TeamKey] == set(TeamKey.objects.filter(receiver=team.receiver).values_list("pk", flat=True))
    assert found[MemberKey] == {own_key(person).pk for person in team.people}


def test_what_another_team_answered_stays_with_it(team: Team, staff: User) -> None:
    other = a_team(staff, "annat")
    tip, box = an_answerable_tip(team)
    an_addition(tip)
    taken(team, tip)
    own = answered(team, tip, box)
    tip.refresh_from_db()
    key = other.receiver.keys.get()
    handed = Handed(
        uuid.uuid4(), seal_message({"v": 1, "what": "x"}, [key.recipient]), key.recipient, ["what"], True
    )
    there = hand_over(
        tip=tip, to=other.receiver, handed=handed, stamp=stamp_of(tip), by=team.people[0].user
    ).tip  # fmt: skip
    there = taken(other, there)
    sealed = seal_message({"v": 1, "text": "svar"}, [box.recipient, key.recipient])
    answer(tip=there, mark=uuid.uuid4(), sealed=sealed, stamp=stamp_of(there), by=other.people[0].user)
    copied = Message.objects.get(tip=tip, by=other.people[0].user)
    yes(team)
    found = rows()[Message]
    assert own.pk in found
    assert copied.pk not in found
    yes(other)
    assert copied.pk in rows()[Message]


def test_pages_open_for_the_team_and_nobody_else(team: Team, staff: User) -> None:
    other = a_team(staff, "annat")
    said = say_yes(
        receiver=team.receiver,
        successor=organisation("lansstyrelse-12"),
        until=today() + SOON,
        by=team.people[0].user,
    )
    for name in PAGES:
        address = reverse(f"tips:{name}", args=[team.receiver.pk])
        assert browser(team.people[0].user).get(address).status_code == 200, name
        assert browser(other.people[0].user).get(address).status_code == 404, name
        assert browser(other.people[0].user).post(address, {"seen": said.pk}).status_code == 404, name
        assert browser(staff).get(address).status_code == 403, name
        assert browser(staff).post(address, {"seen": said.pk}).status_code == 403, name
    said.refresh_from_db()
    assert said.confirmed_at is None
    assert said.ended_at is None


def test_the_way_through_the_pages(team: Team) -> None:
    one, two = (browser(person.user) for person in team.people)
    page, new, confirm, back = (reverse(f"tips:{name}", args=[team.receiver.pk]) for name in PAGES)
    assert "Ni har inte sagt ja" in one.get(page).content.decode()
    assert page in one.get(reverse("tips:team", args=[team.receiver.pk])).content.decode()
    until = (today() + SOON).isoformat()
    assert one.post(new, {"successor": "Ingen sådan", "until": until}).status_code == 422
    assert one.post(new, {"successor": "lansstyrelse-12", "until": "2020-01-01"}).status_code == 422
    asked = one.post(new, {"successor": "lansstyrelse-12", "until": until})
    assert "Kontrollera innan du säger ja" in asked.content.decode()
    assert not SuccessorConsent.objects.exists()
    done = one.post(new, {"successor": "lansstyrelse-12", "until": until, "sure": "1"}, follow=True)
    assert "En kollega måste bekräfta" in done.content.decode()
    assert confirm not in done.content.decode()
    assert [task.url for task in waiting(team.people[1].user) if task.url == page] == [page]
    assert [task.url for task in waiting(team.people[0].user) if task.url == page] == []
    assert confirm in two.get(page).content.decode()
    seen = SuccessorConsent.objects.get().pk
    assert "Bekräftat" in two.post(confirm, {"seen": seen}, follow=True).content.decode()
    assert SuccessorConsent.objects.get().confirmed_by == team.people[1].user
    assert "taget tillbaka" in one.post(back, follow=True).content.decode()
    assert "Det finns inget ja längre" in one.get(confirm, follow=True).content.decode()


def test_the_page_says_who_will_open_at_the_new_address(team: Team) -> None:
    me = team.people[0]
    page = reverse("tips:successor", args=[team.receiver.pk])
    assert browser(me.user).get(page).content.decode().count("Öppnar där") == 2
    for person in team.people:
        sealed = sealed_to(new_identity(), person.recipient)
        change_guard(recipient=person.recipient, guarded=Guarded("passkey", sealed, "x"), by=person.user)
    said = browser(me.user).get(page).content.decode()
    assert said.count("Öppnar inte där") == 2
    assert "kan ingen öppna med sin egen nyckel där" in said
    assert reverse("tips:my-key") in said


def test_use_is_written_down_and_shown(team: Team) -> None:
    said = yes(team)
    note_used([said.pk])
    page = browser(team.people[0].user).get(reverse("tips:successor-take-back", args=[team.receiver.pk]))
    assert "redan lämnats över" in page.content.decode()
    assert AuditEntry.objects.filter(verb="tip_consent.used", by=None, target_id=str(said.pk)).count() == 1


def test_who_runs_the_command_sees_who_has_said_yes(team: Team, staff: User) -> None:
    a_team(staff, "annat")
    said = yes(team)
    found = {one.whose: one.consent for one in consent_standings()}
    assert found == {"Mitt": said, "Annat": None}
    assert Receiver.objects.count() == 2
