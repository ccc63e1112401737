"""Contacts taken with workplaces: written once for one or many, evidence on an activity, taken back with a reason."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.industry.companies.access import IN
from skyddsnat.industry.models import Approach, Approached, Company, Prospect
from skyddsnat.industry.outreach import access
from skyddsnat.industry.outreach.listing import too_many
from skyddsnat.industry.outreach.rules import (
    AT_THE_PLACE,
    MOST_CHOSEN,
    check_day,
    check_next,
    check_process_only,
    check_proof,
    status_after,
    status_without,
)
from skyddsnat.mandate.api import Entry, append_rows, correct_evidence, correction_of
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import today

EVIDENCE = "company_met"


@dataclass(frozen=True, slots=True)
class Contact:
    """What was done: which way, when, and what was agreed. An activity makes it evidence; "" lets the status follow."""

    kind: str
    day: datetime.date
    agreed: str = ""
    activity: Activity | None = None
    status: str = ""
    next_on: datetime.date | None = None


@transaction.atomic
def take_contact(*, prospects: Collection[int], contact: Contact, once: uuid.UUID, by: User) -> Approach:
    """Write down a contact with one workplace or many. The same form sent twice makes one."""
    wanted = sorted(set(prospects))
    if not wanted:
        raise Refused(_("Välj minst en arbetsplats."))
    if len(wanted) > MOST_CHOSEN:
        raise Refused(too_many())
    rows = list(Prospect.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    access.check_all_changeable(by, rows)  # a second sending has waited for the lock
    sent = Approach.objects.filter(once=once, by=by).first()
    if sent is not None:
        return sent
    _check(contact)
    made = Approach.objects.create(
        kind=contact.kind, day=contact.day, agreed=contact.agreed.strip(), activity=contact.activity, once=once, by=by
    )  # fmt: skip
    links = [Approached(approach=made, prospect=one, before=one.status, after=one.status) for one in rows]
    for link in links:
        _let_follow(link, contact)
    Approached.objects.bulk_create(links)
    Prospect.objects.bulk_update(
        rows, ["status", "next_on", "contacted_on", "visited_on", "version"], batch_size=500
    )
    if contact.activity is not None:
        _prove(made)
    record(by, "approach.taken", made, kind=made.kind, workplaces=len(rows))
    return made


@transaction.atomic
def choose_approach_activity(*, approach: Approach, activity: Activity, by: User) -> Approach:
    """Let a visit that was written down without an activity become evidence."""
    current = _held(approach.pk, by)
    if current.activity_id is not None or current.taken_back_at is not None:
        raise Refused(_("Kontakten har redan en insats, eller är tagen tillbaka."))
    check_proof(current.kind, current.day, activity.started_on)
    current.activity = activity
    current.save(update_fields=["activity"])
    _prove(current)
    record(by, "approach.activity_chosen", current, activity=activity.pk)
    return current


@transaction.atomic
def take_back_contact(*, approach: Approach, why: str, by: User) -> Approach:
    """It was not so. What the ledger says is taken back, and the statuses become what they were before."""
    current = _held(approach.pk, by)
    if current.taken_back_at is not None:
        return current
    if not why.strip():
        raise Refused(_("Skriv varför kontakten tas tillbaka."))
    check_process_only(why)
    current.taken_back_at, current.taken_back_by, current.taken_back_why = (
        timezone.now(),
        by,
        why.strip()[:200],
    )
    current.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    links = list(current.reached.select_related("evidence__assignment").order_by("pk"))
    rows = Prospect.objects.select_for_update(of=("self",)).in_bulk([link.prospect_id for link in links])
    latest = _latest_days(rows)
    for link in links:
        if link.evidence is not None and correction_of(link.evidence) is None:
            correct_evidence(evidence=link.evidence, reason=why, by=by)
        one = rows[link.prospect_id]
        one.status = status_without(one.status, link.before, link.after)
        one.contacted_on, one.visited_on = latest.get(one.pk, (None, None))
        one.version += 1
    Prospect.objects.bulk_update(
        rows.values(), ["status", "contacted_on", "visited_on", "version"], batch_size=500
    )
    record(by, "approach.taken_back", current, workplaces=len(links))
    return current


def _check(contact: Contact) -> None:
    check_day(contact.day, today=today())
    check_next(contact.next_on, after=contact.day)
    check_process_only(contact.agreed)
    if contact.activity is not None:
        check_proof(contact.kind, contact.day, contact.activity.started_on)


def _let_follow(link: Approached, contact: Contact) -> None:
    """What the contact does to the workplace: its status, its next contact, its latest days."""
    one = link.prospect
    one.status = link.after = status_after(contact.kind, link.before, contact.status)
    one.next_on = contact.next_on
    one.contacted_on = max(one.contacted_on or contact.day, contact.day)
    if contact.kind in AT_THE_PLACE:
        one.visited_on = max(one.visited_on or contact.day, contact.day)
    one.version += 1


def _latest_days(
    rows: Collection[int],
) -> dict[int, tuple[datetime.date | None, datetime.date | None]]:
    """Workplace → the latest day of the contacts that stand, and of the visits among them."""
    standing = Approached.objects.filter(prospect__in=rows, approach__taken_back_at=None)
    visits = Max("approach__day", filter=Q(approach__kind__in=AT_THE_PLACE))
    found = standing.values("prospect").annotate(contacted=Max("approach__day"), visited=visits)
    return {row["prospect"]: (row["contacted"], row["visited"]) for row in found}


def _prove(approach: Approach) -> None:
    """A row in the ledger for each workplace, in its municipality; with the company when it has joined."""
    activity = approach.activity
    if activity is None:
        return
    links = list(approach.reached.select_related("prospect").order_by("pk"))
    numbers = {link.prospect.number for link in links}
    companies = dict(Company.objects.filter(IN, number__in=numbers).values_list("number", "organisation"))
    entries = [
        Entry(
            kind=EVIDENCE, activity=activity.pk, occurred_on=approach.day, place=link.prospect.place_id,
            organisation=companies.get(link.prospect.number), reference=f"Att nå {link.prospect_id}",
        )
        for link in links
    ]  # fmt: skip
    for link, row in zip(links, append_rows(activity.assignment, entries), strict=True):
        link.evidence = row
    Approached.objects.bulk_update(links, ["evidence"], batch_size=500)


def _held(pk: int, by: User) -> Approach:
    current = Approach.objects.select_for_update(of=("self",)).select_related("activity").get(pk=pk)
    access.check_all_changeable(by, [link.prospect for link in current.reached.select_related("prospect")])
    return current
