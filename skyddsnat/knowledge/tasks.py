"""What this room has in the queue, and what it does by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.knowledge.gatherings.attendance import prove_waiting
from skyddsnat.knowledge.gatherings.nightly import ask_those_who_came
from skyddsnat.knowledge.gatherings.sending import queue_unsent
from skyddsnat.shared.dates import today


@app.periodic(cron="55 2 * * *")
@app.task(name="knowledge.gatherings_proof", queueing_lock="knowledge.gatherings_proof")
def prove_gatherings(timestamp: int) -> None:
    """Let attendance become evidence on activities that have begun since, every night."""
    prove_waiting()


@app.periodic(cron="15 6 * * *")
@app.task(name="knowledge.gatherings_ask", queueing_lock="knowledge.gatherings_ask")
def ask_participants(timestamp: int) -> None:
    """Write to those who came: the morning after, and again when 90 days have passed."""
    ask_those_who_came(today=today())


@app.periodic(cron="35 * * * *")
@app.task(name="knowledge.gatherings_again", queueing_lock="knowledge.gatherings_again")
def take_up_letters(timestamp: int) -> None:
    """Queue letters that no mail server has taken yet, and those that nobody came to queue."""
    queue_unsent()
