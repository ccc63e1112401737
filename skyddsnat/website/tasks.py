"""What the worker does by the clock for the whole site."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.website.commands import remove_what_is_old


@app.periodic(cron="10 2 * * *")
@app.task(name="website.retention", queueing_lock="website.retention")
def apply_retention(timestamp: int) -> None:
    """Remove what has been kept long enough, every night."""
    remove_what_is_old()
