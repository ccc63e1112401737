"""What the counting does by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.shared.dates import today
from skyddsnat.tips.counting.proof import count_tips


@app.periodic(cron="50 2 * * *")
@app.task(name="tips.counting", queueing_lock="tips.counting")
def count(timestamp: int) -> None:
    """Let closed tips become evidence."""
    count_tips(today=today())
