"""What this room has in the queue, and what it does by the clock: each part its own."""

from skyddsnat.industry.companies import tasks as companies

__all__ = ["companies"]
