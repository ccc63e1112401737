"""What this room has in the queue, and what it does by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.knowledge.consultations.notices import queue_left_notices
from skyddsnat.knowledge.consultations.proof import prove_consultations


@app.periodic(cron="50 * * * *")
@app.task(name="knowledge.notices_again", queueing_lock="knowledge.notices_again")
def take_up_notices(timestamp: int) -> None:
    """Queue the letters about answers that nobody has sent."""
    queue_left_notices()


@app.periodic(cron="47 2 * * *")
@app.task(name="knowledge.consultations_proof", queueing_lock="knowledge.consultations_proof")
def prove_answers(timestamp: int) -> None:
    """Let answered questions become evidence on activities that have begun since."""
    prove_consultations()
