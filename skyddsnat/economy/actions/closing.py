"""Closing the money of a year: rows that are not ours, locked months, steps ticked off, proposals put aside."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.economy import rules
from skyddsnat.economy.access import APPROVE
from skyddsnat.economy.actions.grants import check_months_open, check_not_locked, locked_grant, whole
from skyddsnat.economy.checklist import step_of
from skyddsnat.economy.models import (
    Account,
    ChecklistTick,
    PeriodLock,
    ProposalAside,
    RowExplanation,
    VoucherLine,
)
from skyddsnat.economy.requisitioning import Proposal
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today


def explain_row(*, line: VoucherLine, reason: str, by: User) -> RowExplanation:
    """Say why what is left of a cost row is not the assignment's; it is then no longer asked for."""
    if not reason.strip():
        raise Refused(_("Skriv varför kostnaden inte är uppdragets."))
    assignment = line.voucher.assignment
    with whole():
        locked_grant(assignment, by=by)
        check_not_locked(assignment)
        check_months_open(assignment, [line.cost_date])
        now = VoucherLine.objects.with_allotted().select_related("account").get(pk=line.pk)
        if now.account.kind != Account.COST:
            raise Refused(_("Bara kostnader behöver förklaras."))
        if now.rest_ore == 0:  # type: ignore[attr-defined]  # annotated
            raise Refused(_("Hela raden är fördelad, så det finns inget att förklara."))
        if RowExplanation.objects.filter(voucher_line=now, withdrawn_at__isnull=True).exists():
            raise Refused(_("Raden är redan förklarad. Ladda om sidan."))
        made = RowExplanation.objects.create(voucher_line=now, reason=reason.strip()[:300], by=by)
        ore = now.rest_ore  # type: ignore[attr-defined]  # annotated
        record(by, "row.explained", made, voucher=str(line.voucher), row=line.position, ore=ore)
        return made


def withdraw_explanation(*, explanation: RowExplanation, by: User) -> None:
    """Take back an explanation: the row is to be allotted again."""
    line = explanation.voucher_line
    with whole():
        locked_grant(line.voucher.assignment, by=by)
        check_not_locked(line.voucher.assignment)
        check_months_open(line.voucher.assignment, [line.cost_date])
        current = RowExplanation.objects.select_for_update().get(pk=explanation.pk)
        if current.withdrawn_at is not None:
            raise Refused(_("Förklaringen är redan borttagen. Ladda om sidan."))
        current.withdrawn_by, current.withdrawn_at = by, timezone.now()
        current.save(update_fields=["withdrawn_by", "withdrawn_at"])
        record(by, "row.explanation_withdrawn", current, voucher=str(line.voucher), row=line.position)


def lock_months(*, assignment: Assignment, months: Iterable[datetime.date], by: User) -> list[PeriodLock]:
    """Lock months: nothing dated in them is loaded, allotted, undone or explained until they are opened again.

    Raises Refused for a month that has not ended.
    """
    wanted = sorted({rules.month_of(month) for month in months})
    if not wanted:
        raise Refused(_("Välj minst en månad."))
    rules.check_ended(wanted, today())
    with whole():
        locked_grant(assignment, by=by)
        held = set(_standing(assignment).values_list("month", flat=True))
        made = [
            PeriodLock.objects.create(assignment=assignment, month=month, locked_by=by)
            for month in wanted
            if month not in held
        ]
        for one in made:
            record(by, "period.locked", one, month=str(one))
        return made


def ask_to_open(*, lock: PeriodLock, reason: str, by: User) -> PeriodLock:
    """Ask that a month is opened, and say why; a manager who is another person opens it."""
    if not reason.strip():
        raise Refused(_("Skriv varför månaden behöver öppnas."))
    with whole():
        current = _held(lock)
        if current.asked_by_id is not None:
            raise Refused(_("Någon har redan bett om att månaden öppnas. Ladda om sidan."))
        current.open_reason, current.asked_by, current.asked_at = reason.strip()[:300], by, timezone.now()
        current.save(update_fields=["open_reason", "asked_by", "asked_at"])
        record(by, "period.opening_asked", current, month=str(current))
        return current


def keep_locked(*, lock: PeriodLock, by: User) -> PeriodLock:
    """Say no to opening a month, or take back that one asked."""
    with whole():
        current = _held(lock)
        if current.asked_by_id is None:
            raise Refused(_("Ingen ber om att månaden öppnas. Ladda om sidan."))
        if not by.may(APPROVE) and current.asked_by_id != by.pk:
            raise Refused(_("Bara den som bad om det, eller en chef, kan låta månaden vara låst."))
        current.open_reason, current.asked_by, current.asked_at = "", None, None
        current.save(update_fields=["open_reason", "asked_by", "asked_at"])
        record(by, "period.kept_locked", current, month=str(current))
        return current


def open_month(*, lock: PeriodLock, by: User) -> PeriodLock:
    """Open a locked month. `by` needs economy.approve and is not the one who asked."""
    if not by.may(APPROVE):
        raise Refused(_("Bara en chef kan öppna en låst månad."))
    with whole():
        current = _held(lock)
        rules.check_opening(current.asked_by_id, by.pk)
        current.opened_by, current.opened_at = by, timezone.now()
        current.save(update_fields=["opened_by", "opened_at"])
        record(by, "period.opened", current, month=str(current))
        return current


def tick(*, assignment: Assignment, step: str, facts: str, by: User, note: str = "") -> ChecklistTick:
    """Answer for a step of the closing list. A tick about other facts is undone first.

    `facts` is the fingerprint of what it rests on: when that changes, the step is to be looked at again.
    """
    with whole():
        locked_grant(assignment, by=by)
        for old in ChecklistTick.objects.filter(assignment=assignment, step=step, undone_at__isnull=True):
            _undo(old, by)
        made = ChecklistTick.objects.create(
            assignment=assignment, step=step, facts=facts, note=note.strip()[:500], by=by
        )
        record(by, "closing_step.ticked", made, step=step)
        return made


def tick_step(*, assignment: Assignment, step: str, note: str, by: User) -> ChecklistTick:
    """Answer for a step as it stands now: for those who have no page that showed the facts."""
    return tick(assignment=assignment, step=step, facts=step_of(assignment, step).facts, note=note, by=by)


def untick(*, assignment: Assignment, step: str, by: User) -> None:
    with whole():
        locked_grant(assignment, by=by)
        held = ChecklistTick.objects.filter(assignment=assignment, step=step, undone_at__isnull=True).first()
        if held is None:
            raise Refused(_("Steget är inte avbockat. Ladda om sidan."))
        _undo(held, by)
        record(by, "closing_step.unticked", held, step=step)


def put_aside(*, assignment: Assignment, proposal: Proposal, reason: str, by: User) -> ProposalAside:
    """Put a proposed requisition aside; it comes back when its figures change."""
    if not reason.strip():
        raise Refused(_("Skriv varför förslaget läggs åt sidan."))
    with whole():
        made = ProposalAside.objects.create(
            assignment=assignment,
            figures=proposal.fingerprint,
            amount_ore=proposal.amount_ore,
            reason=reason.strip()[:300],
            by=by,
        )
        record(by, "proposal.put_aside", made, ore=proposal.amount_ore)
        return made


def _standing(assignment: Assignment) -> models.QuerySet[PeriodLock]:
    return PeriodLock.objects.filter(assignment=assignment, opened_at__isnull=True)


def _held(lock: PeriodLock) -> PeriodLock:
    current = PeriodLock.objects.select_for_update().get(pk=lock.pk)
    if current.opened_at is not None:
        raise Refused(_("Månaden är redan öppnad. Ladda om sidan."))
    return current


def _undo(held: ChecklistTick, by: User) -> None:
    held.undone_by, held.undone_at = by, timezone.now()
    held.save(update_fields=["undone_by", "undone_at"])
