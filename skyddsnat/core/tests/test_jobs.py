"""Jobs: started in a transaction, done by a worker, followed on a page, and resumed after a kill."""

import asyncio
import datetime
import logging

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from skyddsnat.core import jobs, tasks
from skyddsnat.core.api import Refused, add_user
from skyddsnat.core.jobs import job, start_job, under_way
from skyddsnat.core.models import Work
from skyddsnat.core.taking import run_worker


@job("core.tests.count")
def count(report, *, upto: int) -> str:
    for number in range(1, upto + 1):
        report(number, upto)
    return "/aktorer/"


@job("core.tests.refuse")
def refuse(report) -> str:
    raise Refused("Det går inte, för raden är låst.")


@job("core.tests.break_down")
def break_down(report) -> str:
    raise RuntimeError("hemligt innehåll")


@pytest.mark.django_db
def test_a_job_tells_how_far_it_came_and_where_its_result_is(cast, run_jobs):
    work = start_job(count, label="Räknar", by=cast.coordinator, upto=3)
    assert (work.state, work.done) == (Work.WAITING, 0)
    run_jobs()
    work.refresh_from_db()
    assert (work.state, work.done, work.total, work.result_url) == (Work.FINISHED, 3, 3, "/aktorer/")
    assert work.started_at <= work.ended_at


@pytest.mark.django_db
def test_a_refusal_is_told_in_its_own_words(cast, run_jobs):
    work = start_job(refuse, label="Nekas", by=cast.coordinator)
    run_jobs()
    work.refresh_from_db()
    assert (work.state, work.message) == (Work.FAILED, "Det går inte, för raden är låst.")


@pytest.mark.django_db
def test_a_fault_of_ours_says_nothing_of_what_was_handled(cast, run_jobs):
    work = start_job(break_down, label="Går sönder", by=cast.coordinator)
    with pytest.raises(jobs.JobFailed) as raised:
        run_jobs()
    work.refresh_from_db()
    assert work.state == Work.FAILED
    assert "hemligt" not in work.message + str(raised.value)
    assert raised.value.__suppress_context__


@pytest.mark.django_db
def test_the_same_work_that_is_under_way_is_found_until_it_ends(cast, run_jobs):
    assert under_way(count, upto=3) is None
    work = start_job(count, label="Räknar", by=cast.coordinator, upto=3)
    assert under_way(count, upto=3) == work
    assert under_way(count, upto=4) is None
    assert under_way(refuse) is None
    run_jobs()
    assert under_way(count, upto=3) is None


@pytest.mark.django_db
def test_a_job_that_has_ended_is_not_done_again(cast, run_jobs):
    work = start_job(count, label="Räknar", by=cast.coordinator, upto=2)
    run_jobs()
    ended = Work.objects.get(pk=work.pk).ended_at
    app.tasks["core.tests.count"](work_id=str(work.pk), upto=5)
    work.refresh_from_db()
    assert (work.done, work.ended_at) == (2, ended)


@pytest.mark.django_db
def test_nothing_is_queued_when_the_transaction_is_undone(cast):
    @transaction.atomic
    def start_and_refuse():
        start_job(count, label="Räknar", by=cast.coordinator, upto=1)
        assert ProcrastinateJob.objects.filter(task_name="core.tests.count").exists()
        raise Refused("Ångrat")

    with pytest.raises(Refused):
        start_and_refuse()
    assert not ProcrastinateJob.objects.exists()
    assert not Work.objects.exists()


@pytest.mark.django_db
def test_the_page_follows_the_job_and_is_its_starters_alone(cast, run_jobs):
    work = start_job(count, label="Räknar rader", by=cast.coordinator, upto=1)
    mine, other = Client(), Client()
    mine.force_login(cast.coordinator)
    other.force_login(cast.manager)
    assert "Räknar rader" in mine.get(work.get_absolute_url()).content.decode()
    assert other.get(work.get_absolute_url()).status_code == 404
    run_jobs()
    assert mine.get(work.get_absolute_url()).headers["Location"] == "/aktorer/"
    part = mine.get(work.get_absolute_url(), headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/aktorer/"


def test_a_real_worker_does_it_and_others_see_how_far_it_came(committing, caplog):
    person = add_user(email="a@example.org", name="A", roles=["coordinator"], by=None)
    works = [
        start_job(count, label="Räknar", by=person, upto=4),
        start_job(break_down, label="Går sönder", by=person),
    ]
    with caplog.at_level(logging.INFO):
        run_worker()
    done, broken = (Work.objects.get(pk=work.pk) for work in works)
    assert (done.state, done.done) == (Work.FINISHED, 4)
    assert broken.state == Work.FAILED
    assert "hemligt" not in caplog.text
    assert "RuntimeError" in caplog.text


def _stall(attempts: int) -> None:
    """Leave every waiting job as a killed worker leaves it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s",
            [worker, attempts],
        )


async def _resume() -> None:
    await tasks.resume(timestamp=0)
    await sync_to_async(connections.close_all)()


@pytest.mark.parametrize(("attempts", "state"), [(1, Work.FINISHED), (3, Work.FAILED)])
def test_what_a_killed_worker_left_is_begun_again_but_not_for_ever(committing, attempts, state):
    person = add_user(email="a@example.org", name="A", roles=["coordinator"], by=None)
    work = start_job(count, label="Räknar", by=person, upto=2)
    _stall(attempts)
    asyncio.run(_resume())
    run_worker()
    work.refresh_from_db()
    assert work.state == state
    assert bool(work.message) == (state == Work.FAILED)


@pytest.mark.django_db
def test_rows_of_jobs_that_ended_long_ago_are_removed(cast, run_jobs):
    work = start_job(count, label="Räknar", by=cast.coordinator, upto=1)
    waiting = start_job(count, label="Räknar", by=cast.coordinator, upto=1)
    now = timezone.now()
    Work.objects.filter(pk=work.pk).update(state=Work.FINISHED, ended_at=now)
    assert jobs.remove_old_works(today=now.date() + datetime.timedelta(days=29)) == 0
    assert jobs.remove_old_works(today=now.date() + datetime.timedelta(days=32)) == 1
    assert list(Work.objects.all()) == [waiting]
