"""Work that takes longer than a page may: started in a transaction, done by a worker, followed on a page of its own.

A job is a function in a room's `tasks.py`:

    @job("imports.load")
    def load_import(report: Report, *, import_id: int) -> str:
        ...
        report(done, total)
        return reverse("…")  # where the result is

and is started with `start_job(load_import, label=_("…"), by=user, import_id=…)`. Its arguments are ids, never contents:
they stand in the queue's table. It may run again from the beginning when its worker was killed or its database went
away, so it does everything in one transaction or knows what it has done.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection, transaction
from django.db import InterfaceError as BrokenConnection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.retry import RetryStrategy
from procrastinate.tasks import Task as Queued

from skyddsnat.core.models import User, Work
from skyddsnat.core.policy import retention_rules
from skyddsnat.core.refusal import Refused

SECONDS_BETWEEN_NOTES = 0.2
RETRIES = 3  # beginnings, before a job whose worker or database keeps dying is given up
GONE = ("08", "57P")  # codes of a connection that broke, or that the database ended

log = logging.getLogger(__name__)


class Report(Protocol):
    """How a job tells how far it has come: `done` of `total` pieces (rows, mails); total None when it is not known."""

    def __call__(self, done: int, total: int | None = None) -> None: ...


class JobFailed(Exception):
    """A job that ended by a fault of ours: its name and the kind of fault, and nothing of what it handled."""


class DatabaseLost(Exception):
    """A job that ended because its database went away; it is begun again."""


type Doing = Callable[..., str | None]


@dataclass(frozen=True)
class Job:
    """A function that a worker can run, known by name in the queue."""

    name: str
    function: Doing
    queued: Queued[Any, Any, Any]


def job(name: str) -> Callable[[Doing], Job]:
    """Make a function a job. `name` is "<room>.<verb>" and must stay the same as long as jobs may wait."""

    def decorate(function: Doing) -> Job:
        def run(*, work_id: str, **arguments: Any) -> None:
            try:
                _run(UUID(work_id), name, function, arguments)
            finally:
                if not connection.in_atomic_block:
                    connection.close()  # the worker's thread may not come back

        again = RetryStrategy(max_attempts=RETRIES, linear_wait=2, retry_exceptions={DatabaseLost})
        return Job(name, function, app.task(name=name, retry=again)(run))

    return decorate


@transaction.atomic
def start_job(wanted: Job, *, label: str, by: User, **arguments: int | str) -> Work:
    """Put a job in the queue when the transaction ends; the row tells how it goes. `label` is shown to the person."""
    work = Work.objects.create(kind=wanted.name, label=label, by=by)
    wanted.queued.defer(work_id=str(work.pk), **arguments)
    return work


def under_way(wanted: Job, **arguments: int | str) -> Work | None:
    """The work that does the same with the same already, so that a second click starts nothing."""
    queued = ProcrastinateJob.objects.filter(task_name=wanted.name, args__contains=arguments)
    ids = list(queued.values_list("args__work_id", flat=True))
    found = Work.objects.filter(pk__in=ids, state__in=[Work.WAITING, Work.RUNNING])
    return found.select_related("by").first()


def _run(work_id: UUID, name: str, function: Doing, arguments: dict[str, Any]) -> None:
    work = Work.objects.select_related("by").get(pk=work_id)
    if work.has_ended:
        return  # the worker was killed after the last note and before the queue knew
    with _notes(work) as note, override(work.by.language):
        note.write(state=Work.RUNNING, started_at=timezone.now())
        try:
            url = function(note.report, **arguments)
        except Refused as refusal:
            note.end(Work.FAILED, message=str(refusal))
        except Exception as fault:
            if is_lost(fault) and _beginnings(work) < RETRIES:
                raise DatabaseLost(f"{name} {work_id}: {type(fault).__name__}") from None
            note.end(
                Work.FAILED,
                message=_("Något gick fel hos oss, och inget har ändrats. Försök igen om en stund."),
            )
            # What a fault says may hold what the job handled, so only its kind goes to the log.
            raise JobFailed(f"{name} {work_id}: {type(fault).__name__}") from None
        else:
            note.end(Work.FINISHED, result_url=url or "")


def is_lost(fault: BaseException) -> bool:
    """Whether the fault is that the database went away, and not what was asked of it."""
    if isinstance(fault, BrokenConnection | psycopg.InterfaceError):
        return True
    said = fault.__cause__ if isinstance(fault, DatabaseError) else fault
    return isinstance(said, psycopg.OperationalError) and (said.sqlstate or GONE[0]).startswith(GONE)


def _beginnings(work: Work) -> int:
    connection.close()  # the one that broke
    queued = ProcrastinateJob.objects.filter(args__work_id=str(work.pk))
    return queued.values_list("attempts", flat=True).first() or 0


class _Notes:
    """Writes in the row of a work on a connection of its own: others see it while the job's transaction runs."""

    def __init__(self, work: Work, own: Any) -> None:
        self._work, self._own, self._last = work, own, 0.0

    def write(self, **values: Any) -> None:
        table = Work._meta.db_table
        names = ", ".join(f"{name} = %s" for name in values)
        query, wanted = f"UPDATE {table} SET {names} WHERE id = %s", [*values.values(), self._work.pk]
        try:
            self._own.execute(query, wanted)
        except psycopg.Error as fault:
            if not is_lost(fault):
                raise
            with own_connection() as another:
                another.execute(query, wanted)
        self._last = time.monotonic()

    def report(self, done: int, total: int | None = None) -> None:
        if time.monotonic() - self._last >= SECONDS_BETWEEN_NOTES or done == total:
            self.write(done=done, total=total)

    def end(self, state: str, *, message: str = "", result_url: str = "") -> None:
        self.write(state=state, message=message, result_url=result_url, ended_at=timezone.now())


@contextmanager
def own_connection() -> Iterator[Any]:
    """A connection beside Django's, where every statement holds at once."""
    wanted = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in {"host", "port", "user", "password", "dbname", "sslmode", "sslrootcert"}
    }
    with psycopg.connect(**wanted, autocommit=True) as own:
        yield own


@contextmanager
def _notes(work: Work) -> Iterator[_Notes]:
    with own_connection() as own:
        yield _Notes(work, own)


def remove_old_works(*, today: datetime.date) -> int:
    """Remove the rows of jobs that ended longer ago than their retention; return how many."""
    days = retention_rules()["work"]["days"]
    return Work.objects.filter(ended_at__date__lt=today - datetime.timedelta(days=days)).delete()[0]
