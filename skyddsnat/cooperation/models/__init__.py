"""Work with authorities in other member states."""

from skyddsnat.cooperation.models.directory import Agreement, RoleContact
from skyddsnat.cooperation.models.referral import Child, Referral

__all__ = ["Agreement", "Child", "Referral", "RoleContact"]
