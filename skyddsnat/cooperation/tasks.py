"""The room's jobs, where the queue looks for them: each part its own."""

from skyddsnat.cooperation.counting import tasks as counting
from skyddsnat.cooperation.referrals import tasks as referrals

__all__ = ["counting", "referrals"]
