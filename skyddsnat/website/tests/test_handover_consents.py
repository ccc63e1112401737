"""Tips and cases go to the authority that takes over with the yes of those they belong to, sealed, and open there."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from base64 import b64decode
from pathlib import Path
from typing import Any

import pyrage
from django.db import connection
from django.test import Client
from django.urls import reverse

from skyddsnat.cli import main
from skyddsnat.cooperation import api as cooperation
from skyddsnat.cooperation.models import Child, ExchangeEvent, OwnKey, Referral
from skyddsnat.cooperation.models import SuccessorConsent as CaseConsent
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.core.tests.databases import throwaway
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.sealing import open_message
from skyddsnat.tips import api as tips
from skyddsnat.tips.models import (
    FilingKey,
    HandOver,
    MemberKey,
    Message,
    RecoverySheets,
    SuccessorConsent,
    TeamKey,
    Tip,
)
from skyddsnat.website.handover.consented import SEALED
from skyddsnat.website.tests.handed_files import (
    empty,
    exported,
    held,
    marks_of_house,
    marks_of_keys,
    marks_of_team,
    opened,
    public_of,
    rows,
)
from skyddsnat.website.tests.handing_on import PASSPHRASE, SUCCESSOR, Planted, team_says_yes


def test_nothing_of_those_who_have_not_said_yes_is_in_the_file(
    planted: Planted, tmp_path: Path, key: Path
) -> None:
    texts = opened(exported(tmp_path, key), key)
    forbidden = marks_of_team(planted.staying) | marks_of_house(planted.other) | marks_of_keys(planted.abroad)
    forbidden |= {str(planted.parcel.pk), str(planted.parcel.once)}
    assert len(forbidden) > 30
    for name, text in texts.items():
        assert [mark for mark in forbidden if mark in text] == [], name
    told = {
        (one["target_type"], one["target_id"])
        for one in csv.DictReader(io.StringIO(texts["tables/core_auditentry.csv"]))
    }
    stays = {("tips.teamkey", TeamKey.objects.get(receiver=planted.staying.receiver).pk)}
    stays |= {
        ("tips.memberkey", one.pk) for one in MemberKey.objects.filter(user__in=planted.staying.members)
    }
    stays |= {("tips.successorconsent", SuccessorConsent.objects.get(receiver=planted.staying.receiver).pk)}
    stays |= {("cooperation.ownkey", one.pk) for one in OwnKey.objects.filter(user__in=planted.other.people)}
    stays |= {("cooperation.guardian", planted.other.case.guardians.get().pk)}
    assert len(stays) == 7
    logged = set(AuditEntry.objects.values_list("target_type", "target_id"))
    assert {(kind, str(pk)) for kind, pk in stays} <= logged
    assert told.isdisjoint((kind, str(pk)) for kind, pk in stays)
    assert ("tips.tip", str(planted.going.tip.pk)) in told
    assert ("cooperation.referral", str(planted.home.case.pk)) in told


def test_what_goes_is_whole_and_sealed_to_the_successor(planted: Planted, tmp_path: Path, key: Path) -> None:
    path = exported(tmp_path, key)
    texts = opened(path, key)
    going = planted.going
    own = [going.tip, planted.handed_in]
    assert {row["id"] for row in rows(texts, "tips_tip")} == {str(tip.pk) for tip in own}
    assert {row["handed_from_id"] for row in rows(texts, "tips_tip")} == {""}
    assert len(rows(texts, "tips_tiplayer")) == 2
    assert rows(texts, "tips_handover") == []  # each has one end with those who stay
    assert len(rows(texts, "tips_message")) == 2  # the note, and the answer to what was handed in
    assert len(rows(texts, "tips_wrappedkey")) == 3
    assert [row["number"] for row in rows(texts, "cooperation_referral")] == [planted.home.case.number]
    assert [row["given_name"] for row in rows(texts, "cooperation_child")] == ["Alfrida"]
    assert len(rows(texts, "cooperation_keyholding")) == 2
    assert rows(texts, "cooperation_parcel") == []  # sealed to an authority that has not said yes
    secret = marks_of_team(going) - {str(tip.pk) for tip in own}
    secret |= marks_of_house(planted.home) - {str(planted.home.case.pk), planted.home.case.number}
    for name, content in held(path).items():
        assert [mark for mark in secret if mark.encode() in content] == [], name


def test_the_manifest_names_each_yes_and_how_much_stays(planted: Planted, tmp_path: Path, key: Path) -> None:
    told = json.loads(held(exported(tmp_path, key))["manifest.json"])
    said = SuccessorConsent.objects.get(receiver=planted.going.receiver)
    assert [(one["room"], one["whose"]) for one in told["consents"]] == [
        ("cooperation", "Myndigheten hemma"), ("tips", "Lag norr"),
    ]  # fmt: skip
    assert told["consents"][1]["successor"] == said.successor.name
    assert told["consents"][1]["until"] == said.until.isoformat()
    assert told["consents"][1]["given_on"] == said.given_at.astimezone(STOCKHOLM).date().isoformat()
    assert told["sealed"]["to"] == public_of(key)
    assert told["sealed"]["tables"].keys() >= SEALED
    assert "sha256" not in told["sealed"]["tables"]["cooperation_child"]
    assert told["sealed"]["tables"]["tips_tip"]["rows"] == told["left_out"]["tips_tip"]["rows"] == 2
    assert told["left_out"]["cooperation_parcel"]["rows"] == 2
    assert all(one["why"] for one in told["left_out"].values())


def test_each_yes_that_was_used_is_noted_for_those_who_gave_it(
    planted: Planted, tmp_path: Path, key: Path
) -> None:
    exported(tmp_path, key)
    used = SuccessorConsent.objects.exclude(used_at=None), CaseConsent.objects.exclude(used_at=None)
    assert [one.receiver for one in used[0]] == [planted.going.receiver]
    assert [one.organisation for one in used[1]] == [planted.home.organisation]
    verbs = AuditEntry.objects.filter(verb__endswith="_consent.used").values_list("verb", flat=True)
    assert sorted(verbs) == ["case_consent.used", "tip_consent.used"]


def test_a_yes_to_another_counts_for_nothing(
    planted: Planted, tmp_path: Path, key: Path, capsys: Any
) -> None:
    tips.take_back_yes(receiver=planted.going.receiver, by=planted.going.members[1])
    cooperation.take_back_yes(organisation=planted.home.organisation, by=planted.home.people[1])
    path = exported(tmp_path, key)
    assert "nobody has said yes" in capsys.readouterr().out
    told = json.loads(held(path)["manifest.json"])
    assert (told["consents"], told["sealed"]["tables"]) == ([], {})
    assert not [name for name in held(path) if name.startswith("sealed/")]
    everybody = marks_of_team(planted.going) | marks_of_team(planted.staying) | marks_of_house(planted.home)
    for name, content in held(path).items():
        assert [mark for mark in everybody if mark.encode() in content] == [], name


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def identity_with(client: Client, room: str) -> tuple[str, list[dict[str, Any]]]:
    """What the passphrase opens of the own key, and what is wrapped to it, as a browser does it."""
    body = client.get(reverse(room)).json()
    own = pyrage.passphrase.decrypt(b64decode(body["own"]["guarded"]), PASSPHRASE).decode()
    return own, body["wraps"]


def unwrapped(sealed: str, identity: str) -> str:
    text: bytes = pyrage.decrypt(b64decode(sealed), [pyrage.x25519.Identity.from_str(identity)])
    return text.decode()


def test_tips_and_cases_open_at_the_successor_for_theirs_and_nobody_else(
    planted: Planted, tmp_path: Path, key: Path
) -> None:
    path, going, home = exported(tmp_path, key), planted.going, planted.home
    with empty():
        assert main(["hand-over", "import", str(path), "--key", str(key)]) == 0
        assert (
            main(["hand-over", "export", "--out", str(tmp_path / "on.zip")]) == 0
        )  # and nothing sealed goes on
        member = signed_in(going.members[0].email)
        own, wraps = identity_with(member, "tips:my-keys")
        team = unwrapped(wraps[0]["sealed"], own)
        body = member.get(reverse("tips:room-sealed", args=[going.tip.pk])).json()
        assert open_message(b64decode(body["tip"]), team)["what"] == going.word
        assert (
            open_message(b64decode(body["messages"][0]["sealed"]), team)["text"] == f"anteckning {going.word}"
        )
        assert member.get(reverse("tips:room-tip", args=[planted.handed_in.pk])).status_code == 200
        recovered = member.get(reverse("tips:recovery-keys", args=[going.receiver.pk])).json()["wraps"]
        assert unwrapped(recovered[0]["sealed"], going.recovery) == going.identity
        outsider, staff = signed_in(planted.staying.members[0].email), signed_in("samordnare@example.org")
        assert outsider.get(reverse("tips:room-sealed", args=[going.tip.pk])).status_code == 404
        assert staff.get(reverse("tips:room-sealed", args=[going.tip.pk])).status_code == 403
        assert outsider.get(reverse("tips:my-keys")).json() == {"own": None, "wraps": []}
        receiver = tips.Receiver.objects.get(pk=going.receiver.pk)
        assert not receiver.is_on
        tips.switch(receiver=receiver, on=True, by=User.objects.get(email="samordnare@example.org"))
        page = reverse("cooperation:referral", args=[home.case.pk])
        assert home.child in signed_in(home.people[1].email).get(page).content.decode()
        for email, status in ((planted.other.people[0].email, 404), ("samordnare@example.org", 403)):
            assert signed_in(email).get(page).status_code == status
        assert Referral.objects.count() == Child.objects.count() == 1
        assert not ExchangeEvent.objects.exists()
        assert RecoverySheets.objects.count() == 1
        assert set(FilingKey.objects.values_list("sealed", flat=True)) == {None}
    with zipfile.ZipFile(tmp_path / "on.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["consents"] == []


def test_what_two_said_yes_for_keeps_its_trace(planted: Planted, tmp_path: Path, key: Path) -> None:
    tips.take_back_yes(receiver=planted.staying.receiver, by=planted.staying.members[0])
    team_says_yes(planted.staying)
    path = exported(tmp_path, key)
    with empty():
        assert main(["hand-over", "import", str(path), "--key", str(key)]) == 0
        assert HandOver.objects.count() == 2
        assert Tip.objects.filter(handed_from=planted.going.tip.pk).count() == 1
        assert (
            Message.objects.filter(tip=planted.going.tip.pk).count() == 2
        )  # the note, and the other team's answer


def test_everything_sealed_goes_when_everybody_says_yes(
    year: None, django_db_blocker: Any, tmp_path: Path, key: Path
) -> None:
    """In the demonstration, so that no table that points to a tip or a case is forgotten, and none points in a ring."""
    with django_db_blocker.unblock():
        database = connection.settings_dict["NAME"]
        connection.close()
        with throwaway("everybody", database):
            _everybody_says_yes()
            told = json.loads(held(exported(tmp_path, key))["manifest.json"])
            sealed = told["sealed"]["tables"]
            filled = {name for name, one in sealed.items() if one["rows"]}
            assert len(filled) > 20
            stays = {name: told["left_out"][name]["rows"] for name in sealed if name in told["left_out"]}
            assert stays == {"tips_successorconsent": 1}  # the yes that was ended
            with empty():
                assert (
                    main(["hand-over", "import", str(tmp_path / f"{SUCCESSOR}.zip"), "--key", str(key)]) == 0
                )
                assert Tip.objects.count() == sealed["tips_tip"]["rows"]


def _everybody_says_yes() -> None:
    one, two = User.objects.order_by("pk")[:2]
    with connection.cursor() as cursor:
        end = "UPDATE tips_successorconsent SET ended_by_id = %s, ended_at = now()"
        cursor.execute(end, [one.pk])  # the demonstration's is to another
        for table, whose in (
            ("tips_successorconsent (receiver_id,", "SELECT id FROM tips_receiver"),
            (
                "cooperation_successorconsent (organisation_id,",
                "SELECT owner_id FROM cooperation_referral UNION SELECT organisation_id FROM cooperation_authoritykey",
            ),
        ):
            cursor.execute(
                f"INSERT INTO {table} successor_id, until, given_by_id, given_at, confirmed_by_id, confirmed_at)"
                f" SELECT w.*, o.id, current_date + 30, %s, now(), %s, now() FROM ({whose}) w, actors_organisation o"
                " WHERE o.code = %s",
                [one.pk, two.pk, SUCCESSOR],
            )
