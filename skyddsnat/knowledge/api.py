"""The door of `knowledge` for the rooms above it."""

from skyddsnat.knowledge.consultations.actions import Asker, ask, reply
from skyddsnat.knowledge.consultations.answering import answer, ask_back, take
from skyddsnat.knowledge.consultations.lessons import Learnt, write_lesson
from skyddsnat.knowledge.consultations.retention import forget_askers, remove_old_consultation_links
from skyddsnat.knowledge.library.access import entries_for
from skyddsnat.knowledge.library.contributing import Told, send_contribution
from skyddsnat.knowledge.library.reviews import make_link, remove_old_reviews, say
from skyddsnat.knowledge.library.shipped import load_library
from skyddsnat.knowledge.library.versions import prove_versions, tie_method
from skyddsnat.knowledge.models import LibraryPage, Method

__all__ = [
    "Asker",
    "Learnt",
    "LibraryPage",
    "Method",
    "Told",
    "answer",
    "ask",
    "ask_back",
    "entries_for",
    "forget_askers",
    "load_library",
    "make_link",
    "prove_versions",
    "remove_old_consultation_links",
    "remove_old_reviews",
    "reply",
    "say",
    "send_contribution",
    "take",
    "tie_method",
    "write_lesson",
]
