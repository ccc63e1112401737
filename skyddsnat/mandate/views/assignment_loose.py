"""The loose ends of an assignment, each with a link to where the reader can mend or see it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate.chain import obligation_url
from skyddsnat.mandate.models import Assignment
from skyddsnat.mandate.overview import Orphans
from skyddsnat.mandate.views.frame import language


def loose_ends(assignment: Assignment, orphans: Orphans, *, may_write: bool) -> list[dict[str, Any]]:
    """Each kind of loose end as a sentence with links to where it is mended."""

    def links(rows: list[tuple[str, str, bool]]) -> list[dict[str, Any]]:
        return [{"label": label, "url": url, "swedish": swedish} for label, url, swedish in rows]

    english = language() == "en"

    def activity_links(rows: list[Any], name: str) -> list[dict[str, Any]]:
        return links(
            [
                (str(row), reverse(name, args=[assignment.slug, row.number]), english and not row.title_en)
                for row in rows
            ]
        )

    def clause_url(number: str) -> str:
        """Where an activity is added for the clause; for those who may not, the clause itself."""
        if may_write:
            return f"{reverse('mandate:activity-new', args=[assignment.slug])}?clause={number}"
        return reverse("mandate:clause", args=[assignment.slug, number])

    found = [
        (
            _("Deluppdrag som ingen insats genomför"),
            links([
                (f"{row.number} {row.title}", clause_url(row.number), english and not row.heading_en)
                for row in orphans.clauses
            ]),
        ),
        (_("Insatser utan mening i beslutet"), activity_links(orphans.activities, "mandate:activity")),
        (_("Insatser som börjat men saknar underlag"), activity_links(orphans.unproven, "mandate:activity")),
        (
            _("Skyldigheter utan insats eller handling"),
            links([
                (str(row), obligation_url(assignment, row), english and not row.what_en) for row in orphans.obligations
            ]),
        ),
    ]  # fmt: skip
    return [{"heading": heading, "links": rows} for heading, rows in found if rows]
