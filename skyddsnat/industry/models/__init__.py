"""The tables of the room."""

from skyddsnat.industry.models.badges import Badge, BadgeClaim, BadgeKey, BadgeList
from skyddsnat.industry.models.company import Company, Site

__all__ = ["Badge", "BadgeClaim", "BadgeKey", "BadgeList", "Company", "Site"]
