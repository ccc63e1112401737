"""What the training does by the clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from skyddsnat.industry.training.proof import let_go_of_workplaces, prove_training
from skyddsnat.shared.dates import today


@app.periodic(cron="40 2 * * *")
@app.task(name="industry.training_proof", queueing_lock="industry.training_proof")
def prove_lessons(timestamp: int) -> None:
    """Let finished lessons become evidence, and forget where the old ones were finished."""
    prove_training(today=today())
    let_go_of_workplaces(today=today())
