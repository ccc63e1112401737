"""What was learnt somewhere else in the work, as a draft that is read and published as any other text."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.html import escape, linebreaks

from skyddsnat.core.api import check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.library.contributing import LEAD_LONGEST, free_slug
from skyddsnat.knowledge.library.editors import library_roots
from skyddsnat.knowledge.library.rules import SOURCE
from skyddsnat.knowledge.models import Kind, Level, LibraryPage


@transaction.atomic
def draft_experience(
    *, title: str, situation: str, heading: str, text: str, by: User, audiences: Iterable[str] = ()
) -> LibraryPage:
    """Make a Swedish draft of an experience. Nobody but the editors sees it until it is published."""
    check_may(by, WRITE)
    check_no_number(title, situation, text)
    root = library_roots()[SOURCE]
    page = LibraryPage(
        slug=free_slug(title), locale=root.locale, live=False, owner=by, title=title, kind=Kind.EXPERIENCE,
        level=Level.EXPERIENCE, situation=situation, lead=_lead(text), audiences=list(audiences),
        body=[("section", {"heading": heading, "text": linebreaks(escape(text))})],
    )  # fmt: skip
    root.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    record(by, "experience.drafted", page)
    return page


def _lead(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LEAD_LONGEST else words[:LEAD_LONGEST].rsplit(" ", 1)[0] + " …"
