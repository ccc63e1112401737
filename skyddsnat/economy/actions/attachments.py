"""Papers behind vouchers: added, replaced by a new version, removed with a reason."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.economy.actions.grants import check_not_locked, locked_grant, whole
from skyddsnat.economy.attached import is_cited
from skyddsnat.economy.filetypes import media_type_of, plain_name
from skyddsnat.economy.hours import Worked
from skyddsnat.economy.models import Attachment, HoursEntry, Voucher, VoucherLine
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.hashing import sha256_hex


@dataclass(frozen=True)
class Paper:
    """What somebody says about a paper; `content` is its file, if it has one."""

    kind: str
    supplier: str = ""
    invoice_number: str = ""
    dated: datetime.date | None = None
    due: datetime.date | None = None
    amount_ore: int | None = None
    note: str = ""
    hours: Sequence[Worked] = ()
    content: bytes | None = field(default=None, repr=False)
    file_name: str = ""


def attach(
    *,
    voucher: Voucher,
    paper: Paper,
    by: User,
    line: VoucherLine | None = None,
    replaces: Attachment | None = None,
) -> Attachment:
    """Put a paper behind a voucher, or behind one of its rows. With `replaces`, it is the new version of that one.

    Raises Refused: not whole, a file that is not what it should be, or the account is issued.
    """
    _check_whole(paper)
    with whole():
        locked_grant(voucher.assignment, by=by)
        check_not_locked(voucher.assignment)
        if replaces is not None:
            _end(replaces, reason=_("Ersatt av en ny version."), by=by)
        made = Attachment.objects.create(
            voucher=voucher,
            voucher_line=line,
            kind=paper.kind,
            supplier=paper.supplier.strip(),
            invoice_number=paper.invoice_number.strip(),
            dated=paper.dated,
            due=paper.due,
            amount_ore=sum(row.amount_ore for row in paper.hours) if paper.hours else paper.amount_ore,
            note=paper.note.strip(),
            replaces=replaces,
            added_by=by,
            **_file(paper),
        )
        _add_hours(made, paper.hours)
        verb = "attachment.replaced" if replaces else "attachment.added"
        record(by, verb, made, voucher=str(voucher), kind=made.kind, ore=made.amount_ore, sha256=made.sha256)
        return made


def remove_attachment(*, attachment: Attachment, reason: str, by: User) -> Attachment:
    """Take away a paper that does not belong. Its row stays with the reason; its file and hours are let go, unless an
    issued account cites them.
    """
    if not reason.strip():
        raise Refused(_("Skriv varför underlaget tas bort."))
    with whole():
        locked_grant(attachment.voucher.assignment, by=by)
        check_not_locked(attachment.voucher.assignment)
        ended = _end(attachment, reason=reason.strip(), by=by)
        record(by, "attachment.removed", ended, voucher=str(ended.voucher), sha256=ended.sha256)
        return ended


def _end(attachment: Attachment, *, reason: str, by: User) -> Attachment:
    current = (
        Attachment.objects.select_for_update(of=("self",)).select_related("voucher").get(pk=attachment.pk)
    )
    if current.removed_at is not None:
        raise Refused(
            _("Underlaget är redan borttaget eller ersatt. Ladda om sidan för att se hur det är nu.")
        )
    current.removed_by, current.removed_at, current.removed_reason = by, timezone.now(), reason[:300]
    cited = is_cited(current)
    if not cited:
        current.content = None
    current.save(update_fields=["removed_by", "removed_at", "removed_reason", "content"])
    if not cited:
        current.hours.all().delete()
    return current


def _check_whole(paper: Paper) -> None:
    missing = not (paper.supplier.strip() and paper.invoice_number.strip() and paper.dated)
    if paper.kind == Attachment.INVOICE and (missing or paper.amount_ore is None):
        raise Refused(_("En leverantörsfaktura behöver leverantör, fakturanummer, datum och belopp."))
    if paper.kind == Attachment.HOURS and not paper.hours:
        raise Refused(_("Skriv minst en rad med vem, när, timmar, insats och timpris."))
    if paper.kind != Attachment.HOURS and paper.hours:
        raise Refused(_("Timmar hör till underlag av slaget Arbetad tid."))
    if paper.kind == Attachment.OTHER and paper.content is None and not paper.note.strip():
        raise Refused(_("Välj en fil, eller skriv vad underlaget är."))
    if paper.due and paper.dated and paper.due < paper.dated:
        raise Refused(_("Fakturan förfaller före sitt eget datum. Ändra något av dem."))


def _file(paper: Paper) -> dict[str, str | int | bytes]:
    if paper.content is None:
        return {}
    return {
        "media_type": media_type_of(paper.content),
        "file_name": plain_name(paper.file_name),
        "size": len(paper.content),
        "sha256": sha256_hex(paper.content),
        "content": paper.content,
    }


def _add_hours(made: Attachment, rows: Sequence[Worked]) -> None:
    known = dict(Activity.objects.filter(assignment=made.voucher.assignment).values_list("number", "pk"))
    HoursEntry.objects.bulk_create(
        HoursEntry(
            attachment=made,
            who=row.who,
            on=row.on,
            is_month=row.is_month,
            minutes=row.minutes,
            activity_id=known[row.activity] if row.activity is not None else None,
            rate_ore=row.rate_ore,
            amount_ore=row.amount_ore,
        )
        for row in rows
    )
