"""The tables of the room."""

from skyddsnat.industry.models.company import Company, Site
from skyddsnat.industry.models.lessons import LessonPage, LessonRoot, LessonVersion, ShippedLesson
from skyddsnat.industry.models.training import Answer, Attempt, TrainingActivity

__all__ = [
    "Answer",
    "Attempt",
    "Company",
    "LessonPage",
    "LessonRoot",
    "LessonVersion",
    "ShippedLesson",
    "Site",
    "TrainingActivity",
]
