"""What of this room can be searched with everything else: the library's texts, and the questions of the exchange."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Hit, Matches, Query, matching
from skyddsnat.core.models import User
from skyddsnat.knowledge.exchange.access import posts_for
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


def posts(user: User, query: Query) -> Matches:
    """Questions and answers of the exchange that the user sees; what is spelled nearly so, in the titles alone."""
    found = matching(
        posts_for(user), query, title=["title"], folded=[] if query.loose else ["folded"], large=True
    )
    return Matches(found, _post)


def _post(row: Any) -> Hit:
    question = row.question or row
    words = " · ".join(part for part in (row.text, row.added) if part)
    swedish = language() == "en" and question.language == "sv"
    where = subject_name(question.subject)
    if row.question is not None:
        where = f"{where} · {_('Svar')}"
    return Hit(question.title, row.get_absolute_url(), where, words, swedish=swedish)


FINDERS = [
    ("biblioteket", _("Biblioteket"), texts),
    ("utbyte", _("Utbyte"), posts),
]
