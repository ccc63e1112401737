"""The tables of the room."""

from skyddsnat.industry.models.bodies import BodyMember, TradeBody
from skyddsnat.industry.models.commitments import Commitment, Criterion, Pledge, YearReport
from skyddsnat.industry.models.company import Company, Site
from skyddsnat.industry.models.joining import CompanyKey, CompanyLetter, Enrolment, SiteProof, StaffCount

__all__ = [
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
