"""What the counting does by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.cooperation.counting.proof import count_cases
from skyddsnat.shared.dates import today


@app.periodic(cron="55 2 * * *")
@app.task(name="cooperation.counting", queueing_lock="cooperation.counting")
def count(timestamp: int) -> None:
    """Let what cases did become evidence."""
    count_cases(today=today())
