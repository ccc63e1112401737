"""What this part does by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.industry.companies.proof import prove_companies
from skyddsnat.industry.companies.reminders import write_reminders
from skyddsnat.industry.companies.sending import queue_unsent
from skyddsnat.shared.dates import today


@app.periodic(cron="10 6 * * *")
@app.task(name="industry.reminders", queueing_lock="industry.reminders")
def remind_companies(timestamp: int) -> None:
    """Write to the companies whose pledge is about to end, in the morning."""
    write_reminders(today=today())


@app.periodic(cron="40 * * * *")
@app.task(name="industry.letters_again", queueing_lock="industry.letters_again")
def take_up_company_letters(timestamp: int) -> None:
    """Queue letters that no mail server has taken yet, and those that nobody came to queue."""
    queue_unsent()


@app.periodic(cron="52 2 * * *")
@app.task(name="industry.proof", queueing_lock="industry.proof")
def prove_workplaces(timestamp: int) -> None:
    """Let workplaces become evidence on activities that have begun since, every night."""
    prove_companies()
