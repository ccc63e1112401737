"""Counting and protecting: at once when it is small, else by the worker."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from skyddsnat.core.api import Refused, Report, job, record, retention_rules, start_job
from skyddsnat.core.models import User, Work
from skyddsnat.disclosure.api import CannotRead
from skyddsnat.insight.statistics.checking import been_out, protected, said
from skyddsnat.insight.statistics.counting import countable, frozen_labels, wholes
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.parts import counts_of, fingerprint
from skyddsnat.insight.statistics.wording import language
from skyddsnat.shared.dates import today

SMALL_FILE = 50_000  # bytes
SMALL_TABLE = 400  # cells, with those of the tables that are checked beside it


@job("statistics.protect")
def protect_job(report: Report, *, version_id: int) -> str:
    """Count and protect a version; the page tells when it could not be made safe."""
    version = StatVersion.objects.select_related("table", "drafted_by").get(pk=version_id)
    protect_version(version=version, report=report, by=version.drafted_by)
    return version.get_absolute_url()


@transaction.atomic
def protect_version(*, version: StatVersion, report: Report, by: User) -> StatVersion:
    """Count and protect; the file, if there was one, is forgotten whatever came of it."""
    current = StatVersion.objects.select_for_update(of=("self",)).select_related("table").get(pk=version.pk)
    if current.state != StatVersion.State.MAKING:
        return current
    try:
        parts = protected(current, wholes(current), report)
    except Refused as refused:
        current.state, current.refusal = StatVersion.State.REFUSED, str(refused)
    except CannotRead as refused:
        current.state, current.refusal = StatVersion.State.REFUSED, said(refused)
    else:
        current.state, current.parts, current.labels = StatVersion.State.DRAFT, parts, frozen_labels(current)
        current.sha256 = fingerprint(current)
    current.raw, current.refusal_language = None, language() if current.refusal else ""
    current.save(update_fields=["state", "refusal", "refusal_language", "parts", "labels", "sha256", "raw"])
    cells, hidden = counts_of(current.parts)
    record(by, "statistics.protected", current, state=current.state, cells=cells, hidden=hidden)
    return current


def begin(*, version: StatVersion, by: User) -> StatVersion | Work:
    """Protect at once when it is small; else the work that does it. A small file that is no table is Refused."""
    if is_small(version):
        _check_readable(version)
        return protect_version(version=version, report=_nobody, by=by)
    words = _("Skyddar tabellen %(table)s") % {"table": str(version.table)[:150]}
    return start_job(protect_job, label=words, by=by, version_id=version.pk)


def _check_readable(version: StatVersion) -> None:
    """Nothing is made of a file that cannot be read: it is mended, and sent anew from the form."""
    if version.raw is None:
        return
    try:
        wholes(version)
    except CannotRead as refused:
        raise Refused(said(refused)) from None


def is_small(version: StatVersion) -> bool:
    """Whether it is made within a second or so."""
    if version.raw is not None:
        return len(version.raw) <= SMALL_FILE and not version.raw_name.lower().endswith(".xlsx")
    found, cells = countable(version.table.source), 1
    for levels in version.columns if found else []:
        cells *= 1 + sum(len(found.columns[level]()) for level in levels) if found else 1
    years = (version.last_year or 0) - (version.first_year or 0) + 1
    beside = sum(counts_of(one.parts)[0] for one in been_out(version.table))
    return cells * years + beside <= SMALL_TABLE


def _nobody(done: int, total: int | None = None) -> None:
    """Nobody waits to hear how far it has come."""


def forget_files(*, now: datetime.date) -> int:
    """Forget the files whose work never came to an end; return how many."""
    days = retention_rules()["pending"]["days"]
    old = StatVersion.objects.filter(
        state=StatVersion.State.MAKING, drafted_at__date__lt=now - datetime.timedelta(days=days)
    )
    return old.update(state=StatVersion.State.DROPPED, raw=None)


@app.periodic(cron="40 3 * * *")
@app.task(name="statistics.forget", queueing_lock="statistics.forget")
def forget(timestamp: int) -> None:
    """Let files that were never counted go."""
    forget_files(now=today())
