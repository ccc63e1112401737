"""The pages of the room and of the frame: who may open them, what they refuse, and that no ciphertext goes astray."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from skyddsnat.conftest import Cast
from skyddsnat.shared.sealing import new_identity, open_message, recipient_of, seal_message
from skyddsnat.tips.kinds import Reason, State
from skyddsnat.tips.models import Member, MemberKey, TeamKey, TimerPause, Tip
from skyddsnat.tips.room.actions import tips
from skyddsnat.tips.room.actions.frame import add_member, remove_member
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.tests.room_cases import (
    GUARDED,
    SAID,
    Team,
    a_person,
    a_receiver,
    a_team,
    a_tip,
    an_addition,
    an_answerable_tip,
    browser,
    member_of,
    new_key,
    sealed_to,
)

ROLES = ["coordinator", "manager", "economist", "auditor", "partner", "editor", "regional", "outsider"]
ROOM = ["room-inbox", "my-key", "my-keys", "teams"]
OF_TEAM = ["team", "recovery", "recovery-keys"]
OF_TIP = ["room-tip", "room-sealed", "room-close", "room-hand-over", "room-venue"]
POSTED_TIP = ["room-take", "room-give", "room-answer", "room-note", "room-reopen", "room-handed", "room-read"]
POSTED_TEAM = ["team-key", "team-share", "team-turn", "recover"]


@pytest.fixture
def team(cast: Cast) -> Team:
    return a_team(cast.coordinator)


def addresses(team: Team, tip: Tip) -> list[tuple[str, str]]:
    """Every address of the room, with how it is asked for."""
    found = [("get", reverse(f"tips:{name}")) for name in ROOM]
    found += [("post", reverse(f"tips:{name}")) for name in ("key-keep", "key-guard", "key-back")]
    found += [("get", reverse(f"tips:{name}", args=[team.receiver.pk])) for name in OF_TEAM]
    found += [("post", reverse(f"tips:{name}", args=[team.receiver.pk])) for name in POSTED_TEAM]
    found += [("get", reverse(f"tips:{name}", args=[tip.pk])) for name in OF_TIP]
    found += [("post", reverse(f"tips:{name}", args=[tip.pk])) for name in POSTED_TIP]
    found += [("get", reverse("tips:room-pause", args=[tip.pk, "answer"]))]
    return [*found, ("post", reverse("tips:room-resume", args=[tip.pk, "answer"]))]


def asked(client: Client, method: str, url: str) -> int:
    return int(getattr(client, method)(url).status_code)


def sent(client: Client, name: str, args: list[Any], body: dict[str, Any]) -> Any:
    return client.post(reverse(f"tips:{name}", args=args), json.dumps(body), content_type="application/json")


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


# --- who may ---


@pytest.mark.parametrize("role", ROLES)
def test_no_other_role_opens_any_address_of_the_room(cast: Cast, team: Team, role: str) -> None:
    tip = a_tip(team)
    client = browser(getattr(cast, role))
    assert {asked(client, *one) for one in addresses(team, tip)} == {403}


def test_nobody_who_is_not_signed_in_gets_further_than_the_sign_in_page(team: Team) -> None:
    for method, url in addresses(team, a_tip(team)):
        answer = getattr(Client(), method)(url)
        assert answer.status_code == 302
        assert answer.url.startswith("/konto/")


def test_a_receiver_of_another_team_finds_nothing_by_guessing(cast: Cast, team: Team) -> None:
    other = a_team(cast.coordinator, "norr", code="lansstyrelse-03")
    tip = a_tip(team)
    client = browser(other.people[0].user)
    guessed = [
        one for one in addresses(team, tip) if str(tip.pk) in one[1] or f"/lag/{team.receiver.pk}/" in one[1]
    ]
    assert {asked(client, *one) for one in guessed} == {404}
    assert str(tip.pk) not in client.get(reverse("tips:room-inbox")).content.decode()


def test_a_removed_member_has_nothing_from_that_moment(cast: Cast, team: Team) -> None:
    tip, bo = a_tip(team), team.people[1]
    client = browser(bo.user)
    assert client.get(reverse("tips:room-tip", args=[tip.pk])).status_code == 200
    remove_member(member=member_of(team, bo), by=cast.coordinator)
    inside = [
        one for one in addresses(team, tip) if str(tip.pk) in one[1] or f"/lag/{team.receiver.pk}/" in one[1]
    ]
    assert {asked(client, *one) for one in inside} == {404}
    assert client.get(reverse("tips:my-keys")).json()["wraps"] == []


def test_pages_of_the_room_are_kept_in_no_cache(team: Team) -> None:
    client = browser(team.people[0].user)
    for method, url in addresses(team, a_tip(team)):
        if method == "get":
            assert client.get(url).headers["Cache-Control"] == "no-store, private", url


# --- the list ---


def inbox(client: Client, **query: str) -> str:
    return str(client.get(reverse("tips:room-inbox"), query).content.decode())


def test_the_list_is_narrowed_by_its_address(team: Team) -> None:
    anna = team.people[0].user
    new, owned, closed = a_tip(team), a_tip(team, kind="exploited"), a_tip(team)
    tips.take(tip=owned, stamp=stamp_of(owned), by=anna)
    tips.close(tip=closed, reason=Reason.KNOWN, stamp=stamp_of(closed), by=anna)
    client = browser(anna)
    for query, there in (
        ({}, {new, owned}), ({"state": "new"}, {new}), ({"state": "closed"}, {closed}),
        ({"state": "all"}, {new, owned, closed}), ({"kind": "exploited"}, {owned}), ({"mine": "on"}, {owned}),
        ({"state": "wrong"}, {new, owned}), ({"order": "kind"}, {new, owned}), ({"kind": "online"}, set()),
    ):  # fmt: skip
        page = inbox(client, **query)
        assert {tip for tip in (new, owned, closed) if str(tip.pk) in page} == there, query


def test_the_list_says_what_stands_in_the_open(team: Team) -> None:
    tip, _box = an_answerable_tip(team)
    an_addition(tip)
    page = inbox(browser(team.people[0].user))
    for words in ("Nytt från avsändaren", "I tur: Mitt0", "Svenska", "Förseglat", "Senast"):
        assert words in page
    assert SAID["what"] not in page


def test_hundreds_of_tips_are_paged_and_asked_for_in_few_questions(
    team: Team, django_assert_max_num_queries: Any
) -> None:
    first = a_tip(team)
    copies = [
        Tip(
            mark=uuid.uuid4(), receiver=team.receiver, team_key=first.team_key, kind="labour", language="sv",
            sealed=b"x", sealed_sha256=uuid.uuid4().hex * 2, sealed_by="browser",
        )
        for _n in range(200)
    ]  # fmt: skip
    Tip.objects.bulk_create(copies)
    client = browser(team.people[0].user)
    with django_assert_max_num_queries(45):
        page = inbox(client)
    assert page.count("data-tip=") == 50
    assert "201 tips" in page
    assert inbox(client, page="5").count("data-tip=") == 1


# --- keys ---


def test_a_key_is_made_and_its_faults_are_said(cast: Cast) -> None:
    client = browser(cast.receiver)
    recipient = recipient_of(new_identity())
    body = {
        "recipient": recipient,
        "replaces": "",
        "guard": "passphrase",
        "guarded": coded(GUARDED.sealed),
        "hint": "",
    }
    assert sent(client, "key-keep", [], body | {"guarded": "not base64"}).status_code == 422
    assert client.post(reverse("tips:key-keep"), "[]", content_type="application/json").status_code == 422
    assert client.post(reverse("tips:key-keep"), "{", content_type="application/json").status_code == 422
    answer = sent(client, "key-keep", [], body)
    assert answer.json() == {"to": reverse("tips:teams")}
    assert sent(client, "key-guard", [], body).status_code == 200
    assert MemberKey.objects.get().recipient == recipient
    kept = client.get(reverse("tips:my-keys")).json()
    assert kept["own"]["guarded"] == coded(GUARDED.sealed)
    assert "Byt skydd" in client.get(reverse("tips:my-key")).content.decode()
    assert client.post(reverse("tips:key-back")).status_code == 302


def test_a_teams_key_is_made_shared_and_recovered_over_the_pages(cast: Cast) -> None:
    receiver = a_receiver(cast.coordinator)
    anna, bo = a_person("anna"), a_person("bo")
    add_member(receiver=receiver, user=anna.user, by=cast.coordinator)
    client, identity, recovery = browser(anna.user), new_identity(), new_identity()
    key = new_key(receiver, identity, recovery)
    body = {
        "recipient": key.recipient, "recovery": key.recovery, "replaces": "",
        "wraps": {str(pk): coded(one) for pk, one in key.wraps.items()}, "recovery_wrap": coded(key.recovery_wrap),
    }  # fmt: skip
    assert "Gör lagets nyckel" in client.get(reverse("tips:team", args=[receiver.pk])).content.decode()
    assert sent(client, "team-key", [receiver.pk], body | {"wraps": {"x": "y"}}).status_code == 422
    assert sent(client, "team-key", [receiver.pk], body).status_code == 200
    made = TeamKey.objects.get()
    add_member(receiver=receiver, user=bo.user, by=cast.coordinator)
    page = client.get(reverse("tips:team", args=[receiver.pk])).content.decode()
    assert "Väntar på delning" in page
    wraps = {str(made.pk): coded(sealed_to(identity, bo.recipient))}
    assert sent(client, "team-share", [receiver.pk], {"to": "age1nobody", "wraps": wraps}).status_code == 422
    assert sent(client, "team-share", [receiver.pk], {"to": bo.recipient, "wraps": wraps}).status_code == 200
    (recovered,) = client.get(reverse("tips:recovery-keys", args=[receiver.pk])).json()["wraps"]
    assert recovered["recipient"] == made.recipient
    own = {str(made.pk): coded(sealed_to(identity, anna.recipient))}
    assert sent(client, "recover", [receiver.pk], {"wraps": own}).status_code == 200
    assert client.post(reverse("tips:team-turn", args=[receiver.pk]), {"in_turn": "0"}).status_code == 302
    assert not Member.objects.get(user=anna.user).in_turn


def test_a_member_of_two_teams_chooses_and_one_of_none_is_told(cast: Cast, team: Team) -> None:
    other = a_receiver(cast.coordinator, "Norr")
    anna = team.people[0].user
    add_member(receiver=other, user=anna, by=cast.coordinator)
    page = browser(anna).get(reverse("tips:teams")).content.decode()
    assert "Norr" in page
    assert "inte med i något lag" in browser(cast.receiver).get(reverse("tips:teams")).content.decode()
    assert "inte med i något lag" in inbox(browser(cast.receiver))


# --- a tip ---


def test_a_tip_is_taken_answered_noted_closed_and_opened_over_the_pages(team: Team) -> None:
    tip, box = an_answerable_tip(team)
    anna = browser(team.people[0].user)
    url = reverse("tips:room-tip", args=[tip.pk])
    assert "Det är din tur" in anna.get(url).content.decode()
    anna.post(reverse("tips:room-take", args=[tip.pk]), {"stamp": "1.0"})
    page = anna.get(url).content.decode()
    assert "Försegla och skicka svaret" in page
    sealed = coded(seal_message({"v": 1, "text": "Tack"}, [box.recipient, recipient_of(team.identity)]))
    body = {"mark": str(uuid.uuid4()), "sealed": sealed, "stamp": "1.0"}
    late = sent(anna, "room-answer", [tip.pk], body)
    assert late.status_code == 409
    assert late.json()["stamp"] == "2.0"
    assert "står kvar" in late.json()["fault"]
    assert sent(anna, "room-answer", [tip.pk], body | {"stamp": "2.0"}).status_code == 200
    assert sent(anna, "room-note", [tip.pk], body | {"mark": str(uuid.uuid4())}).status_code == 200
    assert sent(anna, "room-note", [tip.pk], body | {"mark": "no mark"}).status_code == 422
    told = anna.get(reverse("tips:room-sealed", args=[tip.pk])).json()
    assert [one["kind"] for one in told["messages"]] == ["receiver", "note"]
    assert "messages" not in anna.get(reverse("tips:room-sealed", args=[tip.pk]), {"bara": "tips"}).json()
    assert open_message(base64.b64decode(told["tip"]), team.identity)["what"] == SAID["what"]
    wrong = anna.post(reverse("tips:room-close", args=[tip.pk]), {"reason": "known", "stamp": "1.0"})
    assert "Något har hänt" in wrong.content.decode()
    stamp = stamp_of(Tip.objects.get(pk=tip.pk))
    assert f'value="{stamp}"' in wrong.content.decode()
    assert anna.post(reverse("tips:room-close", args=[tip.pk]), {"stamp": stamp}).status_code == 200
    anna.post(reverse("tips:room-close", args=[tip.pk]), {"reason": "known", "stamp": stamp})
    tip.refresh_from_db()
    assert (tip.state, tip.reason) == (State.CLOSED, "known")
    assert "Öppna igen" in anna.get(url).content.decode()
    anna.post(reverse("tips:room-reopen", args=[tip.pk]), {"stamp": stamp_of(tip)})
    tip.refresh_from_db()
    assert tip.state == State.OWNED


def test_a_tip_without_a_receipt_says_that_an_answer_reaches_nobody(team: Team) -> None:
    tip = a_tip(team)
    client = browser(team.people[0].user)
    client.post(reverse("tips:room-take", args=[tip.pk]), {"stamp": "1.0"})
    page = client.get(reverse("tips:room-tip", args=[tip.pk])).content.decode()
    assert "lämnade inget kvitto" in page
    assert "Försegla och skicka svaret" not in page


def test_a_tip_is_given_and_a_time_paused_over_the_pages(team: Team) -> None:
    tip, _box = an_answerable_tip(team)
    anna, bo = (browser(one.user) for one in team.people)
    anna.post(reverse("tips:room-take", args=[tip.pk]), {"stamp": "1.0"})
    pause = reverse("tips:room-pause", args=[tip.pk, "answer"])
    assert "Välj ett av svaren" in anna.post(pause, {}).content.decode()
    assert "Du äger" not in bo.post(pause, {"reason": "sender"}).content.decode()
    assert anna.post(pause, {"reason": "sender"}).status_code == 302
    assert TimerPause.objects.get().reason == "sender"
    assert "Pausad" in anna.get(reverse("tips:room-tip", args=[tip.pk])).content.decode()
    bo.post(reverse("tips:room-resume", args=[tip.pk, "answer"]))
    assert TimerPause.objects.get().until_at is not None
    assert anna.post(reverse("tips:room-give", args=[tip.pk]), {"stamp": "2.0"}).status_code == 200
    answer = anna.post(
        reverse("tips:room-give", args=[tip.pk]), {"to": team.people[1].user.pk, "stamp": "2.0"}, follow=True
    )
    assert "Mitt1 äger tipset nu" in answer.content.decode()


def test_fields_are_handed_over_over_the_pages(cast: Cast, team: Team) -> None:
    other = a_team(cast.coordinator, "norr", code="lansstyrelse-03")
    tip, box = an_answerable_tip(team)
    client = browser(team.people[0].user)
    url = reverse("tips:room-hand-over", args=[tip.pk])
    assert "Ta tipset först" in client.get(url).content.decode()
    client.post(reverse("tips:room-take", args=[tip.pk]), {"stamp": "1.0"})
    page = client.get(url).content.decode()
    assert "Norr" in page
    assert "checked" not in page
    key = recipient_of(other.identity)
    body = {
        "mark": str(uuid.uuid4()), "to": str(other.receiver.pk), "key": key, "fields": ["what"], "stamp": "2.0",
        "sealed": coded(seal_message({"v": 1, "what": "x"}, [key])), "may_answer": True,
    }  # fmt: skip
    for wrong in ({"to": "999999"}, {"to": "x"}, {"fields": "what"}, {"mark": "x"}, {"sealed": ""}):
        assert sent(client, "room-handed", [tip.pk], body | wrong).status_code == 422, wrong
    assert sent(client, "room-handed", [tip.pk], body).status_code == 200
    page = client.get(reverse("tips:room-tip", args=[tip.pk])).content.decode()
    assert "Lämnat till Norr" in page
    assert "Den mottagaren kan svara" in page
    there = Tip.objects.get(handed_from=tip)
    told = browser(other.people[0].user).get(reverse("tips:room-tip", args=[there.pk])).content.decode()
    assert box.recipient in told  # answers can be sealed to the sender
    assert str(tip.pk) not in told


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_are_whole_in_both_languages(team: Team, language: str) -> None:
    tip, _box = an_answerable_tip(team)
    client = browser(team.people[0].user)
    client.cookies["django_language"] = language
    with translation.override(language):
        for method, url in addresses(team, tip):
            if method == "get" and not url.endswith(("kapslar/", "forseglat/")):
                page = client.get(url, follow=True).content.decode()
                assert f'lang="{language}"' in page
                assert "<noscript>" in page
