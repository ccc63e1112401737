"""What a report may do next, and what it must have."""

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.models import Report

NEXT: dict[str, frozenset[str]] = {
    Report.PREPARED: frozenset({Report.ISSUED, Report.WITHDRAWN}),
    Report.ISSUED: frozenset(),
    Report.WITHDRAWN: frozenset(),
}


def check_move(report: Report, to: str) -> None:
    """Raise Refused when the report cannot go to that state."""
    if to not in NEXT[report.state]:
        raise Refused(_("Rapporten är redan %(state)s.") % {"state": report.get_state_display().lower()})


def check_has_dnr(assignment: Assignment) -> None:
    """No registration number, no document."""
    if not assignment.dnr:
        raise Refused(
            _("Beslutets diarienummer saknas. Ange det på uppdragets sida, så går rapporten att lämna.")
        )


def check_two_persons(report: Report, by: User) -> None:
    """The one who prepared a report does not issue it."""
    if report.prepared_by_id == by.pk:
        raise Refused(_("Du har förberett rapporten. Någon annan behöver godkänna och lämna den."))
