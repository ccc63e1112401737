"""Taking in SIE files: first looked at, then loaded whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, Report, Same, copy_columns, next_ids, record, store
from skyddsnat.core.models import User
from skyddsnat.economy import rules
from skyddsnat.economy.actions.grants import check_months_open, locked_grant, whole
from skyddsnat.economy.imports import ImportRefused, Plan, plan
from skyddsnat.economy.looking import faults, look
from skyddsnat.economy.models import Account, ProjectMapping, SieImport, Voucher, VoucherLine
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.hashing import canonical_column, sha256_hex

MEDIA_TYPE = "text/x-sie"
BATCH = 20_000


def upload_sie(*, assignment: Assignment, content: bytes, name: str, by: User) -> SieImport:
    """Keep a file to be looked at before it is loaded; the person's earlier file that waits is let go.

    The same bytes again give the row that is there, loaded or waiting. Raises ImportRefused; then nothing is kept.
    """
    fingerprint = sha256_hex(content)
    found = SieImport.objects.filter(assignment=assignment, sha256=fingerprint).first()
    if found is not None:
        return found
    made = plan(assignment, content)
    with whole():
        SieImport.objects.filter(assignment=assignment, uploaded_by=by, loaded_at__isnull=True).delete()
        upload = SieImport.objects.create(
            assignment=assignment,
            sha256=fingerprint,
            name=name[:200],
            pending=content,
            uploaded_by=by,
            **_described(made),
        )
        record(by, "sie.uploaded", upload, sha256=fingerprint)
        return upload


def keep_upload(*, assignment: Assignment, content: bytes, name: str, by: User) -> SieImport:
    """Keep a file that is too large to be read while somebody waits; `look_at_upload` reads it.

    The same bytes again give the row that is there, unless they were turned away.
    """
    fingerprint = sha256_hex(content)
    with whole():
        found = SieImport.objects.filter(assignment=assignment, sha256=fingerprint).first()
        if found is not None and not found.is_turned_away:
            return found
        if found is not None:
            found.delete()
        SieImport.objects.filter(assignment=assignment, uploaded_by=by, loaded_at__isnull=True).delete()
        upload = SieImport.objects.create(
            assignment=assignment, sha256=fingerprint, name=name[:200], pending=content, uploaded_by=by
        )
        record(by, "sie.uploaded", upload, sha256=fingerprint)
        return upload


def look_at_upload(
    *, upload: SieImport, by: User, report: Report = lambda done, total=None: None
) -> SieImport:
    """Read a file that waits and keep what its page shows. Of a file with faults only the faults are kept."""
    with whole():
        current = SieImport.objects.select_for_update().filter(pk=upload.pk).first()
        if current is None:
            raise Refused(_("Filen finns inte kvar. Ladda upp den igen."))
        if current.is_loaded or current.looked or current.pending is None:
            return current
        try:
            made = plan(current.assignment, bytes(current.pending), report)
        except ImportRefused as refused:
            current.looked, current.pending = faults(refused), b""
            record(by, "sie.turned_away", current, sha256=current.sha256, faults=refused.count)
        else:
            current.looked = look(made).kept
            for field, value in _described(made).items():
                setattr(current, field, value)
            record(by, "sie.looked_at", current, sha256=current.sha256, new=len(made.new), known=made.known)
        current.save()
        return current


def discard_upload(*, upload: SieImport, by: User) -> None:
    """Let go of a file that waits; a loaded one is refused."""
    with whole():
        current = SieImport.objects.select_for_update().filter(pk=upload.pk).first()
        if current is None:
            return
        if current.is_loaded:
            raise Refused(_("Filen är redan inläst. Det som är inläst tas inte bort."))
        record(by, "sie.discarded", current, sha256=current.sha256)
        current.delete()


def load_upload(*, upload: SieImport, by: User, report: Report = lambda done, total=None: None) -> SieImport:
    """Load a file that waits, telling how many rows have come in. Loading it again changes nothing."""
    with whole():
        locked_grant(upload.assignment, by=by)
        current = SieImport.objects.select_for_update().filter(pk=upload.pk).first()
        if current is None:
            raise Refused(_("Filen finns inte kvar. Ladda upp den igen."))
        if current.is_loaded or current.pending is None:
            return current
        if current.is_turned_away:
            raise Refused(
                _("Filen har fel och kan inte läsas in. Rätta i ekonomisystemet och välj den nya filen.")
            )
        content = bytes(current.pending)
        made = plan(current.assignment, content)
        days = {voucher.date for voucher in made.new}
        check_months_open(
            current.assignment, days | {row.date for voucher in made.new for row in voucher.transactions}
        )
        current.pending = None
        current.file = store(content, MEDIA_TYPE)
        current.loaded_by, current.loaded_at = by, timezone.now()
        for field, value in _described(made).items():
            setattr(current, field, value)
        current.save()
        _load(current, made, report)
        record(by, "sie.loaded", current, sha256=current.sha256, new=len(made.new), known=made.known)
        return current


def import_sie(*, assignment: Assignment, content: bytes, name: str, by: User) -> SieImport:
    """Upload and load in one step. The same file twice returns the first import and changes nothing.

    Vouchers already loaded are skipped and counted (`vouchers_known`). Raises ImportRefused, with nothing
    half-loaded.
    """
    with whole():
        return load_upload(upload=upload_sie(assignment=assignment, content=content, name=name, by=by), by=by)


def _described(made: Plan) -> dict[str, str | int]:
    return {
        "program": made.file.program,
        "company": made.file.company,
        "encoding": made.file.encoding,
        "vouchers_new": len(made.new),
        "vouchers_known": made.known,
        "lines_new": made.lines_new,
    }


def _load(current: SieImport, made: Plan, report: Report) -> None:
    accounts = _accounts(current.assignment, made)
    lines = [
        (at, position, line)
        for at, voucher in enumerate(made.new)
        for position, line in enumerate(voucher.transactions, start=1)
    ]
    ids = next_ids(Voucher, len(made.new))
    copy_columns(Voucher, _voucher_columns(current, made, ids))
    columns: dict[str, Sequence[Any]] = {
        "voucher": [ids[at] for at, _position, _line in lines],
        "position": [position for _at, position, _line in lines],
        "account": [accounts[line.account].pk for _at, _position, line in lines],
        "sie_objects": canonical_column([tuple(line.objects) for _at, _position, line in lines], _pairs),
        "project": [line.project() for _at, _position, line in lines],
        "amount_ore": [line.amount_ore for _at, _position, line in lines],
        "cost_date": [line.date for _at, _position, line in lines],
        "text": [line.text for _at, _position, line in lines],
        "line_number": [line.line for _at, _position, line in lines],
    }
    for first in range(0, len(lines), BATCH):
        copy_columns(VoucherLine, {name: values[first : first + BATCH] for name, values in columns.items()})
        report(min(first + BATCH, len(lines)), made.lines_new)
    _remember_projects(current.assignment, made)


def _voucher_columns(current: SieImport, made: Plan, ids: Sequence[int]) -> dict[str, Sequence[Any] | Same]:
    return {
        "id": ids,
        "assignment": Same(current.assignment_id),
        "sie_import": Same(current.pk),
        "year_start": [voucher.year.first for voucher in made.new],
        "series": [voucher.series for voucher in made.new],
        "number": [voucher.number for voucher in made.new],
        "date": [voucher.date for voucher in made.new],
        "text": [voucher.text for voucher in made.new],
        "line_number": [voucher.line for voucher in made.new],
        "fingerprint": [made.fingerprints[voucher.line] for voucher in made.new],
    }


def _pairs(objects: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [list(pair) for pair in objects]


def _accounts(assignment: Assignment, made: Plan) -> dict[str, Account]:
    """The accounts that are used, with the names of the newest file that has one."""
    used = {line.account for voucher in made.new for line in voucher.transactions}
    declared = made.file.accounts
    named = dict(Account.objects.filter(assignment=assignment, number__in=used).values_list("number", "name"))
    rows = []
    for number in sorted(used):
        name, kind = (declared[number].name, declared[number].kind) if number in declared else ("", "")
        rows.append(
            Account(
                assignment=assignment,
                number=number,
                name=name or named.get(number, ""),
                kind=rules.account_kind(number, kind),
            )
        )
    Account.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["assignment", "number"], update_fields=["name"]
    )
    return {row.number: row for row in Account.objects.filter(assignment=assignment, number__in=used)}


def _remember_projects(assignment: Assignment, made: Plan) -> None:
    """Projects met for the first time are noted without an activity, so that somebody can choose one."""
    projects = {line.project() for voucher in made.new for line in voucher.transactions} - {""}
    names = made.file.objects
    ProjectMapping.objects.bulk_create(
        (
            ProjectMapping(assignment=assignment, project=project, name=names.get(("6", project), ""))
            for project in sorted(projects)
        ),
        ignore_conflicts=True,
    )
