from skyddsnat.knowledge.models.evaluations import EvaluationComment, EvaluationCount, EvaluationKey, Moment
from skyddsnat.knowledge.models.gatherings import (
    Gathering,
    GatheringCount,
    GatheringKey,
    GatheringLetter,
    Participant,
    Registration,
)
from skyddsnat.knowledge.models.method import Group, Method, Rung, Step

__all__ = [
    "EvaluationComment",
    "EvaluationCount",
    "EvaluationKey",
    "Gathering",
    "GatheringCount",
    "GatheringKey",
    "GatheringLetter",
    "Group",
    "Method",
    "Moment",
    "Participant",
    "Registration",
    "Rung",
    "Step",
]
