"""Work with authorities in other member states."""

from skyddsnat.cooperation.models.facts import Fact, Handled
from skyddsnat.cooperation.models.keeping import CountedCase, CountingActivity, DestroyedCase, Hold, Paper
from skyddsnat.cooperation.models.matching import Likeness
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
    "CountedCase",
    "CountingActivity",
    "Deadline",
    "DestroyedCase",
    "Fact",
    "FollowUp",
    "Guardian",
    "Handled",
    "Hold",
    "Likeness",
    "Measure",
    "Move",
    "Paper",
    "Referral",
    "Request",
    "RiskAssessment",
    "TransferPlan",
]
