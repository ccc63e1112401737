from skyddsnat.knowledge.models.consultations import (
    Consultation,
    ConsultationLink,
    ConsultationMessage,
    Lesson,
)
from skyddsnat.knowledge.models.contributions import Contribution
from skyddsnat.knowledge.models.exchange import Digest, Post, PostReport, SubjectFollower
from skyddsnat.knowledge.models.library import (
    Audience,
    Kind,
    Level,
    LibraryPage,
    LibraryRoot,
    LibraryVersion,
)
from skyddsnat.knowledge.models.method import Group, Method, Rung, Step
from skyddsnat.knowledge.models.reviews import ReviewComment, ReviewLink
from skyddsnat.knowledge.models.shipped import ShippedEntry

__all__ = [
    "Audience",
    "Consultation",
    "ConsultationLink",
    "ConsultationMessage",
    "Contribution",
    "Digest",
    "Group",
    "Kind",
    "Lesson",
    "Level",
    "LibraryPage",
    "LibraryRoot",
    "LibraryVersion",
    "Method",
    "Post",
    "PostReport",
    "ReviewComment",
    "ReviewLink",
    "Rung",
    "ShippedEntry",
    "Step",
    "SubjectFollower",
]
