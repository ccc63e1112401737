"""Tips and cases go to the authority that takes over with the yes of those they belong to, sealed, and open there."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from skyddsnat.cli import main
from skyddsnat.cooperation import api as cooperation
from skyddsnat.cooperation.models import (
    AuthorityKey,
    Child,
    ExchangeEvent,
    KeyHolding,
    OwnKey,
    Parcel,
    Referral,
)
from skyddsnat.cooperation.models import SuccessorConsent as CaseConsent
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.core.tests.databases import alone, migrated, throwaway
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
    TipLayer,
    WrappedKey,
)
from skyddsnat.website.handover import command
from skyddsnat.website.handover.consented import SEALED
from skyddsnat.website.handover.sealing import read_key
from skyddsnat.website.tests.handing_on import (
    PASSPHRASE,
    SUCCESSOR,
    Planted,
    plant,
    team_says_yes,
)


@contextmanager
def empty() -> Iterator[None]:
    """An installation with its tables and nothing in them."""
    with alone() as admin:
        origin = migrated(admin)
    with throwaway("taken_over", origin):
        yield


@pytest.fixture
def planted(committing: None) -> Planted:
    return plant()


@pytest.fixture
def key(tmp_path: Path, capsys: Any) -> Path:
    path = tmp_path / "successor.key"
    assert main(["hand-over", "key", "--out", str(path)]) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
    return path


def public_of(key: Path) -> str:
    return str(pyrage.x25519.Identity.from_str(read_key(key)).to_public())


def exported(tmp_path: Path, key: Path, to: str = SUCCESSOR) -> Path:
    path = tmp_path / f"{to}.zip"
    assert main(["hand-over", "export", "--out", str(path), "--to", to, "--key", public_of(key)]) == 0
    return path


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(path: Path, key: Path) -> dict[str, str]:
    """Everything in the file as text, what is sealed too."""
    identity = pyrage.x25519.Identity.from_str(read_key(key))
    return {
        name: (pyrage.decrypt(content, [identity]) if name.endswith(".age") else content).decode()
        for name, content in held(path).items()
    }


def rows(texts: dict[str, str], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(texts[f"sealed/{table}.csv.age"])))


def marks_of_team(team: Any) -> set[str]:
    """What would tell of anything that the team keeps."""
    own = Tip.objects.filter(receiver=team.receiver)
    found = {team.word, team.box.box}
    for tip in own:
        found |= {str(tip.pk), str(tip.mark), tip.sealed_sha256, bytes(tip.sealed or b"").hex()}
    found |= {bytes(one.key).hex() for one in TipLayer.objects.filter(tip__in=own)}
    found |= {str(one.mark) for one in Message.objects.filter(tip__in=own)}
    found |= {bytes(one.sealed).hex() for one in Message.objects.filter(tip__in=own)}
    found |= {bytes(one.sealed).hex() for one in Message.objects.filter(by__in=team.members)}
    found |= {bytes(one.sealed).hex() for one in WrappedKey.objects.filter(team_key__receiver=team.receiver)}
    for one in TeamKey.objects.filter(receiver=team.receiver):
        found |= {one.recipient, one.recovery}
    for member in MemberKey.objects.filter(user__in=team.members):
        found |= {member.recipient, bytes(member.guarded).hex()}
    return found - {""}


def marks_of_house(one: Any) -> set[str]:
    found = {one.child, str(one.case.pk), one.case.number, str(one.case.once)}
    found |= {str(move.once) for move in one.case.moves.all()} | {
        str(row.once) for row in one.case.guardians.all()
    }
    return found | marks_of_keys(one)


def marks_of_keys(one: Any) -> set[str]:
    found = {key.recipient for key in AuthorityKey.objects.filter(organisation=one.organisation)}
    found |= {bytes(row.sealed).hex() for row in KeyHolding.objects.filter(own_key__user__in=one.people)}
    return found | {key.recipient for key in OwnKey.objects.filter(user__in=one.people)}


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
    assert told["consents"][1]["given_on"] == said.given_at.date().isoformat()
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


def _sealed_byte(files: dict[str, bytes]) -> None:
    name = "sealed/cooperation_child.csv.age"
    files[name] = files[name][:-3] + bytes([files[name][-3] ^ 1]) + files[name][-2:]


def _swapped(files: dict[str, bytes]) -> None:
    one, other = "sealed/tips_tip.csv.age", "sealed/tips_message.csv.age"
    files[one], files[other] = files[other], files[one]


FAULTS: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "a sealed byte": (_sealed_byte, "cooperation_child.csv.age has been changed"),
    "two in each other's place": (_swapped, "The database refused it"),
    "a sealed table less": (
        lambda files: files.pop("sealed/tips_tip.csv.age"),
        "does not hold what its manifest says",
    ),
    "digests": (
        lambda files: files.update({"sealed/digests.json.age": b"x"}),
        "does not open what is sealed",
    ),
}


def test_what_is_sealed_is_taken_in_whole_or_not_at_all(
    planted: Planted, tmp_path: Path, key: Path, capsys: Any
) -> None:
    path, other = exported(tmp_path, key), tmp_path / "other.key"
    assert main(["hand-over", "key", "--out", str(other)]) == 0
    (tmp_path / "no.key").write_text("nothing")
    with empty():
        for keys, words in (
            ([], f"sealed to {public_of(key)}"), (["--key", str(other)], "does not open what is sealed"),
            (["--key", str(tmp_path / "no.key")], "holds no key"), (["--key", str(tmp_path / "x")], "cannot be read"),
        ):  # fmt: skip
            assert main(["hand-over", "import", str(path), *keys]) == 1
            assert words in capsys.readouterr().err
        for name, (change, words) in FAULTS.items():
            files = held(path)
            change(files)
            with zipfile.ZipFile(tmp_path / "changed.zip", "w") as archive:
                for one, content in files.items():
                    archive.writestr(one, content)
            assert main(["hand-over", "import", str(tmp_path / "changed.zip"), "--key", str(key)]) == 1, name
            assert words in capsys.readouterr().err, name
            assert not User.objects.exists()
            assert not Tip.objects.exists()
            assert not Parcel.objects.exists()


def test_the_command_says_what_it_needs(planted: Planted, tmp_path: Path, key: Path, capsys: Any) -> None:
    out = ["hand-over", "export", "--out", str(tmp_path / "x.zip")]
    with pytest.raises(SystemExit):
        main([*out, "--to", SUCCESSOR])
    assert "belong together" in capsys.readouterr().err
    assert main([*out, "--to", "Länsstyrelsen i Skån", "--key", public_of(key)]) == 2
    assert "Do you mean: Länsstyrelsen i Skåne län" in capsys.readouterr().err
    assert main([*out, "--to", SUCCESSOR, "--key", read_key(key)]) == 2
    assert "is no public key" in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()
    assert main(["hand-over", "key", "--out", str(key)]) == 1
    assert read_key(key)


def test_those_who_run_it_see_who_has_said_yes_and_nothing_more(planted: Planted, capsys: Any) -> None:
    assert main(["hand-over", "consents"]) == 0
    said = capsys.readouterr().out
    assert "Lag norr (Länsstyrelsen i Stockholms län): yes, Länsstyrelsen i Skåne län, until 20" in said
    assert "Myndigheten annan: no" in said
    assert main(["hand-over", "consents", "--to", SUCCESSOR]) == 0
    narrowed = capsys.readouterr().out
    assert "Lag soder (Länsstyrelsen i Uppsala län): no" in narrowed
    assert main(["hand-over", "consents", "--to", "Ingen"]) == 2
    assert not [
        word for word in (planted.going.word, planted.home.child, planted.home.case.number) if word in said
    ]


def test_no_file_is_left_that_nobody_could_see_was_made(
    planted: Planted, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_consents: list[int]) -> None:
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr(command, "NOTE_USED", {"tips": broken})
    with pytest.raises(RuntimeError):
        exported(tmp_path, key)
    assert not list(tmp_path.glob("*.zip"))
    assert not SuccessorConsent.objects.exclude(used_at=None).exists()


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
            assert stays == {}
            with empty():
                assert (
                    main(["hand-over", "import", str(tmp_path / f"{SUCCESSOR}.zip"), "--key", str(key)]) == 0
                )
                assert Tip.objects.count() == sealed["tips_tip"]["rows"]


def _everybody_says_yes() -> None:
    one, two = User.objects.order_by("pk")[:2]
    with connection.cursor() as cursor:
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
