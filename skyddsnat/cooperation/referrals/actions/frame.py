"""What every write of a case begins with, for the room's other parts too."""

from skyddsnat.cooperation.referrals.owning import check_past, current, need, own_case, write

__all__ = ["check_past", "current", "need", "own_case", "write"]
