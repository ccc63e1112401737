"""The door of the law guide for the rest of the room."""

from skyddsnat.guidance.law.answer import Answer, Step, Verdict, period_said
from skyddsnat.guidance.law.asked import read_case
from skyddsnat.guidance.law.book import Group, Rule, RuleBook
from skyddsnat.guidance.law.case import Case, Place, TieKind, Victim
from skyddsnat.guidance.law.changes import (
    AnswerChange,
    RuleChange,
    WordChange,
    changed_answers,
    changed_rules,
    changed_words,
)
from skyddsnat.guidance.law.engine import judge
from skyddsnat.guidance.law.faults import Fault, QuestionRefused, RulesRefused
from skyddsnat.guidance.law.loader import load, shipped_rules
from skyddsnat.guidance.law.questions import Option, Question, degrees, is_asked, offences, questions
from skyddsnat.guidance.law.text import Text

__all__ = [
    "Answer", "AnswerChange", "Case", "Fault", "Group", "Option", "Place", "Question", "QuestionRefused",
    "Rule", "RuleBook", "RuleChange", "RulesRefused", "Step", "Text", "TieKind", "Verdict", "Victim",
    "WordChange", "changed_answers", "changed_rules", "changed_words", "degrees", "is_asked", "judge",
    "load", "offences", "period_said", "questions", "read_case", "shipped_rules",
]  # fmt: skip
