"""The sections that have prose: summary, one per clause, one per aim and target group, and the money."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.access import texts_for
from skyddsnat.reporting.models import ReportText


@dataclass(frozen=True)
class Section:
    """A section of the report as its writers see it."""

    key: str
    heading: str
    body: str
    version: int
    written_by: str = ""
    written_at: datetime.datetime | None = None

    @property
    def is_written(self) -> bool:
        return bool(self.body.strip())

    @property
    def is_optional(self) -> bool:
        """A target group is told of by its activities; more words are welcome, not awaited."""
        return self.key.startswith("group:")


def headings_of(assignment: Assignment) -> dict[str, str]:
    """Every section's key with its heading, in the report's order."""
    return {
        "summary": _("Sammanfattning"),
        **{f"task:{c.number}": c.title for c in assignment.clauses.all()},
        **{f"aim:{a.letter}": a.said for a in assignment.aims.all()},
        **{f"group:{g.code}": g.said for g in assignment.target_groups.all()},
        "economy": _("Ekonomi"),
    }


def sections_of(assignment: Assignment, user: User) -> list[Section]:
    """Every section in the report's order, with the text it has."""
    texts = {text.section: text for text in texts_for(user, assignment)}
    return [_section(key, heading, texts.get(key)) for key, heading in headings_of(assignment).items()]


def _section(key: str, heading: str, text: ReportText | None) -> Section:
    if text is None:
        return Section(key, heading, "", 0)
    by = text.written_by.name if text.written_by else ""
    return Section(key, heading, text.body, text.version, by, text.written_at)
