"""What this room has in the queue, and what it does by the clock: each part its own."""

from skyddsnat.cooperation.counting import tasks as counting

__all__ = ["counting"]
