"""What this room has in the queue, and what it does by the clock: each part its own."""

from skyddsnat.industry.companies import tasks as companies
from skyddsnat.industry.training import tasks as training

__all__ = ["companies", "training"]
