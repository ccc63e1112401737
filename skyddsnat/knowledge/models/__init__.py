from skyddsnat.knowledge.models.assessments import (
    AssessmentAnswer,
    AssessmentForm,
    AssessmentLink,
    PracticeLevel,
    SelfAssessment,
)
from skyddsnat.knowledge.models.consultations import (
    Consultation,
    ConsultationLink,
    ConsultationMessage,
    Lesson,
)
from skyddsnat.knowledge.models.contributions import Contribution
from skyddsnat.knowledge.models.deliveries import Delivery, LanguageChoice, LetterLink, Reach, Suppression
from skyddsnat.knowledge.models.evaluations import EvaluationComment, EvaluationCount, EvaluationKey, Moment
from skyddsnat.knowledge.models.exchange import Digest, Post, PostReport, SubjectFollower
from skyddsnat.knowledge.models.gatherings import (
    Gathering,
    GatheringCount,
    GatheringKey,
    GatheringLetter,
    Participant,
    Registration,
)
from skyddsnat.knowledge.models.ladder import Call, Outcome
from skyddsnat.knowledge.models.library import (
    Audience,
    Kind,
    Level,
    LibraryPage,
    LibraryRoot,
    LibraryVersion,
)
from skyddsnat.knowledge.models.mailings import Mailing, Segment, Selection
from skyddsnat.knowledge.models.method import Group, Method, Rung, Step
from skyddsnat.knowledge.models.reviews import ReviewComment, ReviewLink
from skyddsnat.knowledge.models.search import SearchGeneration
from skyddsnat.knowledge.models.shipped import ShippedEntry

__all__ = [
    "AssessmentAnswer",
    "AssessmentForm",
    "AssessmentLink",
    "Audience",
    "Call",
    "Consultation",
    "ConsultationLink",
    "ConsultationMessage",
    "Contribution",
    "Delivery",
    "Digest",
    "EvaluationComment",
    "EvaluationCount",
    "EvaluationKey",
    "Gathering",
    "GatheringCount",
    "GatheringKey",
    "GatheringLetter",
    "Group",
    "Kind",
    "LanguageChoice",
    "Lesson",
    "LetterLink",
    "Level",
    "LibraryPage",
    "LibraryRoot",
    "LibraryVersion",
    "Mailing",
    "Method",
    "Moment",
    "Outcome",
    "Participant",
    "Post",
    "PostReport",
    "PracticeLevel",
    "Reach",
    "Registration",
    "ReviewComment",
    "ReviewLink",
    "Rung",
    "SearchGeneration",
    "Segment",
    "Selection",
    "SelfAssessment",
    "ShippedEntry",
    "Step",
    "SubjectFollower",
    "Suppression",
]
