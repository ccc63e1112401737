"""The sections that have prose: summary, one per clause, one per aim and target group, and the money."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.access import texts_for


@dataclass(frozen=True)
class Section:
    """A section of the report as its writers see it."""

    key: str
    heading: str
    body: str
    version: int

    @property
    def is_written(self) -> bool:
        return bool(self.body.strip())

    @property
    def is_optional(self) -> bool:
        """A target group is told of by its activities; more words are welcome, not awaited."""
        return self.key.startswith("group:")


def sections_of(assignment: Assignment, user: User) -> list[Section]:
    """Every section in the report's order, with the text it has."""
    texts = {text.section: text for text in texts_for(user, assignment)}
    headings = [
        ("summary", _("Sammanfattning")),
        *((f"task:{c.number}", c.title) for c in assignment.clauses.all()),
        *((f"aim:{a.letter}", a.said) for a in assignment.aims.all()),
        *((f"group:{g.code}", g.said) for g in assignment.target_groups.all()),
        ("economy", _("Ekonomi")),
    ]
    return [
        Section(
            key, heading, texts[key].body if key in texts else "", texts[key].version if key in texts else 0
        )
        for key, heading in headings
    ]
