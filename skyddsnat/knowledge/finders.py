"""What of this room can be searched with everything else: the library's texts, and the questions of the exchange."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, StringAgg, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Hit, Matches, Query, matching
from skyddsnat.core.models import User
from skyddsnat.knowledge.exchange.access import posts_for, questions_for
from skyddsnat.knowledge.exchange.parts import language
from skyddsnat.knowledge.exchange.subjects import subject_name
from skyddsnat.knowledge.library.access import published
from skyddsnat.knowledge.library.showing import address_of
from skyddsnat.knowledge.models import LibraryPage
from skyddsnat.shared.languages import NAMES


def texts(user: User, query: Query) -> Matches:
    """Published entries in every language. Their whole text is searched on the room's own page."""
    found = matching(published(), query, title=["title"], body=["lead", "situation", "asks"])
    return Matches(found, _text)


def _text(row: LibraryPage) -> Hit:
    where = f"{row.get_kind_display()} · {NAMES[row.language]}"
    return Hit(
        row.title, address_of(row), where, row.lead, swedish=row.language == "sv" and language() == "en"
    )


def questions(user: User, query: Query) -> Matches:
    """Questions of the exchange that the user sees, by their own words and those of the answers that she sees."""
    answers = posts_for(user).filter(question=OuterRef("pk")).order_by().values("question")
    words = Concat("text", Value(" "), "added", output_field=TextField())
    said = answers.annotate(every=StringAgg(words, Value(" · "))).values("every")
    rows = questions_for(user).annotate(said=Subquery(said, output_field=TextField()))
    return Matches(matching(rows, query, title=["title"], body=["text", "added", "said"]), _question)


def _question(row: Any) -> Hit:
    words = " · ".join(part for part in (row.text, row.added, row.said) if part)
    swedish = row.language == "sv" and language() == "en"
    return Hit(row.title, row.get_absolute_url(), subject_name(row.subject), words, swedish=swedish)


FINDERS = [
    ("biblioteket", _("Biblioteket"), texts),
    ("utbyte", _("Frågor i utbytet"), questions),
]
