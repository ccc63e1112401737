"""The door of `knowledge` for the rooms above it."""

from skyddsnat.knowledge.gatherings.access import registrations_for
from skyddsnat.knowledge.gatherings.actions import add_gathering, write_results
from skyddsnat.knowledge.gatherings.attendance import note_attendance
from skyddsnat.knowledge.gatherings.evaluating import take_answers
from skyddsnat.knowledge.gatherings.keys import key_to_evaluation
from skyddsnat.knowledge.gatherings.nightly import forget_participants
from skyddsnat.knowledge.gatherings.registering import Person, Sender, register
from skyddsnat.knowledge.models import Gathering, Moment

__all__ = [
    "Gathering",
    "Moment",
    "Person",
    "Sender",
    "add_gathering",
    "forget_participants",
    "key_to_evaluation",
    "note_attendance",
    "register",
    "registrations_for",
    "take_answers",
    "write_results",
]
