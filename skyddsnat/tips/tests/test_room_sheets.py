"""Recovery sheets: made anew so that the old ones open nothing new, and tried without changing anything."""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Mapping

import pyrage
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.sealing import UnopenedError, new_identity, open_message, recipient_of
from skyddsnat.tips.filing.api import sealed_of
from skyddsnat.tips.models import RecoverySheets, TeamKey, WrappedKey
from skyddsnat.tips.room.access import must_renew, older_recoveries, openers_by_key, sheets_of
from skyddsnat.tips.room.actions.frame import add_member, remove_member
from skyddsnat.tips.room.actions.sheets import make_new_sheets, new_drill, prove_sheets
from skyddsnat.tips.room.actions.team import make_team_key, recover_keys, share_keys
from skyddsnat.tips.room.renewing import NewKey
from skyddsnat.tips.room.rules import TRIED_EVERY, should_try_sheets
from skyddsnat.tips.tests.room_cases import (
    Team,
    a_person,
    a_team,
    a_tip,
    browser,
    member_of,
    new_key,
    own_key,
    sealed_to,
    team_keys,
    with_key,
)


def opened(sealed: bytes, identity: str) -> str:
    found: bytes = pyrage.decrypt(bytes(sealed), [pyrage.x25519.Identity.from_str(identity)])
    return found.decode()


@pytest.fixture
def team(cast: Cast) -> Team:
    return a_team(cast.coordinator)


def recovery_wrap(key: TeamKey) -> bytes:
    return bytes(WrappedKey.objects.get(team_key=key, member_key=None).sealed)


class Fresh:
    """New sheets as a browser makes them: a new key, a new recovery, the old keys within it."""

    def __init__(self, team: Team, identities: Mapping[int, str]) -> None:
        self.identity, self.recovery = new_identity(), new_identity()
        self.key: NewKey = new_key(team.receiver, self.identity, self.recovery)
        self.old = {pk: sealed_to(one, recipient_of(self.recovery)) for pk, one in identities.items()}


def test_new_sheets_open_all_and_the_old_ones_nothing_that_comes_later(team: Team) -> None:
    (before,) = team_keys(team)
    earlier = a_tip(team)
    old_copy = recovery_wrap(before)
    fresh = Fresh(team, {before.pk: team.identity})
    me = team.people[0].user
    made = make_new_sheets(
        receiver=team.receiver, key=fresh.key, old=fresh.old, replaces=before.recipient, by=me
    )
    later = a_tip(team)
    assert later.team_key == made
    for key, identity in ((before, team.identity), (made, fresh.identity)):
        assert opened(recovery_wrap(key), fresh.recovery) == identity
        with pytest.raises(pyrage.DecryptError):
            opened(recovery_wrap(key), team.recovery)
    stolen = opened(old_copy, team.recovery)  # an old copy of the database and two old sheets
    assert open_message(sealed_of(earlier), stolen)
    with pytest.raises(UnopenedError):
        open_message(sealed_of(later), stolen)
    before.refresh_from_db()
    assert (before.recovery, before.retired_at is not None) == (recipient_of(fresh.recovery), True)
    assert older_recoveries(team.receiver) == []
    sheets = sheets_of(team.receiver)
    assert sheets is not None
    assert (sheets.recovery, sheets.made_by, sheets.proven_at) == (recipient_of(fresh.recovery), me, None)
    assert AuditEntry.objects.get(verb="team_key.sheets_made").details == {"keys": 2}


def test_a_second_click_makes_nothing_more_and_another_window_is_told(team: Team) -> None:
    (before,) = team_keys(team)
    fresh, me = Fresh(team, {before.pk: team.identity}), team.people[0].user
    same = {"receiver": team.receiver, "key": fresh.key, "old": fresh.old, "replaces": before.recipient}
    made = make_new_sheets(**same, by=me)
    assert make_new_sheets(**same, by=me) == made
    other = Fresh(team, {before.pk: team.identity})
    with pytest.raises(Refused, match="medan du höll på"):
        make_new_sheets(
            receiver=team.receiver, key=other.key, old=other.old, replaces=before.recipient, by=me
        )
    assert TeamKey.objects.filter(receiver=team.receiver).count() == 2


def test_new_sheets_must_open_every_key_that_the_team_opens(team: Team, cast: Cast) -> None:
    (before,) = team_keys(team)
    me, bo = team.people[0].user, team.people[1]
    fresh = Fresh(team, {})
    ask = {"receiver": team.receiver, "key": fresh.key, "replaces": before.recipient}
    for old in ({}, {before.pk: b"no age file"}, {before.pk: fresh.key.recovery_wrap, 0: b""}):
        with pytest.raises(Refused):
            make_new_sheets(**ask, old=old, by=me)
    WrappedKey.objects.filter(team_key=before, member_key=own_key(bo)).delete()
    with pytest.raises(Refused, match="inte öppna lagets nyckel själv"):
        make_new_sheets(**ask, old={before.pk: fresh.key.recovery_wrap}, by=bo.user)
    with pytest.raises(PermissionDenied):
        make_new_sheets(**ask, old={}, by=cast.coordinator)
    assert recovery_wrap(before)
    assert not AuditEntry.objects.filter(verb="team_key.sheets_made").exists()


def test_somebody_who_lacks_an_older_key_is_sent_to_a_colleague(team: Team, cast: Cast) -> None:
    carl = a_person("carl")
    anna, (first,) = team.people[0], team_keys(team)
    second = new_identity()
    make_team_key(
        receiver=team.receiver, key=new_key(team.receiver, second, team.recovery), replaces=first.recipient,
        by=anna.user,
    )  # fmt: skip
    add_member(receiver=team.receiver, user=carl.user, by=cast.coordinator)
    now = team_keys(team)[1]
    share_keys(
        receiver=team.receiver, to=own_key(carl), wraps={now.pk: sealed_to(second, carl.recipient)}, by=anna.user
    )  # fmt: skip
    fresh = Fresh(team, {now.pk: second})
    with pytest.raises(Refused, match="Be en kollega"):
        make_new_sheets(
            receiver=team.receiver, key=fresh.key, old=fresh.old, replaces=now.recipient, by=carl.user
        )
    page = browser(carl.user).get(reverse("tips:new-sheets", args=[team.receiver.pk])).text
    assert "Be en kollega" in page
    assert "data-renew data-to" not in page


def test_a_key_that_nobody_opens_stays_with_the_old_sheets_and_they_recover_it(team: Team) -> None:
    me, (lost,) = team.people[0], team_keys(team)
    second = new_identity()
    make_team_key(
        receiver=team.receiver, key=new_key(team.receiver, second, team.recovery), replaces=lost.recipient,
        by=me.user,
    )  # fmt: skip
    WrappedKey.objects.filter(team_key=lost).exclude(member_key=None).delete()
    now = team_keys(team)[1]
    assert set(openers_by_key(team.receiver)) == {now.pk}
    page = browser(me.user).get(reverse("tips:new-sheets", args=[team.receiver.pk])).text
    assert "1 äldre nyckel kan ingen i laget öppna" in page
    fresh = Fresh(team, {now.pk: second})
    make_new_sheets(receiver=team.receiver, key=fresh.key, old=fresh.old, replaces=now.recipient, by=me.user)
    assert older_recoveries(team.receiver) == [recipient_of(team.recovery)]
    again = {lost.pk: sealed_to(opened(recovery_wrap(lost), team.recovery), me.recipient)}
    recover_keys(receiver=team.receiver, wraps=again, by=me.user)
    assert lost.pk in openers_by_key(team.receiver)
    page = browser(me.user).get(reverse("tips:recovery", args=[team.receiver.pk])).text
    assert recipient_of(team.recovery) in page


def test_new_sheets_are_also_the_new_key_after_somebody_left(team: Team, cast: Cast) -> None:
    remove_member(member=member_of(team, team.people[1]), by=cast.coordinator)
    assert must_renew(team.receiver)
    (before,) = team_keys(team)
    fresh = Fresh(team, {before.pk: team.identity})
    make_new_sheets(
        receiver=team.receiver, key=fresh.key, old=fresh.old, replaces=before.recipient, by=team.people[0].user
    )  # fmt: skip
    assert not must_renew(team.receiver)


def tried(team: Team, recovery: str, client: Client) -> tuple[str, str]:
    """The word of a drill as the browser opens it with the sheets."""
    address = reverse("tips:recovery-keys", args=[team.receiver.pk])
    drill = client.get(f"{address}?prov").json()["drill"]
    return open_message(base64.b64decode(drill["sealed"]), recovery)["text"], drill["sign"]


def posted(client: Client, team: Team, word: str, sign: str) -> int:
    address = reverse("tips:drilled", args=[team.receiver.pk])
    body = json.dumps({"word": word, "sign": sign})
    return int(client.post(address, body, content_type="application/json").status_code)


def test_a_drill_proves_the_sheets_and_changes_nothing_else(team: Team) -> None:
    me = team.people[0].user
    client, page = browser(me), reverse("tips:team", args=[team.receiver.pk])
    before = list(WrappedKey.objects.order_by("pk").values())
    assert "Återställningsbladen är aldrig provade" in client.get(page).text
    word, sign = tried(team, team.recovery, client)
    assert posted(client, team, "0" * 32, sign) == 422
    assert posted(client, team, word, sign[:-1]) == 422
    sheets = sheets_of(team.receiver)
    assert sheets is not None
    assert sheets.proven_at is None
    assert posted(client, team, word, sign) == 200
    sheets.refresh_from_db()
    assert sheets.proven_by == me
    assert "aldrig provade" not in client.get(page).text
    assert list(WrappedKey.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.filter(verb="team_key.sheets_proven").count() == 1
    RecoverySheets.objects.update(
        made_at=timezone.now() - 2 * TRIED_EVERY, proven_at=timezone.now() - datetime.timedelta(days=366)
    )
    assert "Dags att prova återställningsbladen igen" in client.get(page).text


def test_a_drill_of_another_team_or_of_replaced_sheets_proves_nothing(team: Team, cast: Cast) -> None:
    other = a_team(cast.coordinator, "nord")
    client = browser(team.people[0].user)
    word, sign = tried(other, other.recovery, browser(other.people[0].user))
    assert posted(client, team, word, sign) == 422
    word, sign = tried(team, team.recovery, client)
    (before,) = team_keys(team)
    fresh = Fresh(team, {before.pk: team.identity})
    make_new_sheets(
        receiver=team.receiver, key=fresh.key, old=fresh.old, replaces=before.recipient, by=team.people[0].user
    )  # fmt: skip
    assert posted(client, team, word, sign) == 422
    with pytest.raises(PermissionDenied):
        prove_sheets(receiver=team.receiver, word=word, sign=sign, by=other.people[0].user)
    assert not RecoverySheets.objects.exclude(proven_at=None).exists()


def test_the_word_of_a_drill_stands_nowhere_in_the_open(team: Team) -> None:
    drill = new_drill(team.receiver, recipient_of(team.recovery))
    word = open_message(drill.sealed, team.recovery)["text"]
    assert word.encode() not in drill.sealed
    assert word not in drill.sign
    assert open_message(new_drill(team.receiver, recipient_of(team.recovery)).sealed, team.recovery) != word


def test_the_database_keeps_sheets_once_and_a_trial_with_its_person(team: Team) -> None:
    sheets = RecoverySheets.objects.get(receiver=team.receiver)
    for wrong in (
        {"proven_at": timezone.now()},
        {"proven_by": sheets.made_by},
        {"proven_by": sheets.made_by, "proven_at": sheets.made_at - datetime.timedelta(days=1)},
        {"recovery": "AGE-SECRET-KEY-1"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecoverySheets.objects.filter(pk=sheets.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecoverySheets.objects.create(
            receiver=team.receiver, recovery=sheets.recovery, made_by=sheets.made_by
        )


def test_sheets_are_tried_once_a_year() -> None:
    now = timezone.now()
    assert should_try_sheets(None, now)
    assert not should_try_sheets(now - TRIED_EVERY, now)
    assert should_try_sheets(now - TRIED_EVERY - datetime.timedelta(seconds=1), now)


def test_the_pages_say_what_the_old_sheets_still_open_and_strangers_find_nothing(
    team: Team, cast: Cast
) -> None:
    pages = [reverse(f"tips:{name}", args=[team.receiver.pk]) for name in ("drill", "new-sheets")]
    client = browser(team.people[0].user)
    said = [client.get(page) for page in pages]
    assert all(answer.headers["Cache-Control"] == "no-store, private" for answer in said)
    assert "De gamla bladen kan fortfarande öppna det som kom före" in said[1].text
    posts = [reverse(f"tips:{name}", args=[team.receiver.pk]) for name in ("drilled", "sheets-keep")]
    stranger = browser(with_key(cast.receiver).user)
    for page in pages:
        assert stranger.get(page).status_code == 404
        assert browser(cast.coordinator).get(page).status_code == 403
    for page in posts:
        assert stranger.post(page, "{}", content_type="application/json").status_code == 404
        assert client.get(page).status_code == 405
        assert client.post(page, "no json", content_type="application/json").status_code == 422


def test_new_sheets_are_kept_over_the_page(team: Team) -> None:
    (before,) = team_keys(team)
    fresh = Fresh(team, {before.pk: team.identity})

    def coded(data: bytes) -> str:
        return base64.b64encode(data).decode()

    body = {
        "recipient": fresh.key.recipient, "recovery": fresh.key.recovery, "replaces": before.recipient,
        "wraps": {str(pk): coded(one) for pk, one in fresh.key.wraps.items()},
        "recovery_wrap": coded(fresh.key.recovery_wrap),
        "old": {str(pk): coded(one) for pk, one in fresh.old.items()},
    }  # fmt: skip
    client, address = browser(team.people[0].user), reverse("tips:sheets-keep", args=[team.receiver.pk])
    kept = client.post(address, json.dumps(body), content_type="application/json")
    assert kept.json() == {"to": reverse("tips:team", args=[team.receiver.pk])}
    assert "De nya bladen gäller" in client.get(kept.json()["to"]).text
