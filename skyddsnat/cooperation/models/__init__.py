"""Work with authorities in other member states."""

from skyddsnat.cooperation.models.directory import Agreement, RoleContact
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

__all__ = [
    "Agreement",
    "Child",
    "Finding",
    "FindingVersion",
    "Party",
    "Practice",
    "PracticeConsent",
    "Question",
    "QuestionComment",
    "QuestionMeeting",
    "Referral",
    "RoleContact",
    "Spreading",
]
