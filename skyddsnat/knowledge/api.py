"""The door of `knowledge` for the rooms above it."""

from skyddsnat.knowledge.library.access import entries_for
from skyddsnat.knowledge.library.contributing import Told, send_contribution
from skyddsnat.knowledge.library.reviews import make_link, remove_old_reviews, say
from skyddsnat.knowledge.library.shipped import load_library
from skyddsnat.knowledge.library.versions import prove_versions, tie_method
from skyddsnat.knowledge.mailings.actions import add_mailing, begin_mailing, choose_recipients
from skyddsnat.knowledge.mailings.bounces import note_bounce
from skyddsnat.knowledge.mailings.handing import Answer, Ending
from skyddsnat.knowledge.mailings.replies import open_letter
from skyddsnat.knowledge.mailings.retention import remove_old_letters, remove_old_refusals
from skyddsnat.knowledge.mailings.segments import save_segment
from skyddsnat.knowledge.mailings.sending import send_slice
from skyddsnat.knowledge.models import LibraryPage, Mailing, Method

__all__ = [
    "Answer",
    "Ending",
    "LibraryPage",
    "Mailing",
    "Method",
    "Told",
    "add_mailing",
    "begin_mailing",
    "choose_recipients",
    "entries_for",
    "load_library",
    "make_link",
    "note_bounce",
    "open_letter",
    "prove_versions",
    "remove_old_letters",
    "remove_old_refusals",
    "remove_old_reviews",
    "save_segment",
    "say",
    "send_contribution",
    "send_slice",
    "tie_method",
]
