"""Work with authorities in other member states."""

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
    "Spreading",
]
