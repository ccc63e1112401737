"""What referrals do by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.cooperation.referrals.actions.timing import escalate_due
from skyddsnat.shared.dates import today


@app.periodic(cron="10 5 * * *")
@app.task(name="cooperation.escalate", queueing_lock="cooperation.escalate")
def escalate(timestamp: int) -> None:
    """Tell colleagues of what has been late for too long, before the morning's reminders are made."""
    escalate_due(on=today(), by=None)
