"""A real worker process whose real database breaks off, and is made anew under it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import pytest
from django.db import OperationalError, connection

from skyddsnat.conftest import admin_connection, shipped
from skyddsnat.core import worker
from skyddsnat.core.api import add_user
from skyddsnat.core.jobs import is_lost, job, start_job
from skyddsnat.core.models import Work
from skyddsnat.core.tests.held_job import GATE

PATIENCE = 40.0


@job("core.tests.held")
def held(report) -> str:
    raise AssertionError("only the worker's process does it")


def _until(what: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert process.poll() is None, "the worker ended"
        assert time.monotonic() < deadline, "it took too long"
        threading.Event().wait(0.05)


def _state(work: Work) -> str:
    return Work.objects.values_list("state", flat=True).get(pk=work.pk)


def _break_off() -> None:
    """End every session with the database but this one's, as a restart of the server does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@contextmanager
def _worker(log):
    named = connection.get_connection_params()
    login = quote(named.get("user") or "", safe="") + (
        f":{quote(named['password'], safe='')}" if named.get("password") else ""
    )
    place = quote(named.get("host") or "", safe="") + (f":{named['port']}" if named.get("port") else "")
    environment = os.environ | {"DATABASE_URL": f"postgresql://{login}@{place}/{named['dbname']}"}
    command = [sys.executable, "-m", "skyddsnat.core.tests.held_job"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=out, stderr=out)
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def _listens() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'LISTEN%%'"
        )
        return cursor.fetchone() is not None


def test_a_worker_goes_on_when_its_database_breaks_off_and_when_it_is_made_anew(committing, tmp_path):
    person = add_user(email="a@example.org", name="A", roles=["coordinator"], by=None)
    with _worker(tmp_path / "worker.log") as process:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
            at_hand = start_job(held, label="Väntar", by=person)
            _until(lambda: _state(at_hand) == Work.RUNNING, process)
            _break_off()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [GATE])
        _until(lambda: _state(at_hand) == Work.FINISHED, process)
        following = start_job(held, label="Nästa", by=person)
        _until(lambda: _state(following) == Work.FINISHED, process)

        mine = connection.settings_dict["NAME"]
        connection.close()
        with admin_connection() as admin:
            admin.execute(f'DROP DATABASE "{mine}" WITH (FORCE)')
            threading.Event().wait(1.5)  # the worker finds it gone, and tries again in vain
            admin.execute(f'CREATE DATABASE "{mine}" TEMPLATE "{shipped()}"')
        person = add_user(email="a@example.org", name="A", roles=["coordinator"], by=None)
        anew = start_job(held, label="I den nya", by=person)
        _until(lambda: _state(anew) == Work.FINISHED, process)

        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    assert Work.objects.count() == 1
    assert "lost its database" in (tmp_path / "worker.log").read_text()


def test_a_worker_without_its_database_still_ends_when_told(committing, tmp_path):
    mine = connection.settings_dict["NAME"]
    with _worker(tmp_path / "worker.log") as process:
        _until(_listens, process)
        connection.close()
        with admin_connection() as admin:
            admin.execute(f'DROP DATABASE "{mine}" WITH (FORCE)')
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0


@pytest.mark.parametrize(
    ("fault", "lost"),
    [
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.OperationalError("the connection is closed"), True),
        (psycopg.errors.DeadlockDetected(), False),
        (psycopg.errors.UniqueViolation(), False),
        (ValueError(), False),
    ],
)
def test_only_a_database_that_went_away_begins_a_job_again(fault, lost):
    assert is_lost(fault) == lost
    if isinstance(fault, psycopg.Error):
        wrapped = OperationalError()
        wrapped.__cause__ = fault
        assert is_lost(wrapped) == lost


def test_a_killed_worker_beside_is_followed_by_another(monkeypatch, tmp_path):
    told = tmp_path / "pids"
    stands_in = (
        "import os, sys; print(os.getpid(), file=open(sys.argv[1], 'a'), flush=True); sys.stdin.read()"
    )
    monkeypatch.setattr(worker, "COMMAND", [sys.executable, "-c", stands_in, str(told)])

    def begun(count: int) -> list[int]:
        deadline = time.monotonic() + PATIENCE
        while not told.exists() or len(told.read_text().split()) < count:
            assert time.monotonic() < deadline, "no other was begun"
            threading.Event().wait(0.05)
        return [int(pid) for pid in told.read_text().split()]

    with worker.worker_beside():
        os.kill(begun(1)[0], signal.SIGKILL)
        second = begun(2)[1]
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)
