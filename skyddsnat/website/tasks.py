"""What the worker does by the clock for the whole site."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.guidance.api import prove_readings, prove_surveys
from skyddsnat.knowledge.api import prove_steps, prove_versions
from skyddsnat.shared.dates import today
from skyddsnat.website.commands import remove_what_is_old


@app.periodic(cron="10 2 * * *")
@app.task(name="website.retention", queueing_lock="website.retention")
def apply_retention(timestamp: int) -> None:
    """Remove what has been kept long enough, every night."""
    remove_what_is_old()


@app.periodic(cron="50 2 * * *")
@app.task(name="website.methods", queueing_lock="website.methods")
def prove_methods(timestamp: int) -> None:
    """Let published methods become evidence when their activity has begun, every night."""
    prove_versions()


@app.periodic(cron="40 2 * * *")
@app.task(name="website.readings", queueing_lock="website.readings")
def count_campaigns(timestamp: int) -> None:
    """Let the readings of codes and the answers of surveys become evidence, every night."""
    prove_readings(today=today())
    prove_surveys(today=today())


@app.periodic(cron="45 2 * * *")
@app.task(name="website.steps", queueing_lock="website.steps")
def count_steps(timestamp: int) -> None:
    """Let the steps that waited for their activity become evidence, every night."""
    prove_steps()
