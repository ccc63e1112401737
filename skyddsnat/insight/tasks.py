"""What this room does by the clock and in the background, where the queue looks for it."""

from skyddsnat.insight.statistics import tasks as statistics

__all__ = ["statistics"]
