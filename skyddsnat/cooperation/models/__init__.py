"""Work with authorities in other member states."""

from skyddsnat.cooperation.models.exchange import (
    AnswerLink,
    AuthorityKey,
    ExchangeEvent,
    KeyHolding,
    OwnKey,
    Parcel,
    Proposal,
    Share,
)
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
    "AnswerLink",
    "Assessment",
    "AuthorityKey",
    "Child",
    "ChildView",
    "Consent",
    "Deadline",
    "ExchangeEvent",
    "Fact",
    "FollowUp",
    "Guardian",
    "KeyHolding",
    "Measure",
    "Move",
    "OwnKey",
    "Parcel",
    "Proposal",
    "Referral",
    "Request",
    "RiskAssessment",
    "Share",
    "TransferPlan",
]
