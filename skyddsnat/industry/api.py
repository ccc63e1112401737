"""The room's one door for other rooms."""

from skyddsnat.industry.models import Company, LessonVersion, Site
from skyddsnat.industry.training.actions import choose_activity
from skyddsnat.industry.training.api import load_lessons
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.proof import prove_training

__all__ = ["Company", "LessonVersion", "Site", "choose_activity", "load_lessons", "prove_training", "take"]
