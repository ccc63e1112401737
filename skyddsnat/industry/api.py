"""The room's one door for other rooms."""

from skyddsnat.industry.training.api import load_lessons

__all__ = ["load_lessons"]
