"""Sending the plan for approval, approving it, returning it, taking it back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.mandate.access import APPROVE
from skyddsnat.mandate.models import ActivityChange, Assignment, PlanVersion
from skyddsnat.mandate.plan import rules
from skyddsnat.mandate.plan.paper import PDF, change_words, pdf
from skyddsnat.mandate.plan.snapshot import changers, differences, frozen_plan, latest_approved, role_of
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.typeset import TypesettingFailed


@transaction.atomic
def send_plan(
    *, assignment: Assignment, by: User, reason: str = "", at: datetime.datetime | None = None
) -> PlanVersion:
    """Freeze the plan as it is and ask for approval. After an approved version, `reason` says why a new one is needed.

    `at` is for demonstration data only. Raises Refused: no dnr, no activities, one waits already, nothing has changed.
    """
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    moment = _moment(held, at)
    if not held.dnr:
        raise Refused(_("Beslutets diarienummer saknas. Ange det på uppdragets sida först."))
    if held.plan_versions.filter(state=PlanVersion.SENT).exists():
        raise Refused(
            _("En version väntar redan på godkännande. Ta tillbaka den först om planen har ändrats.")
        )
    replaced = latest_approved(held)
    plan = frozen_plan(held)
    changed = differences(replaced.data["plan"] if replaced else None, plan)
    if not plan["activities"]:
        raise Refused(_("Planen har inga insatser än. Lägg till minst en."))
    if replaced and not changed:
        raise Refused(_("Planen är den som redan är godkänd. Det finns inget nytt att skicka."))
    reason = rules.check_why(reason, approved=replaced is not None) if replaced else ""
    version = (held.plan_versions.aggregate(last=Max("version"))["last"] or 0) + 1
    data = _data(held, plan, by=by, version=version, replaced=replaced, reason=reason, moment=moment) | {
        "changes": [
            {"how": change_words(row.how), "what": f"{row.number or ''} {row.title}".strip()}
            for row in changed
        ]
        if replaced
        else []
    }
    sent = PlanVersion.objects.create(
        assignment=held, version=version, replaces=replaced, reason=reason, dnr=held.dnr,
        dated=_day(moment), data=data, sha256=sha256_hex(canonical_json(data)),
        changes_to=ActivityChange.objects.filter(assignment=held).aggregate(last=Max("pk"))["last"] or 0,
        sent_by=by, sent_at=moment,
    )  # fmt: skip
    record(by, "plan.sent", sent, version=version, sha256=sent.sha256)
    return sent


@transaction.atomic
def approve_plan(
    *, version: PlanVersion, by: User, seen_sha256: str | None = None, at: datetime.datetime | None = None
) -> PlanVersion:
    """Approve what was read: its document is made and stored, and nobody can change the version after that.

    `by` needs mandate.approve, has not sent the plan and has not changed it since the version it replaces. `at` is for
    demonstration data only. Raises Refused.
    """
    current = _locked(version)
    moment = _moment(current.assignment, at)
    rules.check_move(current.state, rules.APPROVED)
    check_may_approve(current, by=by, changed_by=changers(current))
    if seen_sha256 is not None and seen_sha256 != current.sha256:
        raise Refused(_("Du har läst en annan version av planen. Läs den här innan du godkänner."))
    approval: Any = {"role": role_of(by, APPROVE), "name": by.name, "on": _day(moment).isoformat()}
    try:
        made = pdf(current.data, created=moment, approved=approval)
    except TypesettingFailed as failed:
        raise Refused(_("Handlingen gick inte att framställa: %(why)s") % {"why": str(failed)}) from failed
    current.pdf = store(made, PDF)
    current.state, current.decided_by, current.decided_at = PlanVersion.APPROVED, by, moment
    current.save()
    record(by, "plan.approved", current, version=current.version, pdf=current.pdf.sha256)
    return current


@transaction.atomic
def return_plan(
    *, version: PlanVersion, remark: str, by: User, at: datetime.datetime | None = None
) -> PlanVersion:
    """Send the plan back with what has to be changed first. `at` is for demonstration data only."""
    current = _locked(version)
    rules.check_move(current.state, rules.RETURNED)
    _check_may_decide(by)
    if by.pk == current.sent_by_id:
        raise Refused(_("Du har själv skickat planen. Ta tillbaka den i stället."))
    if not remark.strip():
        raise Refused(_("Skriv vad som behöver ändras."))
    current.state, current.remark = PlanVersion.RETURNED, remark.strip()
    current.decided_by, current.decided_at = by, _moment(current.assignment, at)
    current.save()
    record(by, "plan.returned", current, version=current.version)
    return current


@transaction.atomic
def withdraw_plan(*, version: PlanVersion, by: User) -> PlanVersion:
    """Take back a version that waits, so that the plan can be changed and sent anew."""
    current = _locked(version)
    rules.check_move(current.state, rules.WITHDRAWN)
    current.state, current.withdrawn_by, current.withdrawn_at = PlanVersion.WITHDRAWN, by, timezone.now()
    current.save()
    record(by, "plan.withdrawn", current, version=current.version)
    return current


def _data(
    assignment: Assignment,
    plan: dict[str, Any],
    *,
    by: User,
    version: int,
    replaced: PlanVersion | None,
    reason: str,
    moment: datetime.datetime,
) -> dict[str, Any]:
    """Everything the version is made of; its fingerprint covers it."""
    return {
        "assignment": {
            "title": assignment.title,
            "decided_on": assignment.decided_on.isoformat() if assignment.decided_on else None,
        },
        "authority": str(assignment.authority.name),
        "demonstration": assignment.is_demo,
        "dnr": assignment.dnr,
        "dated": _day(moment).isoformat(),
        "version": version,
        "replaces": replaced and {"version": replaced.version, "dated": replaced.dated.isoformat()},
        "reason": reason,
        "prepared": {"name": by.name, "role": role_of(by), "on": _day(moment).isoformat()},
        "plan": plan,
    }


def check_may_approve(version: PlanVersion, *, by: User, changed_by: Iterable[int]) -> None:
    """Raise Refused unless the user approves plans and has had no hand in this one."""
    _check_may_decide(by)
    rules.check_two_persons(by.pk, sent_by=version.sent_by_id, changed_by=changed_by)


def _check_may_decide(by: User) -> None:
    if not by.may(APPROVE):
        raise Refused(_("Din roll får inte godkänna planen. Be en chef."))


def _locked(version: PlanVersion) -> PlanVersion:
    return (
        PlanVersion.objects.select_for_update(of=("self",))
        .select_related("assignment", "replaces")
        .get(pk=version.pk)
    )


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(STOCKHOLM).date()


def _moment(assignment: Assignment, at: datetime.datetime | None) -> datetime.datetime:
    if at is None:
        return timezone.now()
    if not assignment.is_demo:
        raise Refused(_("Bara i ett demonstrationsuppdrag kan tiden för en åtgärd väljas."))
    return at
