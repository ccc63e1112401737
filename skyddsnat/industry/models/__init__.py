"""The tables of the room."""

from skyddsnat.industry.models.badges import Badge, BadgeClaim, BadgeKey, BadgeList
from skyddsnat.industry.models.bodies import BodyMember, TradeBody
from skyddsnat.industry.models.commitments import Commitment, Criterion, Pledge, YearReport
from skyddsnat.industry.models.company import Company, Site
from skyddsnat.industry.models.joining import CompanyKey, CompanyLetter, Enrolment, SiteProof, StaffCount

__all__ = [
    "Badge",
    "BadgeClaim",
    "BadgeKey",
    "BadgeList",
    "BodyMember",
    "Commitment",
    "Company",
    "CompanyKey",
    "CompanyLetter",
    "Criterion",
    "Enrolment",
    "Pledge",
    "Site",
    "SiteProof",
    "StaffCount",
    "TradeBody",
    "YearReport",
]
