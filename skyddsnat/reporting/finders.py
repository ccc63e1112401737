"""What of this room can be searched and found back: the report's prose and its versions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, matching
from skyddsnat.core.models import User
from skyddsnat.reporting import access
from skyddsnat.reporting.models import Report, ReportText


def texts(user: User, query: Query) -> Matches:
    """What is written; those who write come to the section, others to the report."""
    writes = user.may(access.WRITE)
    found = matching(access.every_text(user), query, title=["section"], body=["body"])
    return Matches(found, lambda row: _text(row, writes=writes))


def _text(row: ReportText, *, writes: bool) -> Hit:
    slug = row.assignment.slug
    url = (
        reverse("reporting:text", args=[slug, row.section])
        if writes
        else reverse("reporting:overview", args=[slug])
    )
    title = _("Rapportens avsnitt %(name)s") % {"name": _section(row)}
    return Hit(title, url, _place(row), row.body)


def _section(row: ReportText) -> str:
    names = {"summary": _("Sammanfattning"), "economy": _("Ekonomi")}
    return names.get(row.section, row.section.partition(":")[2] or row.section)


def versions(user: User, query: Query) -> Matches:
    """Versions of the report by number, date and why they were made."""
    frozen = [] if query.loose else ["folded"]  # a whole report is near to almost anything
    found = matching(access.every_report(user), query, title=["dnr"], body=["reason"], folded=frozen)
    return Matches(found, _version)


def _version(row: Report) -> Hit:
    named = _named(row)
    return Hit(named.title, row.get_absolute_url(), f"{named.where}, {row.get_state_display()}", row.reason)


def _named(row: Report) -> Named:
    return Named(_("Slutredovisningen, version %(version)s") % {"version": row.version}, _place(row))


def _place(row: Any) -> str:
    return row.assignment.dnr or str(row.assignment)


FINDERS = [
    ("rapporter", gettext_lazy("Rapporter"), versions),
    ("rapporttexter", gettext_lazy("Rapportens texter"), texts),
]
RECORDS = [
    RecordKind(
        "reporting:version", gettext_lazy("Rapport"), {"slug": "assignment__slug", "number": "version"},
        access.every_report, _named,
    )
]  # fmt: skip
