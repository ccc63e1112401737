"""The tables of the room."""

from skyddsnat.industry.models.company import Company, Site

__all__ = ["Company", "Site"]
