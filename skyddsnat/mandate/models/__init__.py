"""The tables of the chain: decision, clause, obligation, condition, activity, assessment, evidence."""

from skyddsnat.mandate.models.activity import Activity, ChildRightsAssessment, Dialogue
from skyddsnat.mandate.models.amendment import Amendment
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
from skyddsnat.mandate.models.evidence import Evidence, EvidenceCount, EvidenceKind, LedgerHead, LedgerSeal
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
    "Aim",
    "Amendment",
    "Assignment",
    "ChildRightsAssessment",
    "Clause",
    "Dialogue",
    "Evidence",
    "EvidenceCount",
    "EvidenceKind",
    "HandledSentence",
    "LedgerHead",
    "LedgerSeal",
    "MoneyCondition",
    "Obligation",
    "PlanCopy",
    "PlanVersion",
    "Reading",
    "ReadingItem",
    "RelatedDecision",
    "Requirement",
    "TargetGroup",
]
