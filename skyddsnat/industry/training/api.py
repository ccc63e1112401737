"""What the course tells the other parts of the room."""

from __future__ import annotations

from django.db.models import Count

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Attempt, Company
from skyddsnat.industry.training.access import lessons
from skyddsnat.industry.training.badge import marks_of
from skyddsnat.industry.training.rules import since_when_in_force
from skyddsnat.industry.training.shipped import load_lessons
from skyddsnat.industry.training.staff import register_staff, staff_of
from skyddsnat.shared.dates import today

__all__ = ["load_lessons", "register_staff", "scene_marks", "trained_shares"]


def scene_marks(job: str, language: str) -> dict[str, str]:
    """The fingerprints of a lesson's scenes as they are now; none when there is no such lesson."""
    page = lessons().filter(job=job, language=language).first()
    return marks_of(page) if page is not None else {}


def trained_shares(company: Company) -> dict[Job, tuple[int, int]]:
    """For each job: how many completions are in force, and how many the company has told that work in it.

    A completion is in force for twelve months. Nobody knows who finished a lesson, so somebody who takes it twice is
    counted twice: never more than the company has told of, where it has told.
    """
    finished = (
        Attempt.objects.filter(site__company=company, is_recheck=False, day__gt=since_when_in_force(today()))
        .order_by("lesson__job")
        .values_list("lesson__job")
        .annotate(number=Count("pk"))
    )
    counts = {Job(job): number for job, number in finished}
    staff = staff_of(company)
    return {
        job: (min(counts.get(job, 0), staff.get(job, counts.get(job, 0))), staff.get(job, 0))
        for job in Job
        if job in counts or job in staff
    }
