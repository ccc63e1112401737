"""Preparing, issuing and withdrawing the documents about money."""

from __future__ import annotations

import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.economy import rules
from skyddsnat.economy.access import APPROVE, WRITE
from skyddsnat.economy.actions.grants import locked_grant, whole
from skyddsnat.economy.frozen import frozen
from skyddsnat.economy.letters import PDF, pdf
from skyddsnat.economy.models import DocumentRemark, MoneyDocument
from skyddsnat.economy.outcome import open_document
from skyddsnat.economy.preparing import check, draft, obligation_of
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.typeset import TypesettingFailed
from skyddsnat.shared.typeset.shapes import Approval


def prepare_document(
    *,
    assignment: Assignment,
    kind: str,
    dated: datetime.date,
    by: User,
    amount_ore: int | None = None,
    reason: str = "",
    at: datetime.datetime | None = None,
) -> MoneyDocument:
    """Freeze the figures as they are now into a document that waits for approval.

    `kind` is "requisition", "repayment" or "financial_account"; `amount_ore` is for a requisition (the ceiling when
    left out); `reason` is required for a correction, which gets the next version. A document that already waits is
    prepared anew with the figures of now. `at` is for demonstration data only. Raises Refused: no dnr, nothing to
    repay, …
    """
    with whole():
        locked_grant(assignment, by=by)
        assignment.refresh_from_db()
        wanted = draft(assignment, kind, dated=dated, reason=reason, amount_ore=amount_ore)
        waiting = open_document(assignment, kind)
        check(wanted)
        data = frozen(wanted)
        document = waiting or MoneyDocument(assignment=assignment, kind=kind)
        document.obligation = obligation_of(assignment, kind)
        document.version, document.replaces, document.reason = data["version"], wanted.replaced, wanted.reason
        document.dated, document.dnr = dated, assignment.dnr
        document.amount_ore, document.repaid_ore = wanted.amount_ore, wanted.repaid_ore
        document.requisitioned_ore, document.used_ore = (
            wanted.figures.requisitioned_ore,
            wanted.figures.used_ore,
        )
        document.data, document.sha256 = data, sha256_hex(canonical_json(data))
        document.prepared_by, document.prepared_at = by, _moment(assignment, at)
        document.state = rules.PREPARED
        document.save()
        record(by, "document.prepared", document, kind=kind, version=document.version, sha256=document.sha256)
        return document


def issue_document(
    *, document: MoneyDocument, by: User, seen_sha256: str | None = None, at: datetime.datetime | None = None
) -> MoneyDocument:
    """Approve a prepared document: its PDF is made and stored, and from then on nobody can change it.

    `by` needs economy.approve and is not the one who prepared it. `seen_sha256` is the fingerprint of what the
    approver read; figures that have changed since are refused. `at` is for demonstration data only. Raises Refused.
    """
    with whole():
        locked_grant(document.assignment, by=by)
        current = MoneyDocument.objects.select_for_update().get(pk=document.pk)
        assignment = current.assignment
        rules.check_transition(current.state, rules.ISSUED)
        if not by.may(APPROVE):
            raise Refused(_("Bara en chef kan godkänna handlingen."))
        rules.check_two_persons(current.prepared_by_id, by.pk)
        if seen_sha256 is not None and seen_sha256 != current.sha256:
            raise Refused(
                _("Handlingen har förberetts på nytt sedan du läste den. Läs den igen innan du godkänner.")
            )
        check_as_prepared(current)
        moment = _moment(assignment, at)
        try:
            made = pdf(
                current.data,
                created=moment,
                approved=signature(by, moment),
                prepared=signature(current.prepared_by, current.prepared_at),
            )
        except TypesettingFailed as failed:
            raise Refused(
                _("Handlingen gick inte att framställa: %(why)s") % {"why": str(failed)}
            ) from failed
        current.pdf = store(made, PDF)
        current.state, current.issued_by, current.issued_at = rules.ISSUED, by, moment
        current.save()
        record(
            by, "document.issued", current, kind=current.kind, version=current.version, pdf=current.pdf.sha256
        )
        return current


def check_as_prepared(document: MoneyDocument) -> None:
    """Raise Refused when something stops the document now, or its figures are no longer those of the books."""
    asked = document.amount_ore if document.kind == rules.REQUISITION else None
    wanted = draft(
        document.assignment, document.kind, dated=document.dated, reason=document.reason, amount_ore=asked
    )
    check(wanted)
    if frozen(wanted) != document.data:
        raise Refused(
            _("Uppgifterna har ändrats sedan handlingen förbereddes. Be ekonomen förbereda den på nytt.")
        )


def return_document(
    *, document: MoneyDocument, remark: str, by: User, seen_sha256: str | None = None
) -> MoneyDocument:
    """Send a prepared document back with what is to be changed first. `by` needs economy.approve and is another person
    than the one who prepared it.
    """
    if not remark.strip():
        raise Refused(_("Skriv vad som behöver ändras innan handlingen kan godkännas."))
    with whole():
        locked_grant(document.assignment, by=by)
        current = MoneyDocument.objects.select_for_update().get(pk=document.pk)
        rules.check_transition(current.state, rules.RETURNED)
        if not by.may(APPROVE):
            raise Refused(_("Bara en chef kan skicka tillbaka handlingen."))
        if current.prepared_by_id == by.pk:
            raise Refused(_("Du har själv förberett handlingen. Ta tillbaka den i stället."))
        if seen_sha256 is not None and seen_sha256 != current.sha256:
            raise Refused(
                _(
                    "Handlingen har förberetts på nytt sedan du läste den. Läs den igen innan du skickar tillbaka."
                )
            )
        DocumentRemark.objects.create(document=current, text=remark.strip(), sha256=current.sha256, by=by)
        current.state = rules.RETURNED
        current.save()
        record(by, "document.returned", current, kind=current.kind, version=current.version)
        return current


def withdraw_document(*, document: MoneyDocument, by: User) -> MoneyDocument:
    """Take back a document that waits for approval. An issued one is refused: it is corrected instead."""
    with whole():
        locked_grant(document.assignment, by=by)
        current = MoneyDocument.objects.select_for_update().get(pk=document.pk)
        rules.check_transition(current.state, rules.WITHDRAWN)
        _check_books_as_issued(current)
        current.state, current.withdrawn_by, current.withdrawn_at = rules.WITHDRAWN, by, timezone.now()
        current.save()
        record(by, "document.withdrawn", current, kind=current.kind, version=current.version)
        return current


def _check_books_as_issued(document: MoneyDocument) -> None:
    """Withdrawing the correction of an account locks the books again: they must then be those of the issued account."""
    if document.kind != rules.ACCOUNT or document.replaces is None:
        return
    now = frozen(draft(document.assignment, rules.ACCOUNT, dated=document.dated, reason=document.reason))
    issued = document.replaces.data
    cited = now["attachments"] if "attachments" in issued else []  # older accounts do not say
    if (now["figures"], now["rows"], cited) != (
        issued["figures"],
        issued["rows"],
        issued.get("attachments", []),
    ):
        raise Refused(
            _(
                "Fördelningen har ändrats sedan redovisningen utfärdades. "
                "Utfärda rättelsen, eller återställ fördelningen innan du tar tillbaka rättelsen."
            )
        )


def _moment(assignment: Assignment, at: datetime.datetime | None) -> datetime.datetime:
    if at is None:
        return timezone.now()
    if not assignment.is_demo:
        raise Refused(_("Bara i ett demonstrationsuppdrag kan tiden för en åtgärd väljas."))
    return at


def signature(user: User, moment: datetime.datetime) -> Approval:
    """Who did it, in what role, on what day: on the paper, never in the frozen data."""
    with translation.override("sv"):
        names = [str(role) for role in user.roles.order_by("code") if {APPROVE, WRITE} & {*role.permissions}]
    return {
        "role": ", ".join(names),
        "name": user.name,
        "on": moment.astimezone(STOCKHOLM).date().isoformat(),
    }
