"""What this room does by the clock, where the queue looks for it."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.cooperation.counting import tasks as counting
from skyddsnat.cooperation.questions.proof import prove_questions
from skyddsnat.cooperation.referrals import tasks as referrals

__all__ = ["counting", "prove_common_questions", "referrals"]


@app.periodic(cron="58 2 * * *")
@app.task(name="cooperation.questions_proof", queueing_lock="cooperation.questions_proof")
def prove_common_questions(timestamp: int) -> None:
    """Let common questions become evidence on activities that have begun since, every night."""
    prove_questions()
