"""How good the decisions are, of five people and more: sums that grow five at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Answer
from skyddsnat.industry.training.rules import FAIR, FEW, GOOD, MOMENTS, POOR, whole_fives

ORDER = {code: place for place, (code, _label) in enumerate(MOMENTS)}


class Group(NamedTuple):
    """The answers of one job to one question at one moment."""

    job: Job
    scene: str
    moment: str
    good: int
    fair: int
    poor: int

    @property
    def answers(self) -> int:
        return self.good + self.fair + self.poor

    @property
    def is_shown(self) -> bool:
        return self.answers >= FEW

    def share(self, quality: str) -> float:
        """The share of the answers that are so good, of one."""
        return {GOOD: self.good, FAIR: self.fair, POOR: self.poor}[quality] / self.answers


def groups_of(answers: QuerySet[Answer], job: str = "") -> list[Group]:
    """The groups in the order of jobs, questions and moments; of one job when it is named.

    Only whole fives count, the first that came: two looks at the page differ by five people or by nobody, so that a
    difference never tells of one. Sums over several jobs are not made, for the same reason.
    """
    mine = answers.filter(attempt__lesson__job=job) if job else answers
    parts = [F("attempt__lesson__job"), F("scene"), F("moment")]
    numbered = mine.annotate(
        place=Window(RowNumber(), partition_by=parts, order_by=F("attempt").asc()),
        number=Window(Count("pk"), partition_by=parts),
    )
    counted: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: {GOOD: 0, FAIR: 0, POOR: 0})
    rows = numbered.values_list("attempt__lesson__job", "scene", "moment", "quality", "place", "number")
    for of_job, scene, moment, quality, place, number in rows.iterator():
        tally = counted[of_job, scene, moment]
        if place <= whole_fives(number):
            tally[quality] += 1
    found = [
        Group(Job(of_job), scene, moment, tally[GOOD], tally[FAIR], tally[POOR])
        for (of_job, scene, moment), tally in counted.items()
    ]
    jobs = list(Job)
    return sorted(found, key=lambda one: (jobs.index(one.job), one.scene, ORDER[one.moment]))
