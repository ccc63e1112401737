"""Common questions among what can be searched: those that the reader may open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.access import questions_for
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.questions.words import in_language
from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, matching
from skyddsnat.core.models import User


def questions(user: User, query: Query) -> Matches:
    """The questions with the words in their title or description, in either language."""
    visible = Question.objects.filter(pk__in=questions_for(user).values("pk"))
    found = matching(visible, query, title=["title", "title_en"], body=["description", "description_en"])
    return Matches(found, _hit)


def _hit(row: Question) -> Hit:
    title, words = in_language(row, "title"), in_language(row, "description")
    return Hit(
        title["value"], row.get_absolute_url(), str(State(row.state).label), words["value"],
        swedish=title["swedish"],
    )  # fmt: skip


def _named(row: Question) -> Named:
    title = in_language(row, "title")
    return Named(title["value"], str(State(row.state).label), swedish=title["swedish"])


FINDER = ("gemensamma-fragor", _("Gemensamma frågor"), questions)
QUESTION = RecordKind("cooperation:question", _("Gemensam fråga"), {"pk": "pk"}, questions_for, _named)
