"""Work with authorities in other member states."""

from skyddsnat.cooperation.models.facts import Fact
from skyddsnat.cooperation.models.referral import Child, Referral
from skyddsnat.cooperation.models.referrals import Deadline, Move, Request, TransferPlan
from skyddsnat.cooperation.models.safeguards import (
    Assessment,
    ChildView,
    Consent,
    FollowUp,
    Guardian,
    Measure,
    RiskAssessment,
)

__all__ = [
    "Assessment",
    "Child",
    "ChildView",
    "Consent",
    "Deadline",
    "Fact",
    "FollowUp",
    "Guardian",
    "Measure",
    "Move",
    "Referral",
    "Request",
    "RiskAssessment",
    "TransferPlan",
]
