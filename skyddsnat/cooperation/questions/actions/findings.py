"""What the work has shown: each finding has a source, and every way it has read is kept."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Finding, FindingVersion, Question
from skyddsnat.cooperation.questions.access import check_may_contribute, may_change_finding
from skyddsnat.cooperation.questions.actions.keeping import locked
from skyddsnat.cooperation.questions.actions.talking import check_speaks_for
from skyddsnat.cooperation.questions.impersonal import check_impersonal
from skyddsnat.cooperation.questions.rules import check_writable
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User


@transaction.atomic
def add_finding(
    *,
    question: Question,
    text: str,
    source: str,
    organisation: Organisation | None,
    once: uuid.UUID,
    by: User,
) -> Finding:
    """Write down what the work has shown, and what it rests on. The same form sent twice adds one."""
    check_may_contribute(by, question)
    current = locked(question)
    before = Finding.objects.filter(once=once, added_by=by).first()
    if before is not None:
        return before
    check_writable(current.state)
    check_speaks_for(by, current, organisation)
    finding = Finding(question=current, organisation=organisation, added_by=by, once=once)
    finding.version = 0
    return _write(finding, text, source, by, "finding.added")


@transaction.atomic
def change_finding(*, finding: Finding, version: int, text: str, source: str, by: User) -> Finding:
    """Write it anew as its next version; the second of two writers is told."""
    current = _locked(finding, by)
    latest = current.versions.first()
    if latest is not None and (latest.text, latest.source) == (text.strip(), source.strip()):
        return current  # a second click
    if current.version != version:
        raise ChangedMeanwhile(current)
    return _write(current, text, source, by, "finding.changed")


@transaction.atomic
def withdraw_finding(*, finding: Finding, back: bool = False, by: User) -> Finding:
    """Say that a finding no longer holds, or that it does (`back`). Its versions stay."""
    current = _locked(finding, by)
    if (current.withdrawn_at is None) != back:
        current.withdrawn_at = None if back else timezone.now()
        current.save(update_fields=["withdrawn_at"])
        record(by, "finding.restored" if back else "finding.withdrawn", current)
    return current


def _locked(finding: Finding, by: User) -> Finding:
    check_writable(locked(finding.question).state)
    current = Finding.objects.select_for_update(of=("self",)).select_related("question").get(pk=finding.pk)
    if not may_change_finding(by, current):
        raise PermissionDenied(WRITE)
    return current


def _write(finding: Finding, text: str, source: str, by: User, verb: str) -> Finding:
    if not text.strip() or not source.strip():
        raise Refused(_("Skriv både vad som har visat sig och var det kommer från."))
    check_impersonal(text, source)
    finding.version += 1
    finding.save()
    FindingVersion.objects.create(
        finding=finding, number=finding.version, text=text.strip(), source=source.strip(), language=by.language,
        by=by,
    )  # fmt: skip
    record(by, verb, finding, version=finding.version)
    return finding
