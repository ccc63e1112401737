"""Preparing, issuing, sending back and withdrawing versions of the final report."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.mandate.api import seal
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.reporting import rules
from skyddsnat.reporting.access import APPROVE, WRITE
from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.files import DOCX, HTML, PDF, docx_of, html_of, pdf_of
from skyddsnat.reporting.gaps import faulty_references
from skyddsnat.reporting.models import Report
from skyddsnat.shared.dates import STOCKHOLM


@transaction.atomic
def prepare_report(
    *,
    assignment: Assignment,
    dated: datetime.date,
    by: User,
    reason: str = "",
    at: datetime.datetime | None = None,
) -> Report:
    """Freeze a version of the report for somebody else to approve. After an issued one, it is a correction.

    `at` is for demonstration data only.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    rules.check_has_dnr(assignment)
    rules.check_references(faulty_references(assignment))
    if assignment.reports.filter(state=Report.PREPARED).exists():
        raise Refused(_("En rapport är redan förberedd. Lämna den eller ta tillbaka den först."))
    issued = assignment.reports.filter(state=Report.ISSUED).order_by("-version").first()
    if issued and not reason.strip():
        raise Refused(_("Skriv varför en ny version behövs."))
    last = assignment.reports.order_by("-version").first()
    version = last.version + 1 if last else 1
    now = at or timezone.now()
    made = assemble(
        assignment,
        by=by,
        dated=dated,
        version=version,
        replaces=f"version {issued.version}, {issued.dated.isoformat()}" if issued else None,
        prepared=signature(by, WRITE, now),
    )
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
        prepared_at=now,
    )
    record(by, "report.prepared", report, version=version)
    return report


@transaction.atomic
def issue_report(*, report: Report, by: User, at: datetime.datetime | None = None) -> Report:
    """Approve and issue: make the PDF, the page and the Word file, and lock the version.

    Not for the one who prepared it. `at` is for demonstration data only.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_move(report, Report.ISSUED)
    rules.check_two_persons(report, by)
    now = at or timezone.now()
    approved = signature(by, APPROVE, now)
    report.data = {**report.data, "report": {**report.data["report"], "approved": approved}}
    report.pdf = store(pdf_of(report.data), PDF)
    report.html = store(html_of(report.data), HTML)
    report.docx = store(docx_of(report.data), DOCX)
    report.state, report.issued_by, report.issued_at = Report.ISSUED, by, now
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


@transaction.atomic
def return_report(*, report: Report, remark: str, by: User, at: datetime.datetime | None = None) -> None:
    """Send a prepared version back to those who write, saying what must change. `at` is for demonstration data only."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_move(report, Report.RETURNED)
    rules.check_remark(remark)
    report.state, report.remark = Report.RETURNED, remark.strip()
    report.returned_by, report.returned_at = by, at or timezone.now()
    report.save(update_fields=["state", "remark", "returned_by", "returned_at"])
    record(by, "report.returned", report, version=report.version)


def signature(user: User, permission: str, at: datetime.datetime) -> dict[str, Any]:
    """Who answers for a step, in what role, on what day in Sweden: as the document shows it."""
    with override("sv"):
        role = user.roles.filter(permissions__contains=[permission]).first()
        day = at.astimezone(STOCKHOLM).date()
        return {"role": str(role) if role else "", "name": user.name, "on": day.isoformat()}
