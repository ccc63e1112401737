"""What other rooms may use of cooperation."""

from skyddsnat.cooperation.directory.actions import (
    Holder,
    add_agreement,
    add_role_contact,
    name_holder,
    remove_ended_role_contacts,
)
from skyddsnat.cooperation.directory.actions.agreements import AgreementFields
from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.parts import ANY, PARTS, Part
from skyddsnat.cooperation.questions.actions.findings import add_finding
from skyddsnat.cooperation.questions.actions.meetings import meet
from skyddsnat.cooperation.questions.actions.parties import invite
from skyddsnat.cooperation.questions.actions.practice import agree, approve_practice, write_practice
from skyddsnat.cooperation.questions.actions.raising import raise_question
from skyddsnat.cooperation.questions.actions.spreading import prepare_spreading
from skyddsnat.cooperation.questions.actions.states import begin, say_spread
from skyddsnat.cooperation.questions.actions.talking import comment

__all__ = [
    "ANY",
    "PARTS",
    "AgreementFields",
    "Holder",
    "Part",
    "Question",
    "add_agreement",
    "add_finding",
    "add_role_contact",
    "agree",
    "approve_practice",
    "begin",
    "comment",
    "invite",
    "meet",
    "name_holder",
    "prepare_spreading",
    "raise_question",
    "remove_ended_role_contacts",
    "say_spread",
    "write_practice",
]
