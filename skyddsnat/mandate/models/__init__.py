"""The tables of the chain: decision, clause, obligation, condition, activity, assessment, evidence."""

from skyddsnat.mandate.models.activity import Activity
from skyddsnat.mandate.models.amendment import Amendment
from skyddsnat.mandate.models.assessment import (
    AssessmentArticle,
    AssessmentDocument,
    AssessmentFollowUp,
    AssessmentOption,
    AssessmentTemplate,
    ChildRightsAssessment,
)
from skyddsnat.mandate.models.assignment import (
    Aim,
    Assignment,
    Clause,
    HandledSentence,
    MoneyCondition,
    Obligation,
    RelatedDecision,
    Requirement,
    TargetGroup,
)
from skyddsnat.mandate.models.dialogue import Agreement, Meeting, MeetingEvidence, Participation
from skyddsnat.mandate.models.evidence import (
    Evidence,
    EvidenceCount,
    EvidenceKind,
    EvidenceTotal,
    LedgerHead,
    LedgerSeal,
)
from skyddsnat.mandate.models.handing_on import ConsentToSuccessor, consent_constraints
from skyddsnat.mandate.models.plan import (
    ActivityChange,
    ActivityDeadline,
    ActivityDependency,
    PlanCopy,
    PlanVersion,
)
from skyddsnat.mandate.models.reading import Reading, ReadingItem

__all__ = [
    "Activity",
    "ActivityChange",
    "ActivityDeadline",
    "ActivityDependency",
    "Agreement",
    "Aim",
    "Amendment",
    "AssessmentArticle",
    "AssessmentDocument",
    "AssessmentFollowUp",
    "AssessmentOption",
    "AssessmentTemplate",
    "Assignment",
    "ChildRightsAssessment",
    "Clause",
    "ConsentToSuccessor",
    "Evidence",
    "EvidenceCount",
    "EvidenceKind",
    "EvidenceTotal",
    "HandledSentence",
    "LedgerHead",
    "LedgerSeal",
    "Meeting",
    "MeetingEvidence",
    "MoneyCondition",
    "Obligation",
    "Participation",
    "PlanCopy",
    "PlanVersion",
    "Reading",
    "ReadingItem",
    "RelatedDecision",
    "Requirement",
    "TargetGroup",
    "consent_constraints",
]
