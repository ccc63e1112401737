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
from skyddsnat.knowledge.models import Group, LibraryPage, Method, Outcome, Rung, SelfAssessment, Step

__all__ = [
    "Given",
    "Group",
    "LibraryPage",
    "Method",
    "Outcome",
    "Rung",
    "SelfAssessment",
    "Step",
    "Told",
    "add_call",
    "entries_for",
    "fingerprint",
    "load_library",
    "make_link",
    "open_guidance",
    "prove_steps",
    "prove_versions",
    "remove_old_calls",
    "remove_old_links",
    "remove_old_reviews",
    "save_answers",
    "say",
    "send_contribution",
    "start_assessment",
    "submit_assessment",
    "take_step",
    "take_steps",
    "tie_method",
]
