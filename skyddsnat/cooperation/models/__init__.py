"""Work with authorities in other member states."""

from skyddsnat.cooperation.models.directory import Agreement, RoleContact
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
from skyddsnat.cooperation.models.facts import Fact, Handled
from skyddsnat.cooperation.models.keeping import CountedCase, CountingActivity, DestroyedCase, Hold, Paper
from skyddsnat.cooperation.models.matching import Likeness
from skyddsnat.cooperation.models.questions import (
    Finding,
    FindingVersion,
    Party,
    Practice,
    PracticeConsent,
    Question,
    QuestionComment,
    QuestionMeeting,
    Spreading,
)
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
from skyddsnat.cooperation.models.successors import SuccessorConsent

__all__ = [
    "Agreement",
    "AnswerLink",
    "Assessment",
    "AuthorityKey",
    "Child",
    "ChildView",
    "Consent",
    "CountedCase",
    "CountingActivity",
    "Deadline",
    "DestroyedCase",
    "ExchangeEvent",
    "Fact",
    "Finding",
    "FindingVersion",
    "FollowUp",
    "Guardian",
    "Handled",
    "Hold",
    "KeyHolding",
    "Likeness",
    "Measure",
    "Move",
    "OwnKey",
    "Paper",
    "Parcel",
    "Party",
    "Practice",
    "PracticeConsent",
    "Proposal",
    "Question",
    "QuestionComment",
    "QuestionMeeting",
    "Referral",
    "Request",
    "RiskAssessment",
    "RoleContact",
    "Share",
    "Spreading",
    "SuccessorConsent",
    "TransferPlan",
]
