"""The door of the law guide for the rest of the room."""

from skyddsnat.guidance.law.answer import Answer, Step, Verdict, agreed, period_said
from skyddsnat.guidance.law.asked import read_case
from skyddsnat.guidance.law.book import Group, Note, Rule, RuleBook
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
from skyddsnat.guidance.law.loader import SHIPPED, load, shipped_rules
from skyddsnat.guidance.law.questions import Option, Question, degrees, is_asked, offences, questions
from skyddsnat.guidance.law.readable import CHECKED, GROUPS, VERDICTS, by_group
from skyddsnat.guidance.law.text import Text, day
from skyddsnat.guidance.law.words import ALSO, DISCLAIMER, HEADLINES, WHY_TIP
from skyddsnat.guidance.law.yaml_tree import MAX_BYTES

__all__ = [
    "ALSO", "CHECKED", "DISCLAIMER", "GROUPS", "HEADLINES", "MAX_BYTES", "SHIPPED", "VERDICTS", "WHY_TIP", "Answer",
    "AnswerChange", "Case", "Fault", "Group", "Note", "Option", "Place", "Question", "QuestionRefused", "Rule",
    "RuleBook", "RuleChange", "RulesRefused", "Step", "Text", "TieKind", "Verdict", "Victim", "WordChange", "agreed",
    "by_group", "changed_answers", "changed_rules", "changed_words", "day", "degrees", "is_asked", "judge", "load",
    "offences", "period_said", "questions", "read_case", "shipped_rules",
]  # fmt: skip
