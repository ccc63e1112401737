"""Who came, and the ledger's word of it: a row for each organisation, corrected when the attendance is."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.gatherings.seats import held
from skyddsnat.knowledge.models import Gathering, GatheringCount, Group, Participant
from skyddsnat.mandate.api import Entry, Fact, append, correct_evidence
from skyddsnat.mandate.models import Activity, Evidence, LedgerHead
from skyddsnat.shared.dates import STOCKHOLM

KINDS = {Group.STAFF: "professional_trained", Group.LEADERS: "leader_took_part"}
HELD = "meeting_held"
CORRECTED = "Närvaron är rättad"  # read from the ledger as it is


@transaction.atomic
def note_attendance(
    *, gathering: Gathering, came: Collection[int], stayed_away: Collection[int], by: User, done: bool = False
) -> Gathering:
    """Tick those who came and those who did not. `done` says that everybody else stayed away.

    Only what is named is changed, so that two who tick at the door do not undo each other.
    """
    check_may(by, WRITE)
    current = held(gathering)
    check_attendance(current, timezone.now())
    people = Participant.objects.filter(registration__gathering=current)
    people.filter(pk__in=list(came)).update(attended=True)
    people.filter(pk__in=list(stayed_away)).update(attended=False)
    if done and current.attendance_done_at is None:
        current.attendance_done_at = timezone.now()
        current.save(update_fields=["attendance_done_at", "changed_at"])
    if current.attendance_done_at is not None:
        people.filter(attended=None).update(attended=False)
    if current.attendance_done_at is not None or current.counts.exists():  # opened again: the ledger follows
        count_attendance(current)
        prove(current, by=by)
    record(
        by, "gathering.attendance_noted", current, came=people.filter(attended=True).count(),
        done=current.attendance_done_at is not None,
    )  # fmt: skip
    return current


@transaction.atomic
def reopen_attendance(*, gathering: Gathering, by: User) -> Gathering:
    """Let people be added and ticked again. The ledger follows each change."""
    check_may(by, WRITE)
    current = held(gathering)
    check_attendance(current, timezone.now())
    if current.attendance_done_at is not None:
        current.attendance_done_at = None
        current.save(update_fields=["attendance_done_at", "changed_at"])
        record(by, "gathering.attendance_reopened", current)
    return current


def check_attendance(gathering: Gathering, now: datetime.datetime) -> None:
    """Raise Refused when there is nothing to tick."""
    if gathering.cancelled_at is not None:
        raise Refused(_("Träffen är inställd."))
    if gathering.forgotten_at is not None:
        raise Refused(_("Deltagarnas uppgifter är borttagna. Antalet står kvar."))
    if now < gathering.starts:
        raise Refused(_("Träffen har inte börjat än."))


def count_attendance(gathering: Gathering) -> None:
    """Write how many came from each organisation. The gathering is held."""
    people = Participant.objects.filter(registration__gathering=gathering)
    rows = list(people.values_list("registration__organisation", "attended"))
    registered: Counter[int | None] = Counter(organisation for organisation, _attended in rows)
    attended: Counter[int | None] = Counter(organisation for organisation, was_there in rows if was_there)
    there = {one.organisation_id: one for one in gathering.counts.all()}
    for organisation in sorted(registered.keys() | there.keys(), key=lambda pk: (pk is None, pk or 0)):
        one = there.get(organisation) or GatheringCount(gathering=gathering, organisation_id=organisation)
        one.registered, one.attended = registered[organisation], attended[organisation]
        one.save()


def prove_waiting() -> int:
    """Add what waited for its activity to begin; returns how many rows. Run twice, it adds them once."""
    waiting = Gathering.objects.filter(
        counts__attended__gt=0, counts__seq=None, activity__started_on__isnull=False
    ).exclude(attendance_done_at=None, forgotten_at=None)
    return sum(_prove_held(pk) for pk in waiting.distinct().values_list("pk", flat=True).order_by("pk"))


@transaction.atomic
def _prove_held(pk: int) -> int:
    return prove(held(Gathering(pk=pk)), by=None)


def prove(gathering: Gathering, *, by: User | None) -> int:
    """Let the ledger say what the counts say; returns how many rows it got. The gathering is held.

    Waits while the activity has not begun. Without a person only new rows are added: a correction has somebody's name.
    """
    activity = Activity.objects.select_related("assignment").get(pk=gathering.activity_id)
    if activity.started_on is None:
        return 0
    LedgerHead.objects.get_or_create(assignment=activity.assignment)
    LedgerHead.objects.select_for_update().get(assignment=activity.assignment)
    day = max(gathering.ends.astimezone(STOCKHOLM).date(), activity.started_on)
    counts = list(gathering.counts.select_related("organisation__place").order_by("pk"))
    changed = [one for one in counts if one.seq is not None and one.attended != one.proven]
    rows = sum(_correct(one, _fact(gathering, one, activity, day), by) for one in changed if by is not None)
    return rows + _add(gathering, [one for one in counts if one.attended and one.seq is None], activity, day)


def _add(gathering: Gathering, counts: list[GatheringCount], activity: Activity, day: datetime.date) -> int:
    """The rows that are not in the ledger, in one go."""
    entries = [_fact(gathering, one, activity, day).entry() for one in counts]
    meeting = gathering.meeting_seq is None and bool(counts) and not _is_held(activity, day)
    if meeting:
        entries.append(Entry(kind=HELD, activity=activity.pk, occurred_on=day, reference=_name(gathering)))
    if not entries:
        return 0
    append(activity.assignment, entries)
    last = LedgerHead.objects.get(assignment=activity.assignment).seq
    for seq, one in enumerate(counts, start=last - len(entries) + 1):
        one.seq, one.proven = seq, one.attended
    GatheringCount.objects.bulk_update(counts, ["seq", "proven"])
    if meeting:
        gathering.meeting_seq = last
        gathering.save(update_fields=["meeting_seq", "changed_at"])
    record(None, "gathering.proven", gathering, rows=len(entries), last=last)
    return len(entries)


def _correct(count: GatheringCount, fact: Fact, by: User) -> int:
    """Take the row back and say the right number. One that was taken back by hand is said anew."""
    rows = Evidence.objects.filter(assignment=fact.activity.assignment)
    replaced = None
    if count.seq is None or rows.filter(corrects=count.seq).exists():
        count.seq, count.proven = None, 0
        count.save(update_fields=["seq", "proven"])
        return 0
    said = fact if count.attended else None
    _back, replaced = correct_evidence(
        evidence=rows.get(seq=count.seq), reason=CORRECTED, instead=said, by=by
    )
    count.seq, count.proven = (replaced.seq, replaced.quantity) if replaced else (None, 0)
    count.save(update_fields=["seq", "proven"])
    return 2 if replaced else 1


def _fact(gathering: Gathering, count: GatheringCount, activity: Activity, day: datetime.date) -> Fact:
    organisation = count.organisation
    return Fact(
        kind=KINDS[Group(gathering.group)], activity=activity, occurred_on=day, quantity=count.attended,
        organisation=organisation, place=organisation.place if organisation else None, reference=_name(gathering),
    )  # fmt: skip


def _name(gathering: Gathering) -> str:
    with override("sv"):
        return f"Träff {gathering.pk}, {gathering.get_kind_display()}"


def _is_held(activity: Activity, day: datetime.date) -> bool:
    """Whether the ledger says already that a meeting of the activity was held that day."""
    back = Evidence.objects.filter(assignment=OuterRef("assignment"), corrects=OuterRef("seq"))
    rows = Evidence.objects.filter(activity=activity, kind=HELD, occurred_on=day, corrects=None)
    return rows.exclude(Exists(back)).exists()
