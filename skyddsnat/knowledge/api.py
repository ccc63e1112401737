"""The door of `knowledge` for the rooms above it."""

from skyddsnat.knowledge.anonymity import AnonymousForm, known_words
from skyddsnat.knowledge.assessments.actions import (
    Given,
    fingerprint,
    save_answers,
    start_assessment,
    submit_assessment,
)
from skyddsnat.knowledge.assessments.links import remove_old_links
from skyddsnat.knowledge.consultations.actions import Asker, ask, reply
from skyddsnat.knowledge.consultations.answering import answer, ask_back, take
from skyddsnat.knowledge.consultations.lessons import Learnt, write_lesson
from skyddsnat.knowledge.consultations.retention import forget_askers, remove_old_consultation_links
from skyddsnat.knowledge.exchange.access import method_with
from skyddsnat.knowledge.exchange.actions import Author, answer_other, ask_others, follow, say_helped
from skyddsnat.knowledge.exchange.digests import remove_old_digests
from skyddsnat.knowledge.exchange.moderating import approve_post
from skyddsnat.knowledge.exchange.retention import forget_authors
from skyddsnat.knowledge.gatherings.access import registrations_for
from skyddsnat.knowledge.gatherings.actions import add_gathering, write_results
from skyddsnat.knowledge.gatherings.attendance import note_attendance
from skyddsnat.knowledge.gatherings.evaluating import take_answers
from skyddsnat.knowledge.gatherings.keys import key_to_evaluation
from skyddsnat.knowledge.gatherings.nightly import forget_participants
from skyddsnat.knowledge.gatherings.registering import Person, Sender, register
from skyddsnat.knowledge.ladder.actions import add_call, remove_old_calls
from skyddsnat.knowledge.ladder.experiences import follow_experience
from skyddsnat.knowledge.ladder.opening import open_guidance
from skyddsnat.knowledge.ladder.steps import prove_steps, take_step, take_steps
from skyddsnat.knowledge.library.access import entries_for
from skyddsnat.knowledge.library.contributing import Told, send_contribution
from skyddsnat.knowledge.library.discovery import CRAWLED, NOT_CRAWLED, SITE_MAPS
from skyddsnat.knowledge.library.experiences import draft_experience
from skyddsnat.knowledge.library.reviews import make_link, remove_old_reviews, say
from skyddsnat.knowledge.library.shipped import load_library
from skyddsnat.knowledge.library.versions import prove_versions, tie_method
from skyddsnat.knowledge.mailings.actions import add_mailing, begin_mailing, choose_recipients
from skyddsnat.knowledge.mailings.bounces import note_bounce
from skyddsnat.knowledge.mailings.handing import Answer, Ending
from skyddsnat.knowledge.mailings.outcomes import Reached, Sent, outcomes_of, reached_by_mailing
from skyddsnat.knowledge.mailings.replies import open_letter
from skyddsnat.knowledge.mailings.retention import remove_old_letters, remove_old_refusals
from skyddsnat.knowledge.mailings.segments import save_segment
from skyddsnat.knowledge.mailings.sending import send_slice
from skyddsnat.knowledge.models import (
    Gathering,
    Group,
    LibraryPage,
    Mailing,
    Method,
    Moment,
    Outcome,
    Post,
    Rung,
    SelfAssessment,
    Step,
)

__all__ = [
    "CRAWLED",
    "NOT_CRAWLED",
    "SITE_MAPS",
    "AnonymousForm",
    "Answer",
    "Asker",
    "Author",
    "Ending",
    "Gathering",
    "Given",
    "Group",
    "Learnt",
    "LibraryPage",
    "Mailing",
    "Method",
    "Moment",
    "Outcome",
    "Person",
    "Post",
    "Reached",
    "Rung",
    "SelfAssessment",
    "Sender",
    "Sent",
    "Step",
    "Told",
    "add_call",
    "add_gathering",
    "add_mailing",
    "answer",
    "answer_other",
    "approve_post",
    "ask",
    "ask_back",
    "ask_others",
    "begin_mailing",
    "choose_recipients",
    "draft_experience",
    "entries_for",
    "fingerprint",
    "follow",
    "follow_experience",
    "forget_askers",
    "forget_authors",
    "forget_participants",
    "key_to_evaluation",
    "known_words",
    "load_library",
    "make_link",
    "method_with",
    "note_attendance",
    "note_bounce",
    "open_guidance",
    "open_letter",
    "outcomes_of",
    "prove_steps",
    "prove_versions",
    "reached_by_mailing",
    "register",
    "registrations_for",
    "remove_old_calls",
    "remove_old_consultation_links",
    "remove_old_digests",
    "remove_old_letters",
    "remove_old_links",
    "remove_old_refusals",
    "remove_old_reviews",
    "reply",
    "save_answers",
    "save_segment",
    "say",
    "say_helped",
    "send_contribution",
    "send_slice",
    "start_assessment",
    "submit_assessment",
    "take",
    "take_answers",
    "take_step",
    "take_steps",
    "tie_method",
    "write_lesson",
    "write_results",
]
