"""The door of `knowledge` for the rooms above it."""

from skyddsnat.knowledge.consultations.actions import Asker, ask, reply
from skyddsnat.knowledge.consultations.answering import answer, ask_back, take
from skyddsnat.knowledge.consultations.lessons import Learnt, write_lesson
from skyddsnat.knowledge.consultations.retention import forget_askers, remove_old_consultation_links
from skyddsnat.knowledge.exchange.access import method_with
from skyddsnat.knowledge.exchange.actions import Author, answer_other, ask_others, follow, say_helped
from skyddsnat.knowledge.exchange.digests import remove_old_digests
from skyddsnat.knowledge.exchange.moderating import approve_post
from skyddsnat.knowledge.exchange.published import answered_questions
from skyddsnat.knowledge.exchange.retention import forget_authors
from skyddsnat.knowledge.library.access import entries_for
from skyddsnat.knowledge.library.contributing import Told, send_contribution
from skyddsnat.knowledge.library.reviews import make_link, remove_old_reviews, say
from skyddsnat.knowledge.library.shipped import load_library
from skyddsnat.knowledge.library.versions import prove_versions, tie_method
from skyddsnat.knowledge.models import LibraryPage, Method, Post

__all__ = [
    "Asker",
    "Author",
    "Learnt",
    "LibraryPage",
    "Method",
    "Post",
    "Told",
    "answer",
    "answer_other",
    "answered_questions",
    "approve_post",
    "ask",
    "ask_back",
    "ask_others",
    "entries_for",
    "follow",
    "forget_askers",
    "forget_authors",
    "load_library",
    "make_link",
    "method_with",
    "prove_versions",
    "remove_old_consultation_links",
    "remove_old_digests",
    "remove_old_reviews",
    "reply",
    "say",
    "say_helped",
    "send_contribution",
    "take",
    "tie_method",
    "write_lesson",
]
