"""What a report may do next and what it must have; what may be done with a comment."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.models import Report, ReportComment

NEXT: dict[str, frozenset[str]] = {
    Report.PREPARED: frozenset({Report.ISSUED, Report.WITHDRAWN, Report.RETURNED}),
    Report.ISSUED: frozenset(),
    Report.WITHDRAWN: frozenset(),
    Report.RETURNED: frozenset(),
}
CHANGEABLE = datetime.timedelta(minutes=30)
"""How long one may change the words of one's own comment: after that somebody may have acted on them."""


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


def check_references(faults: Sequence[str]) -> None:
    """Every reference in the texts leads to a number that exists; `faults` are those that do not, with where."""
    if faults:
        raise Refused(
            _("Texten hänvisar till siffror som inte finns: %(codes)s. Rätta texten först.")
            % {"codes": ", ".join(faults)}
        )


def check_remark(remark: str) -> None:
    """What is sent back says why."""
    if not remark.strip():
        raise Refused(_("Skriv vad som behöver ändras, så vet den som skriver vad du menar."))


def check_said(body: str) -> None:
    """A comment has words."""
    if not body.strip():
        raise Refused(_("Skriv en kommentar först."))


def check_may_change(comment: ReportComment, by: User, now: datetime.datetime) -> None:
    """One's own comment may be changed for a while, until somebody has answered or it is settled."""
    check_own(comment, by)
    if comment.resolved_at or (comment.answers and comment.answers.resolved_at):
        raise Refused(_("Kommentaren är avklarad. Öppna den igen om du vill ändra den."))
    if now - comment.at > CHANGEABLE:
        raise Refused(_("Kommentaren är äldre än en halvtimme. Svara på den i stället."))


def check_own(comment: ReportComment, by: User) -> None:
    """Only the one who wrote a comment changes or removes it."""
    if comment.by_id != by.pk:
        raise Refused(_("Det är någon annans kommentar. Svara på den i stället."))
    if comment.removed_at:
        raise Refused(_("Kommentaren är redan borttagen."))


def can_change(comment: ReportComment, by: User, now: datetime.datetime) -> bool:
    try:
        check_may_change(comment, by, now)
    except Refused:
        return False
    return True


def check_thread(comment: ReportComment) -> None:
    """Answers belong to the comment that began the thread; it is settled as a whole."""
    if comment.answers_id is not None:
        raise Refused(_("Välj den kommentar som tråden började med."))
