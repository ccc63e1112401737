"""Cases become evidence every night, in sums of five or more, without organisation, place or child."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction

from skyddsnat.cooperation.counting.rules import CLOSED, OPENED, SEVERAL, Key, Seen, form_of, sums
from skyddsnat.cooperation.kinds import Form, State
from skyddsnat.cooperation.models import CountedCase, CountingActivity, Move, Referral
from skyddsnat.cooperation.referrals.kinds import CloseReason, Phase
from skyddsnat.cooperation.referrals.transitions import STEPS
from skyddsnat.core.api import record
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import STOCKHOLM

KINDS = {OPENED: "referral_opened", CLOSED: "referral_closed"}
REACHED = "referral_reached"
NO_CASE = (CloseReason.MISTAKE, CloseReason.DUPLICATE)  # was never a case of its own


@transaction.atomic
def count_cases(*, today: datetime.date) -> int:
    """Add to the ledger what cases did on finished days and is not there; returns how many rows.

    Run twice, it adds them once. Everything waits while no activity that has begun is chosen.
    """
    chosen = (
        CountingActivity.objects.select_for_update(of=("self",))
        .select_related("activity__assignment")
        .filter(activity__started_on__isnull=False)
        .first()
    )
    if chosen is None or chosen.activity is None:
        return 0
    found = sums(_waiting(today), today)
    for pool in found:
        entry = _entry(pool.key, len(pool.members), pool.last, chosen.activity)
        [row] = append_rows(chosen.activity.assignment, [entry])
        CountedCase.objects.bulk_create(
            CountedCase(referral_id=pk, what=pool.key.what, evidence=row) for pk, _what in pool.members
        )
        record(None, "cases.counted", chosen, seq=row.seq, quantity=len(pool.members))
    return len(found)


def kinds() -> tuple[str, ...]:
    return (*KINDS.values(), REACHED)


def _waiting(today: datetime.date) -> list[Seen]:
    counted = set(CountedCase.objects.values_list("referral_id", "what"))
    cases = Referral.objects.exclude(close_reason__in=NO_CASE).select_related("child")
    return [one for case in cases for one in _seen(case) if one.day < today and one.pk not in counted]


def _seen(case: Referral) -> Iterator[Seen]:
    child = getattr(case, "child", None)
    form = form_of(child.forms) if child is not None else ""
    yield Seen((case.pk, OPENED), _day(case.opened_at), OPENED, form)
    if case.closed_at is not None:
        yield Seen((case.pk, CLOSED), _day(case.closed_at), CLOSED, form, case.close_reason)
    reached: dict[str, datetime.date] = {}
    for move in Move.objects.filter(referral=case).exclude(to_state__in=(State.IDENTIFIED, State.CLOSED)):
        reached.setdefault(move.to_state, _day(move.at))
    for state, day in reached.items():
        yield Seen((case.pk, state), day, state)


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(STOCKHOLM).date()


def _entry(key: Key, quantity: int, last: datetime.date, activity: Activity) -> Entry:
    return Entry(
        kind=KINDS.get(key.what, REACHED), activity=activity.pk, occurred_on=max(last, activity.started_on or last),
        quantity=quantity, reference=_said(key),
    )  # fmt: skip


def _said(key: Key) -> str:
    """What the row counts, in Swedish as all of the ledger."""
    if key.what not in KINDS:
        return f"{phase_of(key.what).label}: {State(key.what).label}"
    form = "Alla former" if key.form is None else _form(key.form)
    if key.what == OPENED:
        return form
    outcome = "alla utfall" if key.outcome is None else str(CloseReason(key.outcome).label)
    return f"{form}: {outcome}"


def _form(form: str) -> str:
    if form == SEVERAL:
        return "Flera former"
    return str(Form(form).label) if form else "Ingen form angiven"


def phase_of(state: str) -> Phase:
    """The phase in which a case reaches a state, as the table of steps says."""
    return next(step.phase for step in STEPS if step.becomes == state)
