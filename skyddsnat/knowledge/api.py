"""The door of `knowledge` for the rooms above it."""

from skyddsnat.knowledge.library.access import entries_for
from skyddsnat.knowledge.library.contributing import Told, send_contribution
from skyddsnat.knowledge.library.reviews import make_link, remove_old_reviews, say
from skyddsnat.knowledge.library.shipped import load_library
from skyddsnat.knowledge.library.versions import prove_versions, tie_method
from skyddsnat.knowledge.models import LibraryPage

__all__ = [
    "LibraryPage",
    "Told",
    "entries_for",
    "load_library",
    "make_link",
    "prove_versions",
    "remove_old_reviews",
    "say",
    "send_contribution",
    "tie_method",
]
