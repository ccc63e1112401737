"""The queue's own upkeep, and the reminders that it sends by the clock."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job as QueuedJob
from procrastinate.jobs import Status
from procrastinate.retry import RetryStrategy

from skyddsnat.core.handing_over import NotTakenError
from skyddsnat.core.imports import background  # noqa: F401 -- its jobs are known by name when the worker has read them
from skyddsnat.core.jobs import RETRIES
from skyddsnat.core.models import Work
from skyddsnat.core.reminders.actions import deliver_reminder, prepare_reminders, unsent_mails
from skyddsnat.shared.dates import today

HOURS_KEPT = 24 * 30


@app.periodic(cron="* * * * *")
@app.task(name="core.resume", queueing_lock="core.resume")
async def resume(timestamp: int) -> None:
    """Begin again what a killed worker left; give up what has been begun too often."""
    for stalled in await app.job_manager.get_stalled_jobs():
        if stalled.attempts < RETRIES:
            await app.job_manager.retry_job(stalled)
        else:
            await app.job_manager.finish_job(stalled, status=Status.FAILED, delete_job=False)
            await _give_up(stalled)


async def _give_up(stalled: QueuedJob) -> None:
    queued = ProcrastinateJob.objects.filter(pk=stalled.id)
    work_id = await queued.values_list("args__work_id", flat=True).aget()
    work = await Work.objects.select_related("by").filter(pk=work_id).afirst() if work_id else None
    if work is None or work.has_ended:
        return
    with override(work.by.language):
        work.message = _("Arbetet avbröts flera gånger, och inget har ändrats. Försök igen om en stund.")
    work.state, work.ended_at = Work.FAILED, timezone.now()
    await work.asave(update_fields=["state", "message", "ended_at"])


@app.periodic(cron="20 2 * * *")
@app.task(name="core.forget", queueing_lock="core.forget")
async def forget(timestamp: int) -> None:
    """Remove jobs that ended long ago."""
    await app.job_manager.delete_old_jobs(nb_hours=HOURS_KEPT, include_failed=True)


@app.periodic(cron="30 5 * * *")
@app.task(name="core.reminders", queueing_lock="core.reminders")
def remind(timestamp: int) -> None:
    """Prepare the day's letters in the morning, and let each be sent by a job of its own."""
    prepare_reminders(on=today(), by=None)
    _send_prepared()


@app.periodic(cron="0 7-16 * * *")
@app.task(name="core.reminders_again", queueing_lock="core.reminders_again")
def remind_again(timestamp: int) -> None:
    """Take up the day's letters that no mail server has taken yet, and those that nobody came to queue."""
    _send_prepared()


@app.task(
    name="core.send_reminder",
    retry=RetryStrategy(max_attempts=5, exponential_wait=20, retry_exceptions={NotTakenError}),
)
def send_reminder(mail_id: int) -> None:
    deliver_reminder(mail_id=mail_id, by=None)


def _send_prepared() -> None:
    for mail_id in unsent_mails(on=today()):
        with suppress(AlreadyEnqueued), transaction.atomic():
            send_reminder.configure(queueing_lock=f"core.send_reminder:{mail_id}").defer(mail_id=mail_id)
