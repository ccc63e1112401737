"""What this room has in the queue, and what it does by the clock."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from skyddsnat.knowledge.consultations.notices import queue_left_notices
from skyddsnat.knowledge.consultations.proof import prove_consultations
from skyddsnat.knowledge.exchange.digests import prepare_digests, queue_digests
from skyddsnat.knowledge.exchange.proof import prove_exchange
from skyddsnat.knowledge.gatherings.attendance import prove_waiting as prove_gatherings_waiting
from skyddsnat.knowledge.gatherings.nightly import ask_those_who_came
from skyddsnat.knowledge.gatherings.sending import queue_unsent
from skyddsnat.knowledge.mailings.proof import prove_waiting
from skyddsnat.knowledge.mailings.queue import queue_left_behind
from skyddsnat.shared.dates import today


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
    prove_exchange()


@app.periodic(cron="15 5 * * 1")
@app.task(name="knowledge.digests", queueing_lock="knowledge.digests")
def write_digests(timestamp: int) -> None:
    """Prepare the week's letters on Monday morning, and let each be sent by a job of its own."""
    prepare_digests(now=timezone.now())
    queue_digests()


@app.periodic(cron="25 7-16 * * *")
@app.task(name="knowledge.digests_again", queueing_lock="knowledge.digests_again")
def take_up_digests(timestamp: int) -> None:
    """Take up the letters that no mail server has taken yet."""
    queue_digests()


@app.periodic(cron="55 2 * * *")
@app.task(name="knowledge.gatherings_proof", queueing_lock="knowledge.gatherings_proof")
def prove_gatherings(timestamp: int) -> None:
    """Let attendance become evidence on activities that have begun since, every night."""
    prove_gatherings_waiting()


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
