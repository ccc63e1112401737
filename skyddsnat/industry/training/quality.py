"""How good the decisions are, of five people and more: sums that grow five at a time."""

from __future__ import annotations

from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Answer
from skyddsnat.industry.training.rules import FAIR, FEW, GOOD, MOMENTS, POOR

ORDER = {code: place for place, (code, _label) in enumerate(MOMENTS)}

# The database numbers the answers of a group as they came and counts those within its whole fives; a row a group.
SUMMED = """
    SELECT job, scene, moment,
           count(*) FILTER (WHERE kept AND quality = %s), count(*) FILTER (WHERE kept AND quality = %s),
           count(*) FILTER (WHERE kept AND quality = %s)
      FROM (SELECT job, scene, moment, quality, place <= number - number %% %s AS kept
              FROM ({inner}) AS numbered (job, scene, moment, quality, place, number)) AS weighed
     GROUP BY job, scene, moment
"""


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
    numbered = mine.order_by().annotate(
        place=Window(RowNumber(), partition_by=parts, order_by=F("attempt").asc()),
        number=Window(Count("pk"), partition_by=parts),
    )
    rows = numbered.values_list("attempt__lesson__job", "scene", "moment", "quality", "place", "number")
    try:
        inner, values = rows.query.sql_with_params()
    except EmptyResultSet:  # of somebody who may see none
        return []
    with connection.cursor() as cursor:
        cursor.execute(SUMMED.format(inner=inner), [GOOD, FAIR, POOR, FEW, *values])
        found = [Group(Job(of_job), *told) for of_job, *told in cursor.fetchall()]
    jobs = list(Job)
    return sorted(found, key=lambda one: (jobs.index(one.job), one.scene, ORDER[one.moment]))
