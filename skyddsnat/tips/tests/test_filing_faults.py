"""Killed in the middle of sending: what was confirmed opens afterwards, once; and nothing anywhere holds the words."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from skyddsnat.core import embedded
from skyddsnat.core.models import User
from skyddsnat.shared import sealing
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.sealing.receipts import words
from skyddsnat.tips.filing.access import sealed_of
from skyddsnat.tips.filing.actions import add_from_sender, add_message, file_tip
from skyddsnat.tips.filing.keys import public_keys
from skyddsnat.tips.filing.proofs import read
from skyddsnat.tips.filing.rush.browsers import Order, send_all
from skyddsnat.tips.models import Receiver, Tip
from skyddsnat.tips.tests.filing_cases import a_receiver, a_sending, identity, post, sealed
from skyddsnat.tips.tests.whole_site import NAME, PATIENCE, PROGRAM, Sender, WholeSite, whole_site

SENDERS, EACH = 4, 10
WORDS = "Planterat: barnet heter Blåsippa och bor på rum 4711"


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WholeSite]:
    with django_db_blocker.unblock(), whole_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="module")
def receiver(site: WholeSite) -> Receiver:
    return a_receiver()


def test_the_database_of_these_tests_waits_for_the_disk(site: WholeSite) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert cursor.fetchone() == ("on", "on")


def _killed(what: str, site: WholeSite) -> None:
    if what == "worker":
        os.kill(site.worker(), signal.SIGKILL)
    elif what == "answering":  # another takes its place by itself
        os.kill(site.answering(), signal.SIGKILL)
    elif what == "database":
        site.kill_database()
        connection.close()
        site.start_database()
    else:
        site.kill_web()
        site.start_web()


@pytest.mark.parametrize("what", ["worker", "answering", "database", "web"])
def test_what_was_confirmed_opens_after_a_kill_and_nothing_is_double(
    site: WholeSite, receiver: Receiver, what: str
) -> None:
    said = {f"{what} {sender} {number}" for sender in range(SENDERS) for number in range(EACH)}
    senders = [
        Sender(
            site,
            [
                a_sending(receiver, sealed=sealed({"v": 1, "what": f"{what} {sender} {number}"}))
                for number in range(EACH)
            ],
        )
        for sender in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    _until(lambda: sum(len(sender.proofs) for sender in senders) >= SENDERS * EACH // 3)
    _killed(what, site)
    for sender in senders:
        sender.join(PATIENCE)
    proofs = {mark: proof for sender in senders for mark, proof in sender.proofs.items()}
    assert len(proofs) == SENDERS * EACH
    tips = Tip.objects.filter(mark__in=list(proofs))
    assert {str(tip.mark) for tip in tips} == set(proofs)
    opened = [sealing.open_message(sealed_of(tip), identity())["what"] for tip in tips]
    assert sorted(opened) == sorted(said)
    keys = public_keys()
    for tip in tips:
        assert read(proofs[str(tip.mark)], keys).sealed_sha256 == sha256_hex(sealed_of(tip))
    if what != "worker":
        assert sum(sender.broken for sender in senders) > 0  # somebody was in the middle of it


def _until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it took too long"
        threading.Event().wait(0.01)


# --- the words are nowhere ---


def test_planted_words_are_nowhere(site: WholeSite, receiver: Receiver, tmp_path: Path) -> None:
    key = sealing.recipient_of(identity())
    nothing = {"text": "", "bits": 0}
    sent = send_all([Order(site.address, WORDS, 2, receiver.pk, key, "other", nothing, words())], ahead=False)
    box = sealing.Mailbox.of(sealing.new_receipt())
    tip = file_tip(
        mark=uuid.uuid4(), receiver=receiver, kind="other", language="sv", sealed_by="server", box=box.box,
        answers_to=box.recipient, sealed=sealed({"v": 1, "what": WORDS, "contact": WORDS}),
    ).tip  # fmt: skip
    text = sealed({"v": 1, "text": WORDS})
    add_from_sender(address=box.address, mark=uuid.uuid4(), sealed=text, sealed_by="server")
    answer = sealing.seal_message({"v": 1, "text": WORDS}, [box.recipient, key])
    add_message(tip=tip, mark=uuid.uuid4(), sealed=answer, by=User.objects.order_by("pk")[0])
    assert post("/tips/in/", {"mark": WORDS, "kind": WORDS}).status_code == 422
    _knock(site, {"mark": WORDS})
    _knock(
        site,
        {"address": box.address, "mark": str(uuid.uuid4()), "sealed": WORDS},
        "/tips/brevlada/lagg-till/",
    )
    _knock(site, {"address": box.address}, "/tips/brevlada/hamta/")
    backup = tmp_path / "backup"
    subprocess.run([*PROGRAM, "backup", str(backup)], env=site.environment, check=True, capture_output=True)
    (dump,) = backup.glob("*.dump")
    restored = subprocess.run(
        [embedded.binary("pg_restore"), "-f", "-", dump], check=True, capture_output=True
    )
    there = {
        "database": _dumped(site),
        "backup": restored.stdout,
        **{str(path): path.read_bytes() for home in (site.var, backup) for path in _files(home)},
    }
    assert b"tips_tip" in there["database"]
    assert b"procrastinate_jobs" in there["database"]
    assert str(site.log) in there
    assert tip.sealed_sha256.encode() in there["backup"]
    opened = [
        sealing.open_message(sealed_of(one), identity())["what"]
        for one in Tip.objects.filter(receiver=receiver)
    ]
    assert sum(WORDS in one for one in opened) == 3  # the words are in the tips, for who has the key
    assert len(sent[0].kept) == 2
    assert any(written in f"a line with {WORDS}".encode() for written in _written(WORDS).values())
    for place, content in there.items():
        for form, written in _written(WORDS).items():
            assert written not in content, f"the words are in {place} as {form}"
        assert box.address.encode() not in content, f"a mailbox's address is in {place}"


def _knock(site: WholeSite, said: dict[str, str], path: str = "/tips/in/") -> None:
    """Send to the running site, whatever it answers short of a fault of its own."""
    to = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
    headers = {"Content-Type": "application/json", "Host": f"localhost:{site.port}"}
    to.request("POST", path, json.dumps(said), headers)
    status = to.getresponse().status
    to.close()
    assert status < 500


def _dumped(site: WholeSite) -> bytes:
    login = ["-h", str(site.cluster.sockets), "-U", embedded.SUPERUSER, NAME]
    return subprocess.run([embedded.binary("pg_dump"), *login], check=True, capture_output=True).stdout


def _files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def _written(words: str) -> dict[str, bytes]:
    """The words as they may stand in a file: as they are, escaped, in hexadecimal, and in base64 wherever it begins."""
    middle = words.partition(": ")[2].encode()
    forms = {
        "text": middle,
        "latin-1": middle.decode().encode("latin-1"),
        "utf-16": middle.decode().encode("utf-16-le"),
        "json": middle.decode().encode("ascii", "backslashreplace").replace(rb"\xe5", rb"\u00e5"),
        "hex": middle.hex().encode(),
        "HEX": middle.hex().upper().encode(),
    }
    for shift in range(3):
        forms[f"base64 {shift}"] = base64.b64encode(b"x" * shift + middle)[4:-4]
    return forms
