"""The door: a tip is kept once, signed for, and never lost; what comes wrong is told what to do."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey

from skyddsnat.conftest import together
from skyddsnat.shared import sealing
from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.tips.filing import challenges
from skyddsnat.tips.filing.access import sealed_of
from skyddsnat.tips.filing.actions import file_sending, file_tip
from skyddsnat.tips.filing.keys import ensure_filing_key, key_set, public_keys, rotate_filing_key
from skyddsnat.tips.filing.layer import BrokenLayerError, new_key, unwrap, wrap
from skyddsnat.tips.filing.proofs import BadProofError, Proof, read, to_pem
from skyddsnat.tips.filing.rules import AnotherSending, RefusedSending, bits_for
from skyddsnat.tips.models import FilingKey, TeamKey, Tip, TipLayer
from skyddsnat.tips.tests.filing_cases import SAID, a_receiver, a_sending, as_json, identity, post, sealed

IN = "/tips/in/"


def proof_in(text: str, settings: Any) -> Proof:
    return read(text, public_keys(), site=settings.SITE_ADDRESS)


@pytest.mark.django_db
def test_a_tip_is_kept_sealed_twice_and_signed_for(settings: Any) -> None:
    sending = a_sending(a_receiver())
    answer = post(IN, as_json(sending))
    assert (answer.status_code, answer.json().keys()) == (201, {"proof"})
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Vary" not in answer
    tip = Tip.objects.get()
    assert (tip.mark, tip.kind, tip.state, tip.sealed_by) == (sending.mark, "exploited", "new", "browser")
    assert sending.sealed[100:200] not in bytes(tip.sealed)
    assert sealing.open_message(sealed_of(tip), identity()) == SAID
    assert proof_in(answer.json()["proof"], settings) == Proof(sha256_hex(sending.sealed), today())


@pytest.mark.django_db
def test_what_is_sent_again_is_answered_the_same() -> None:
    sending = a_sending(a_receiver())
    first = post(IN, as_json(sending))
    again = post(IN, as_json(sending))
    anew = post(IN, as_json(sending, mark=str(uuid.uuid4()), box=None, answers_to=""))  # a mark that was lost
    assert (first.status_code, again.status_code, anew.status_code) == (201, 200, 200)
    assert first.json() == again.json() == anew.json()
    assert Tip.objects.count() == TipLayer.objects.count() == 1


@pytest.mark.django_db
def test_something_else_under_the_same_mark_or_receipt_is_told_and_the_first_kept() -> None:
    receiver = a_receiver()
    sending = a_sending(receiver)
    file_sending(sending)
    other = as_json(a_sending(receiver, mark=sending.mark))
    answer = post(IN, other)
    assert (answer.status_code, answer.json()["code"]) == (409, "text")
    assert "nytt formulär" in answer.json()["fault"]
    same_box = post(IN, as_json(a_sending(receiver, box=sending.box, answers_to=sending.answers_to)))
    assert (same_box.status_code, same_box.json()["code"]) == (409, "receipt")
    assert sealed_of(Tip.objects.get()) == sending.sealed


def test_the_same_tip_from_eight_at_once_is_one(committing: None) -> None:
    sending = a_sending(a_receiver())
    ensure_filing_key()
    filed = together(*[lambda: file_sending(sending)] * 8)
    assert len({one.proof for one in filed}) == 1
    assert sorted(one.is_new for one in filed) == [False] * 7 + [True]
    assert Tip.objects.count() == 1


def test_a_tip_is_the_outermost_transaction(committing: None) -> None:
    sending = a_sending(a_receiver())
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        file_sending(sending)


def test_a_database_that_does_not_wait_for_the_disk_waits_for_tips(committing: None) -> None:
    receiver = a_receiver()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        with transaction.atomic():
            made = a_sending(receiver)
            Tip.objects.create(
                mark=made.mark, receiver=receiver, team_key=TeamKey.objects.get(), kind=made.kind,
                language="sv", sealed=b"x", sealed_sha256=sha256_hex(b"x"), sealed_by="server",
            )  # fmt: skip
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.django_db
def test_the_server_seals_and_files_by_the_same_way() -> None:
    receiver = a_receiver()
    filed = file_tip(
        mark=uuid.uuid4(), receiver=receiver, kind="online", language="ti", sealed=sealed(), sealed_by="server",
        box=None, answers_to="",
    )  # fmt: skip
    assert filed.is_new
    assert (filed.tip.sealed_by, filed.tip.box, filed.tip.language) == ("server", None, "ti")


@pytest.mark.django_db
def test_an_old_key_and_a_receiver_switched_off_are_taken() -> None:
    receiver = a_receiver()
    sending = a_sending(receiver)
    TeamKey.objects.update(retired_at="2026-11-26T12:00Z")
    receiver.is_on = False
    receiver.save()
    assert post(IN, as_json(sending)).status_code == 201
    other = sealing.recipient_of(sealing.new_identity())
    answer = post(IN, as_json(a_sending(receiver, key=other)))
    assert (answer.status_code, answer.json()["code"]) == (422, "receiver")


WRONG: list[dict[str, Any]] = [
    {"mark": "1"}, {"mark": None}, {"mark": 7}, {"receiver": "1"}, {"receiver": 2**70}, {"receiver": -1},
    {"kind": "x"}, {"kind": ["exploited"]}, {"language": "svenska"}, {"language": "<b>"}, {"key": "age1x"},
    {"sealed": "AAAA"}, {"sealed": "å"}, {"sealed": None}, {"sealed": "A" * 90_000},
    {"box": None}, {"answers_to": ""}, {"box": "x" * 64}, {"answers_to": "age1"}, {"kind": "exploited\0"},
    {"challenge": 1},
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{next(iter(wrong.items()))}"[:30])
def test_a_wrong_shape_is_told_what_to_do(wrong: dict[str, Any]) -> None:
    answer = post(IN, as_json(a_sending(a_receiver()), **wrong))
    assert (answer.status_code, answer.json()["code"]) == (422, "shape")
    assert "skicka en gång till" in answer.json()["fault"]
    assert Tip.objects.count() == 0


@pytest.mark.django_db
def test_only_our_own_pages_send_and_only_json() -> None:
    said = as_json(a_sending(a_receiver()))
    assert post(IN, said, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post(IN, said, **{"Sec-Fetch-Site": "same-origin"}).status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("body", [" ", "[]", "nej", "[" * 90_000, '{"mark": 1, "mark"'])
def test_what_is_no_json_object_is_a_wrong_shape(client: Any, body: str) -> None:
    assert client.post(IN, body, content_type="application/json").status_code == 422
    assert client.post(IN, body, content_type="text/plain").status_code == 403
    assert client.get(IN).status_code == 405


@pytest.mark.django_db
def test_a_database_that_is_away_says_again_and_logs_nothing_of_it(monkeypatch: Any, caplog: Any) -> None:
    sending = as_json(a_sending(a_receiver()))

    def away(_sending: object) -> None:
        raise DatabaseError("Failing row contains (planted)")

    monkeypatch.setattr("skyddsnat.tips.filing.actions.store", away)
    answer = post(IN, sending)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "planted" not in caplog.text
    assert "DatabaseError" in caplog.text


# --- work ---


@pytest.mark.django_db
def test_work_is_asked_for_when_many_come_and_only_ours_counts(monkeypatch: Any) -> None:
    monkeypatch.setattr(challenges, "bits_now", lambda: 12)
    receiver = a_receiver()
    asked = challenges.new_challenge()
    assert asked.bits == 12
    data = sealed()
    number = next(str(n) for n in range(10**6) if sealing.bits_of(asked.text, sha256_hex(data), str(n)) >= 12)
    file_sending(a_sending(receiver, sealed=data, challenge=asked.text, nonce=number))
    first = Tip.objects.get()
    assert first.work_asked == 12
    assert first.work_done >= 12
    for challenge in ("", asked.text.replace(".12.", ".0."), "1.12.AAAAAAAAAAAAAAAAAAAAAA", "x" * 500):
        file_sending(a_sending(receiver, challenge=challenge, nonce=number))
    assert set(Tip.objects.exclude(pk=first.pk).values_list("work_asked", "work_done")) == {(12, 0)}
    slot = challenges.time.time() + challenges.SLOT * (challenges.KEPT_SLOTS + 1)
    monkeypatch.setattr(challenges.time, "time", lambda: slot)
    assert challenges.work_of(asked.text, number, sha256_hex(data)) == (12, 0)


@pytest.mark.django_db
def test_the_load_is_counted_from_what_came_lately(monkeypatch: Any) -> None:
    monkeypatch.setattr("skyddsnat.tips.filing.rules.CALM", 1)
    monkeypatch.setattr(challenges, "_last", challenges._Counted(-100.0, "", 0))
    receiver = a_receiver()
    assert challenges.bits_now() == 0
    for _n in range(2):
        file_sending(a_sending(receiver))
    assert challenges.bits_now() == 0  # what was counted a moment ago is believed
    monkeypatch.setattr(challenges, "_last", challenges._Counted(-100.0, "", 0))
    assert challenges.bits_now() == 12


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_more_senders_never_ask_for_less_work(few: int, many: int) -> None:
    few, many = sorted((few, many))
    assert 0 <= bits_for(few) <= bits_for(many) <= 20


def test_calm_asks_for_nothing() -> None:
    assert [bits_for(n) for n in (0, 60, 61, 120, 60 * 2**9, 10**9)] == [0, 0, 11, 12, 20, 20]


# --- proofs and their keys ---


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")  # for Ed25519, which fewer programs know yet
@pytest.mark.django_db
def test_another_library_believes_a_proof_by_the_published_key(client: Any, settings: Any) -> None:
    sending = a_sending(a_receiver())
    proof = file_sending(sending).proof
    (key,) = client.get("/tips/kvitto-nyckel.json").json()["keys"]
    said = jws.deserialize_compact(proof, OKPKey.import_key(key), algorithms=["EdDSA"])
    assert json.loads(said.payload) == {
        "iss": settings.SITE_ADDRESS, "sha256": sha256_hex(sending.sealed), "filed": today().isoformat(),
    }  # fmt: skip
    assert said.headers()["kid"] == key["kid"]
    assert "d" not in key


@pytest.mark.django_db
def test_a_proof_outlives_its_key_and_tells_when_it_was_touched(settings: Any) -> None:
    receiver = a_receiver()
    proof = file_sending(a_sending(receiver)).proof
    new = rotate_filing_key(by=None)
    assert proof_in(proof, settings).filed == today()
    assert FilingKey.objects.exclude(pk=new.pk).get().sealed is None
    assert len(key_set()["keys"]) == 2
    assert proof_in(file_sending(a_sending(receiver)).proof, settings)
    parts = proof.split(".")
    for wrong in (
        "",
        "a.b.c",
        proof[:-2],
        f"{parts[0]}.{parts[1]}.",
        f"{parts[1]}.{parts[1]}.{parts[2]}",
        "x" * 9999,
    ):
        with pytest.raises(BadProofError):
            proof_in(wrong, settings)
    with pytest.raises(BadProofError):
        read(proof, public_keys(), site="https://another.example")


@pytest.mark.django_db
def test_a_tip_is_taken_also_when_the_secret_was_changed(settings: Any) -> None:
    receiver = a_receiver()
    old = file_sending(a_sending(receiver)).proof
    settings.SECRET_KEY = "another" * 9
    assert proof_in(file_sending(a_sending(receiver)).proof, settings)
    assert proof_in(old, settings)
    assert FilingKey.objects.count() == 2


@pytest.mark.django_db
def test_the_environments_key_signs_and_is_never_kept(settings: Any) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    receiver = a_receiver()
    file_sending(a_sending(receiver))
    settings.FILING_KEY = to_pem(Ed25519PrivateKey.generate()).decode()
    key = ensure_filing_key()
    assert key.sealed is None
    assert proof_in(file_sending(a_sending(receiver)).proof, settings)
    assert ensure_filing_key() == key
    with pytest.raises(Exception, match="FILING_KEY"):
        rotate_filing_key(by=None)


@pytest.mark.django_db
def test_the_page_says_whether_a_proof_is_ours_and_no_more(client: Any) -> None:
    sending = a_sending(a_receiver())
    proof = file_sending(sending).proof
    assert client.get("/tips/kvitto/").status_code == 200
    page = client.post("/tips/kvitto/", {"proof": f" {proof[:60]}\n{proof[60:]} "})
    said = page.content.decode()
    assert "Beviset är äkta" in said
    assert sha256_hex(sending.sealed) in said
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"
    wrong = client.post("/tips/kvitto/", {"proof": proof[:-1]})
    assert wrong.status_code == 422
    assert "inget bevis från oss" in wrong.content.decode()
    assert proof[:-1] in wrong.content.decode()  # what was typed is kept on the page
    assert "Klistra in" in client.post("/tips/kvitto/", {}).content.decode()
    client.logout()
    elsewhere = client.post("/tips/kvitto/", {"proof": proof}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "äkta</" not in elsewhere.content.decode().replace("är äkta.", "")


# --- the outer layer, and what the database refuses ---


@given(st.binary(max_size=500))
def test_what_is_wrapped_opens_with_its_key_alone(data: bytes) -> None:
    key = new_key()
    wrapped = wrap(key, data)
    assert unwrap(key, wrapped) == data
    assert wrap(key, data) != wrapped
    for broken, with_key in [(wrapped, new_key()), (wrapped[:-1], key), (b"", key)]:
        with pytest.raises(BrokenLayerError):
            unwrap(with_key, broken)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tips_tip SET sealed = 'x'",
        "UPDATE tips_tip SET sealed_sha256 = repeat('a', 64)",
        "UPDATE tips_tip SET box = NULL, answers_to = ''",
        "UPDATE tips_tip SET mark = gen_random_uuid()",
        "UPDATE tips_tip SET received_at = now() + interval '1 day'",
        "UPDATE tips_tip SET destroyed_at = now(), state = 'closed', closed_at = now(), reason = 'known'",
        "DELETE FROM tips_tip",
        "TRUNCATE tips_tip CASCADE",
        "DELETE FROM tips_tiplayer",
        "UPDATE tips_tiplayer SET key = 'x'",
        "TRUNCATE tips_tiplayer",
        "TRUNCATE tips_message",
    ],
)
def test_the_database_keeps_a_tip_as_it_came(statement: str) -> None:
    file_sending(a_sending(a_receiver()))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    Tip.objects.update(
        state="owned", owner=Tip.objects.get().team_key.made_by, version=2
    )  # how it goes is free


def test_no_address_of_the_doors_holds_a_secret() -> None:
    from django.urls import reverse

    for name in ("in", "mailbox-collect", "mailbox-add", "proof", "proof-keys"):
        assert re.fullmatch(r"/tips/[a-z/.-]+", reverse(f"tips:{name}"))


def test_errors_say_their_kind() -> None:
    assert issubclass(AnotherSending, RefusedSending)
    assert timedelta(seconds=challenges.SLOT * challenges.KEPT_SLOTS) == timedelta(hours=3)
