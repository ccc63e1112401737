"""The tables of the room."""

from skyddsnat.industry.models.badges import Badge, BadgeClaim, BadgeKey, BadgeList
from skyddsnat.industry.models.bodies import BodyMember, TradeBody
from skyddsnat.industry.models.commitments import Commitment, Criterion, Pledge, YearReport
from skyddsnat.industry.models.company import Company, Site
from skyddsnat.industry.models.joining import CompanyKey, CompanyLetter, Enrolment, SiteProof, StaffCount
from skyddsnat.industry.models.kits import Edition
from skyddsnat.industry.models.lessons import LessonPage, LessonRoot, LessonVersion, ShippedLesson
from skyddsnat.industry.models.lms import CompanyToken
from skyddsnat.industry.models.outreach import Approach, Approached, Prospect
from skyddsnat.industry.models.received import TipReceived
from skyddsnat.industry.models.training import Answer, Attempt, TrainingActivity

__all__ = [
    "Answer",
    "Approach",
    "Approached",
    "Attempt",
    "Badge",
    "BadgeClaim",
    "BadgeKey",
    "BadgeList",
    "BodyMember",
    "Commitment",
    "Company",
    "CompanyKey",
    "CompanyLetter",
    "CompanyToken",
    "Criterion",
    "Edition",
    "Enrolment",
    "LessonPage",
    "LessonRoot",
    "LessonVersion",
    "Pledge",
    "Prospect",
    "ShippedLesson",
    "Site",
    "SiteProof",
    "StaffCount",
    "TipReceived",
    "TradeBody",
    "TrainingActivity",
    "YearReport",
]
