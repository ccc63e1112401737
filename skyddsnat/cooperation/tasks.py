"""The room's jobs, where the queue looks for them."""

from skyddsnat.cooperation.referrals import tasks as referrals

__all__ = ["referrals"]
