"""A worker that is killed in the middle of a mailing: nobody gets the letter twice, and nobody is forgotten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction

from skyddsnat.conftest import together
from skyddsnat.core.api import add_user
from skyddsnat.core.models import User
from skyddsnat.knowledge.mailings.actions import settle_letters
from skyddsnat.knowledge.mailings.sending import LOCK, Sent, send_slice
from skyddsnat.knowledge.mailings.smtp_sink import Sink, listening
from skyddsnat.knowledge.models import Delivery, LetterLink, Mailing, Reach
from skyddsnat.knowledge.tests.mailing_cases import begun, contacts_at
from skyddsnat.mandate.models import Activity, Assignment

LETTERS, BEFORE_THE_KILL, PATIENCE = 200, 80, 60
WORKER = """
import django; django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict.update({where!r})
settings.MAILERS = {mailers!r}
settings.LETTERS_A_MINUTE = 100_000
from skyddsnat.core.taking import run_worker
run_worker()
"""


def worker(port: int) -> subprocess.Popen[bytes]:
    """A worker of its own, which does what is in the queue and sends to the sink."""
    where = {name: connection.settings_dict[name] for name in ("NAME", "HOST")}
    program = WORKER.format(where=where, mailers=mailers(port))
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "skyddsnat.settings"}
    return subprocess.Popen([sys.executable, "-c", program], env=environment)


def mailers(port: int) -> dict[str, object]:
    options = {"host": "127.0.0.1", "port": port, "timeout": 30}
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def killed_at(sink: Sink, port: int, when: str) -> None:
    """Start a worker, and kill it while the sink holds a letter: before it is taken, or taken and not yet said."""
    held, let_go = threading.Event(), threading.Event()

    def hold(address: str) -> None:
        if len(sink.got) >= BEFORE_THE_KILL and not held.is_set():
            held.set()
            let_go.wait(PATIENCE)

    setattr(sink, when, hold)
    process = worker(port)
    try:
        assert held.wait(PATIENCE), "the worker sent nothing"
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE) == -signal.SIGKILL
    finally:
        process.kill()
        let_go.set()


def let_go_in_the_database(mailing: Mailing) -> None:
    """Wait for the database to notice that nobody is at the other end: until then the mailing is still taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{PATIENCE}s"])
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, mailing.pk])
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, mailing.pk])
        cursor.execute("RESET lock_timeout")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_worker_sends_nothing_twice_and_loses_nothing(committing, settings, when):
    settings.LETTERS_A_MINUTE = 100_000
    coordinator = add_user(email="siv@example.org", name="Siv", roles=["coordinator"], by=None)
    contacts = contacts_at(LETTERS, coordinator)
    mailing = begun(coordinator, activity=an_activity(coordinator))
    with listening() as (sink, port):
        settings.MAILERS = mailers(port)
        killed_at(sink, port, when)
        let_go_in_the_database(mailing)
        states = counted(mailing)
        assert states[Delivery.State.SENDING] == 1, "one letter was in its hands"
        assert states[Delivery.State.SENT] + states[Delivery.State.WAITING] == LETTERS - 1

        sink.before = sink.after = lambda address: None
        while send_slice(mailing.pk).again_in == 0:
            continue
        assert counted(mailing) == {Delivery.State.SENT: LETTERS - 1, Delivery.State.UNCERTAIN: 1}
        assert max(Counter(sink.got).values()) == 1
        doubtful = mailing.deliveries.get(state=Delivery.State.UNCERTAIN)
        assert (doubtful.address in sink.got) == (when == "after")
        assert len(sink.got) == LETTERS - (when == "before")

        settle_letters(mailing=mailing, letters=[doubtful.pk], again=when == "before", by=coordinator)
        send_slice(mailing.pk)
    assert sorted(sink.got) == sorted(contact.email for contact in contacts)
    assert counted(mailing) == {Delivery.State.SENT: LETTERS}
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DONE
    assert Reach.objects.filter(mailing=mailing).count() == LETTERS
    assert LetterLink.objects.values("delivery").distinct().count() == LETTERS


def counted(mailing: Mailing) -> Counter[str]:
    return Counter(mailing.deliveries.values_list("state", flat=True))


def an_activity(by: User) -> Activity:
    assignment = Assignment.objects.get(slug="2014-child-protection")
    return Activity.objects.create(
        assignment=assignment, number=1, title="Metodstöd", purpose="Fler vet.", responsible=by,
        starts="2026-03-01", ends="2026-12-31",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["sent", "bounced", "refused", "skipped"])
def test_the_database_itself_refuses_to_send_again(planned, cast, state):
    contacts_at(1, cast.coordinator)
    letter = begun(cast.coordinator, activity=planned).deliveries.get()
    Delivery.objects.filter(pk=letter.pk).update(
        state=state,
        claimed_at="2026-03-02T08:00Z",
        sent_at="2026-03-02T08:00Z" if state in {"sent", "bounced"} else None,
    )
    for wanted in ("waiting", "sending", "uncertain"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.filter(pk=letter.pk).update(state=wanted, sent_at=None)


def test_two_workers_at_once_send_each_letter_once(committing, settings):
    settings.LETTERS_A_MINUTE = 100_000
    coordinator = add_user(email="siv@example.org", name="Siv", roles=["coordinator"], by=None)
    contacts = contacts_at(40, coordinator)
    mailing = begun(coordinator, activity=an_activity(coordinator))
    with listening() as (sink, port):
        settings.MAILERS = mailers(port)
        sent = together(*[lambda: send_slice(mailing.pk)] * 3)
    assert sorted(one.letters for one in sent if isinstance(one, Sent)) == [0, 0, 40], sent
    assert sorted(sink.got) == sorted(contact.email for contact in contacts)
    assert counted(mailing) == {Delivery.State.SENT: 40}
