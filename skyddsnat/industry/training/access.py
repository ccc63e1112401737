"""Which workplaces take part and which lessons there are, for anybody; and what staff see of the answers."""

from __future__ import annotations

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.industry.access import READ, WRITE
from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.industry.models import Answer, LessonPage, LessonRoot, LessonVersion, Site, TrainingActivity
from skyddsnat.mandate.api import activities_to_choose
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.codes import typed
from skyddsnat.shared.languages import AT_WORK


def known_sites() -> QuerySet[Site]:
    """Every workplace of a company that has joined, also one that has closed or left since."""
    return Site.objects.filter(company__joined_at__isnull=False).select_related("company")


def open_site(code: str) -> Site | None:
    """The workplace of a code as somebody may have typed it, as long as it takes part."""
    return known_sites().filter(code=typed(code), closed_at=None, company__left_at=None).first()


def lessons() -> QuerySet[LessonPage]:
    """Every published lesson."""
    found: QuerySet[LessonPage] = LessonPage.objects.live()
    return found


def lessons_at(site: Site, language: str) -> list[LessonPage]:
    """The lessons of the jobs at such a workplace, in one language and in the jobs' order."""
    found = {page.job: page for page in lessons().filter(language=language)}
    return [found[job] for job in JOBS_IN[site.sector] if job in found]


def languages_at(site: Site | None) -> list[str]:
    """The languages that have a lesson for some job at the workplace, or anywhere."""
    there = lessons().filter(job__in=JOBS_IN[site.sector]) if site else lessons()
    found = set(there.values_list("language", flat=True))
    return [code for code in AT_WORK if code in found]


def course_in(language: str) -> LessonRoot | None:
    """What the course is called in that language."""
    found: LessonRoot | None = LessonRoot.objects.live().filter(language=language).first()
    return found


def versions() -> QuerySet[LessonVersion]:
    """Every published version: a phone may have been without a network while a lesson changed."""
    return LessonVersion.objects.all()


def version_of(page: LessonPage) -> LessonVersion:
    """The version that is published now."""
    return versions().filter(job=page.job, language=page.language).latest("number")


def answers_for(user: User) -> QuerySet[Answer]:
    """The answers to be counted, for those who work with the industry."""
    return Answer.objects.all() if user.may(READ) else Answer.objects.none()


def possible_activities(user: User) -> QuerySet[Activity]:
    """The activities that the course can be a part of, for those who may say which."""
    return activities_to_choose(user) if user.may(WRITE) else Activity.objects.none()


def training_activity() -> TrainingActivity:
    """The row that says which activity the course is a part of; not saved when nobody has said so yet."""
    return TrainingActivity.objects.select_related("activity__assignment").first() or TrainingActivity()


def jobs_with_lessons() -> list[Job]:
    """The jobs that have a published lesson in some language."""
    found = set(lessons().values_list("job", flat=True))
    return [job for job in Job if job in found]
