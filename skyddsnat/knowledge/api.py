"""The door of `knowledge` for the rooms above it."""

from skyddsnat.knowledge.assessments.actions import (
    Given,
    fingerprint,
    save_answers,
    start_assessment,
    submit_assessment,
)
from skyddsnat.knowledge.assessments.links import remove_old_links
from skyddsnat.knowledge.ladder.actions import add_call, remove_old_calls
from skyddsnat.knowledge.ladder.opening import open_guidance
from skyddsnat.knowledge.ladder.steps import prove_steps, take_step, take_steps
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
from skyddsnat.knowledge.models import (
    Group,
    LibraryPage,
    Mailing,
    Method,
    Outcome,
    Rung,
    SelfAssessment,
    Step,
)

__all__ = [
    "Answer",
    "Ending",
    "Given",
    "Group",
    "LibraryPage",
    "Mailing",
    "Method",
    "Outcome",
    "Rung",
    "SelfAssessment",
    "Step",
    "Told",
    "add_call",
    "add_mailing",
    "begin_mailing",
    "choose_recipients",
    "entries_for",
    "fingerprint",
    "load_library",
    "make_link",
    "note_bounce",
    "open_guidance",
    "open_letter",
    "prove_steps",
    "prove_versions",
    "remove_old_calls",
    "remove_old_letters",
    "remove_old_links",
    "remove_old_refusals",
    "remove_old_reviews",
    "save_answers",
    "save_segment",
    "say",
    "send_contribution",
    "send_slice",
    "start_assessment",
    "submit_assessment",
    "take_step",
    "take_steps",
    "tie_method",
]
