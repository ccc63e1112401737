"""What other rooms may use of cooperation."""

from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.actions.findings import add_finding
from skyddsnat.cooperation.questions.actions.meetings import meet
from skyddsnat.cooperation.questions.actions.parties import invite
from skyddsnat.cooperation.questions.actions.practice import agree, approve_practice, write_practice
from skyddsnat.cooperation.questions.actions.raising import raise_question
from skyddsnat.cooperation.questions.actions.spreading import prepare_spreading
from skyddsnat.cooperation.questions.actions.states import begin, say_spread
from skyddsnat.cooperation.questions.actions.talking import comment

__all__ = [
    "Question",
    "add_finding",
    "agree",
    "approve_practice",
    "begin",
    "comment",
    "invite",
    "meet",
    "prepare_spreading",
    "raise_question",
    "say_spread",
    "write_practice",
]
