"""Writing, preparing and issuing the final report."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.mandate.api import seal
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.reporting import rules
from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.models import Report, ReportText
from skyddsnat.reporting.page import standalone
from skyddsnat.shared.typeset import render


class ChangedMeanwhile(Refused):
    """Somebody else saved the text first; `current` is theirs, so that nothing is lost."""

    def __init__(self, message: str, current: ReportText) -> None:
        super().__init__(message)
        self.current = current


@transaction.atomic
def write_text(*, assignment: Assignment, section: str, body: str, version: int, by: User) -> ReportText:
    """Save the prose of a section. `version` is the one the writer started from (0 for a new text)."""
    text, _created = ReportText.objects.select_for_update().get_or_create(
        assignment=assignment, section=section, defaults={"version": 0}
    )
    if text.version != version:
        raise ChangedMeanwhile(
            _("Någon annan har sparat avsnittet medan du skrev. Din text finns kvar nedan."), text
        )
    text.body, text.written_by, text.version = body, by, version + 1
    text.save()
    record(by, "report.text_written", text, section=section, version=text.version)
    return text


@transaction.atomic
def prepare_report(*, assignment: Assignment, dated: datetime.date, by: User, reason: str = "") -> Report:
    """Freeze a version of the report for somebody else to approve. After an issued one, it is a correction."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    rules.check_has_dnr(assignment)
    if assignment.reports.filter(state=Report.PREPARED).exists():
        raise Refused(_("En rapport är redan förberedd. Lämna den eller ta tillbaka den först."))
    issued = assignment.reports.filter(state=Report.ISSUED).order_by("-version").first()
    if issued and not reason.strip():
        raise Refused(_("Skriv varför en ny version behövs."))
    last = assignment.reports.order_by("-version").first()
    version = last.version + 1 if last else 1
    replaces = None
    if issued:
        replaces = f"version {issued.version}, {issued.dated.isoformat()}"
    made = assemble(assignment, by=by, dated=dated, version=version, replaces=replaces)
    report = Report.objects.create(
        assignment=assignment,
        obligation=assignment.obligations.filter(kind=Obligation.FINAL).first(),
        version=version,
        replaces=issued,
        reason=reason.strip(),
        dnr=assignment.dnr,
        dated=dated,
        data=made.record(),
        sha256=made.data["data_hash"],
        seal=seal(assignment, f"report v{version}"),
        prepared_by=by,
        prepared_at=timezone.now(),
    )
    record(by, "report.prepared", report, version=version)
    return report


@transaction.atomic
def issue_report(*, report: Report, by: User) -> Report:
    """Approve and issue: make the PDF and the page, and lock the version. Not for the one who prepared it."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_move(report, Report.ISSUED)
    rules.check_two_persons(report, by)
    approved = {"role": _role(by), "name": by.name, "on": report.dated.isoformat()}
    report.data = {**report.data, "report": {**report.data["report"], "approved": approved}}
    report.pdf = store(pdf_of(report), "application/pdf")
    report.html = store(standalone(report.data).encode(), "text/html")
    report.state, report.issued_by, report.issued_at = Report.ISSUED, by, timezone.now()
    report.save()
    record(by, "report.issued", report, version=report.version, sha256=report.sha256)
    return report


@transaction.atomic
def withdraw_report(*, report: Report, by: User) -> None:
    """Take back a prepared version so that the text can be changed."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_move(report, Report.WITHDRAWN)
    report.state = Report.WITHDRAWN
    report.save(update_fields=["state"])
    record(by, "report.withdrawn", report, version=report.version)


def pdf_of(report: Report) -> bytes:
    """Set the report as PDF/A-2a and PDF/UA-1. The same frozen data gives the same bytes."""
    assets = {name: picture.encode() for name, picture in report.data["assets"].items()}
    created = datetime.datetime.combine(report.dated, datetime.time(12), tzinfo=datetime.UTC)
    shown = report.data["report"]
    # the site's addresses mean nothing on paper, where a mark leads to the appendix
    paper = {**shown, "queries": [query | {"url": None} for query in shown["queries"]]}
    return render("report", paper, created=created, assets=assets)


def _role(user: User) -> str:
    with override("sv"):
        role = user.roles.filter(permissions__contains=["reporting.approve"]).first()
        return str(role) if role else ""
