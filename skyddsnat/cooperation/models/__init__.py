"""Work with authorities in other member states."""

from skyddsnat.cooperation.models.matching import Likeness
from skyddsnat.cooperation.models.referral import Child, Referral

__all__ = ["Child", "Likeness", "Referral"]
