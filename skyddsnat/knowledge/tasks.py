"""What this room has in the queue, and what it does by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.knowledge.mailings.proof import prove_waiting
from skyddsnat.knowledge.mailings.queue import queue_left_behind


@app.periodic(cron="* * * * *")
@app.task(name="knowledge.mailings_again", queueing_lock="knowledge.mailings_again")
def take_up_mailings(timestamp: int) -> None:
    """Go on with mailings that a killed worker left."""
    queue_left_behind()


@app.periodic(cron="45 2 * * *")
@app.task(name="knowledge.mailings_proof", queueing_lock="knowledge.mailings_proof")
def prove_mailings(timestamp: int) -> None:
    """Let mailings become evidence on activities that have begun since."""
    prove_waiting()
