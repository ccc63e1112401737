"""A real database for every test, and the cast that tries every page."""

from __future__ import annotations

import datetime
import gc
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, connections
from hypothesis import HealthCheck
from hypothesis import settings as settings_of_hypothesis
from procrastinate.contrib.django import app
from psycopg.pq import TransactionStatus
from whitenoise.middleware import WhiteNoiseMiddleware

from skyddsnat.actors.api import load_registers
from skyddsnat.core import jobs
from skyddsnat.core.api import load_roles, place_everybody
from skyddsnat.core.models import User
from skyddsnat.core.tests.databases import (
    MIGRATIONS,
    admin_connection,
    alone,
    copy,
    fingerprint,
    migrated,
    point_at,
    running,
    template,
    throwaway,
)
from skyddsnat.guidance.api import load_shipped_pages, place_editors
from skyddsnat.mandate.api import (
    add_activity,
    decide_assessment,
    load_shipped_assignment,
    send_assessment,
    start_activity,
    write_assessment,
)
from skyddsnat.mandate.models import Activity, Assignment

# How long an example takes says how busy the machine is, not whether the code is right.
settings_of_hypothesis.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings_of_hypothesis.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let one worker begin with the browser's long walks, and the next with what needs no database.

    The items are dealt out in as many equal runs as there are workers. Then the database is migrated while others do
    something else, and what is left at the end is short.
    """
    inputs: dict[str, Any] = getattr(config, "workerinput", {})
    ours = len(items) // inputs.get("workercount", 1)
    browser = [item for item in items if item.path.parent.name == "browser"]
    rest = [item for item in items if item.path.parent.name != "browser"]
    stored = [item for item in rest if _needs_database(item)]
    begins = max(0, ours - len(browser))
    items[:] = browser + stored[:begins] + [i for i in rest if not _needs_database(i)] + stored[begins:]


def _needs_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or "django_db_setup" in getattr(item, "fixturenames", ())


def pytest_collection_finish() -> None:
    """What has been loaded stays until the end: to look through it again and again takes a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> Iterator[None]:
    """Each test client makes its middleware anew, and one of them looks through every static file."""
    find, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def find_once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            find(self)
            found.update(self.files)
        self.files |= found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", find_once)
        yield


TEMPLATE_HOLDS = (
    *MIGRATIONS, "core/roles.yaml", "actors/registers/*", "actors/actions/*.py", "mandate/*.yaml",
    "mandate/assignments/*", "mandate/actions/*.py", "insight/*.yaml",
    "guidance/*.yaml", "guidance/content/**/*.yaml", "guidance/*.py",
)  # fmt: skip


def shipped() -> str:
    """The name of the template database, which changes with what it holds: migrations and shipped registers."""
    return f"template_{fingerprint(*TEMPLATE_HOLDS)}"


def load() -> None:
    """What comes with the program and every test may count on."""
    load_roles(by=None)
    load_registers(by=None)
    load_shipped_assignment("2014-child-protection", by=None)
    load_shipped_pages()
    place_editors()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Each test process gets its own copy of the template database."""
    mine = f"test_skyddsnat_{os.getpid()}"
    with running():
        with django_db_blocker.unblock():
            with alone() as admin:
                copy(admin, template(admin, shipped(), migrated(admin), load), mine)
            point_at(mine)
        yield
        with django_db_blocker.unblock():
            point_at("postgres")
            with admin_connection() as admin:
                admin.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the template database of its own, thrown away afterwards.

    Flushing the shared one is not possible: append-only tables refuse TRUNCATE.
    """
    with django_db_blocker.unblock(), throwaway("two_at_once", shipped()):
        yield


def together(*calls: Callable[[], object]) -> list[object]:
    """Run the calls at once, each in a thread with its own connection; return results or errors in order."""
    gate = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=30)
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, call)) for n, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.fixture
def run_jobs(monkeypatch: pytest.MonkeyPatch, db: None) -> Callable[[], None]:
    """Do what waits in the queue, here and now, inside the test's transaction."""

    class Within:
        """Django's own connection, which cannot take notes while rows are copied over it."""

        def execute(self, sql: str, values: list[Any]) -> None:
            if connection.connection.info.transaction_status != TransactionStatus.ACTIVE:
                with connection.cursor() as cursor:
                    cursor.execute(sql, values)

    @contextmanager
    def within() -> Iterator[Within]:
        connection.ensure_connection()
        yield Within()

    monkeypatch.setattr(jobs, "own_connection", within)

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs RETURNING task_name, args")
            waiting = cursor.fetchall()
        for name, arguments in waiting:
            app.tasks[name](**(json.loads(arguments) if isinstance(arguments, str) else arguments))

    return run


@dataclass(frozen=True)
class Cast:
    """One user per role, and an outsider without any."""

    coordinator: User
    economist: User
    editor: User
    manager: User
    receiver: User
    caseworker: User
    partner: User
    auditor: User
    regional: User
    outsider: User


@pytest.fixture
def cast(db: None) -> Cast:
    """Together, in ten questions: one by one they take ninety, and nearly every test has them."""
    roles = list(Cast.__dataclass_fields__)
    users = User.objects.bulk_create(
        User(email=f"{role}@example.org", name=role.capitalize(), password=make_password(None))
        for role in roles
    )
    by_role = dict(zip(roles, users, strict=True))
    held = User.roles.through
    held.objects.bulk_create(
        held(user_id=user.pk, role_id=role) for role, user in by_role.items() if role != "outsider"
    )
    place_everybody()
    return Cast(**by_role)


@pytest.fixture
def assignment(db: None) -> Assignment:
    """The 2014 assignment as shipped, with a registration number made up for the test."""
    assignment = Assignment.objects.get(slug="2014-child-protection")
    assignment.dnr = "TEST2014/1"
    assignment.save(update_fields=["dnr"])
    return assignment


ASSESSED = ("children", "listening", "knowledge", "options", "weighing", "feedback")
BEGINS = datetime.date(2014, 3, 1)


def begun_activity(assignment: Assignment, cast: Cast, title: str = "Tidig insats") -> Activity:
    """An activity that was assessed and began in March 2014, for what becomes evidence on it."""
    made = add_activity(
        assignment=assignment, title=title, purpose="Fler vet vad de gör.", responsible=cast.coordinator,
        starts=BEGINS, ends=datetime.date(2014, 11, 30), clauses=[assignment.clauses.get(number="1")],
        by=cast.coordinator,
    )  # fmt: skip
    return begin(made, cast)


def begin(activity: Activity, cast: Cast) -> Activity:
    """The activity, assessed, decided and begun on the day it was planned for."""
    write_assessment(activity=activity, by=cast.coordinator, **dict.fromkeys(ASSESSED, "Vägt."))
    activity.assignment.is_demo = True  # else the decision is made now, and nothing may have begun before it
    at = datetime.datetime.combine(activity.starts, datetime.time(6), tzinfo=datetime.UTC)
    send_assessment(activity=activity, by=cast.coordinator, at=at)
    decide_assessment(activity=activity, by=cast.manager, at=at)
    return start_activity(activity=activity, on=activity.starts, by=cast.coordinator)
