from skyddsnat.knowledge.models.contributions import Contribution
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
from skyddsnat.knowledge.models.search import SearchGeneration
from skyddsnat.knowledge.models.shipped import ShippedEntry

__all__ = [
    "Audience",
    "Contribution",
    "Group",
    "Kind",
    "Level",
    "LibraryPage",
    "LibraryRoot",
    "LibraryVersion",
    "Method",
    "ReviewComment",
    "ReviewLink",
    "Rung",
    "SearchGeneration",
    "ShippedEntry",
    "Step",
]
