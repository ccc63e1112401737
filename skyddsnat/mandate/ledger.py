"""The evidence ledger: adding rows and proving that none was changed, removed or slipped in.

Each row carries a hash of itself and the hash before it (`shared.chain`). The hashed row names the activity, actor and
place by their lasting codes, so that the chain can be checked outside this database too.

A mistaken row is taken back by a later row with the quantity negated, whose JSON ends with the position it corrects.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Refused, Same, copy_columns
from skyddsnat.mandate.meeting_rules import PERSONAL
from skyddsnat.mandate.models import Activity, Assignment, Evidence, EvidenceKind, LedgerHead, LedgerSeal
from skyddsnat.shared.chain import GENESIS, chained, row_hash
from skyddsnat.shared.hashing import canonical_column

AT_ONCE = 200_000  # rows a statement: what is kept beside the rows is then summed once

type Told = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Nobody waits for news."""


class Entry(NamedTuple):
    """A fact to add. `quantity` is counted in the kind's unit; `reference` must not identify a person.

    `corrects` is the position of the row that this one takes back; the quantity is then that row's, negated.
    """

    kind: str
    activity: int
    occurred_on: datetime.date
    quantity: int = 1
    organisation: int | None = None
    place: int | None = None
    reference: str = ""
    corrects: int | None = None


class Facts(NamedTuple):
    """Facts to add, column by column, in the order of the rows."""

    kind: Sequence[str]
    activity: Sequence[int]
    occurred_on: Sequence[datetime.date]
    quantity: Sequence[int]
    organisation: Sequence[int | None]
    place: Sequence[int | None]
    reference: Sequence[str]
    corrects: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One break in the chain: at which row, and what is wrong."""

    seq: int
    problem: str


class Codes:
    """Lasting codes of what rows point at, read once for many rows."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment.slug
        self.activities = dict(Activity.objects.filter(assignment=assignment).values_list("id", "number"))
        self.organisations = dict(Organisation.objects.values_list("id", "code"))
        self.places = {
            i: f"{kind}:{code}" for i, kind, code in Place.objects.values_list("id", "kind", "code")
        }
        self.kinds = set(EvidenceKind.objects.values_list("code", flat=True))


@lru_cache(maxsize=64)
def _moment(recorded_at: datetime.datetime) -> str:
    """The same for all rows added together."""
    return recorded_at.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def _content(codes: Codes, seq: int, entry: Entry, recorded_at: datetime.datetime) -> list[Any]:
    content = [
        codes.assignment,
        seq,
        entry.kind,
        codes.activities[entry.activity],
        None if entry.organisation is None else codes.organisations[entry.organisation],
        None if entry.place is None else codes.places[entry.place],
        entry.occurred_on.isoformat(),
        entry.quantity,
        entry.reference,
        _moment(recorded_at),
    ]
    return content if entry.corrects is None else [*content, entry.corrects]


def contents(codes: Codes, first: int, facts: Facts, recorded_at: datetime.datetime) -> Iterator[bytes]:
    """The canonical JSON of each row, the first at position `first`: what `_content` gives, each value written once."""
    assignment, moment = canonical_column([codes.assignment, _moment(recorded_at)])
    columns = (
        canonical_column(facts.kind),
        canonical_column(facts.activity, codes.activities.__getitem__),
        canonical_column(facts.organisation, lambda pk: None if pk is None else codes.organisations[pk]),
        canonical_column(facts.place, lambda pk: None if pk is None else codes.places[pk]),
        canonical_column(facts.occurred_on, datetime.date.isoformat),
        facts.quantity,
        canonical_column(facts.reference),
        canonical_column(facts.corrects),
    )
    for seq, row in enumerate(zip(*columns, strict=True), start=first):
        kind, activity, organisation, place, day, quantity, reference, corrects = row
        last = "" if corrects == "null" else f",{corrects}"
        yield (
            f"[{assignment},{seq},{kind},{activity},{organisation},{place},{day},{quantity},{reference},{moment}{last}]"
        ).encode()


def check_facts(codes: Codes, facts: Facts) -> None:
    """Raise Refused when one points at something unknown or holds what looks like personal data."""
    for kind in set(facts.kind) - codes.kinds:
        raise Refused(_("Underlagets slag ”%(kind)s” finns inte.") % {"kind": kind})
    if not set(facts.activity) <= codes.activities.keys():
        raise Refused(_("Insatsen hör inte till det här uppdraget."))
    if any(
        quantity < 0 and corrects is None
        for quantity, corrects in zip(facts.quantity, facts.corrects, strict=True)
    ):
        raise Refused(_("Antalet kan inte vara negativt."))
    if any(PERSONAL.search(reference) for reference in set(facts.reference)):
        raise Refused(
            _("Hänvisningen ser ut att innehålla ett personnummer eller en e-postadress. Ta bort det.")
        )


@transaction.atomic
def append(assignment: Assignment, entries: Iterable[Entry], report: Told = silent) -> int:
    """Add entries to the assignment's chain, in order, and return how many; all or none.

    Callers write their own audit row. Raises Refused for an entry that cannot be recorded.
    """
    columns = [list(column) for column in zip(*entries, strict=True)] or [[] for _name in Entry._fields]
    return append_columns(assignment, Facts(*columns), report)


@transaction.atomic
def append_columns(assignment: Assignment, facts: Facts, report: Told = silent) -> int:
    """The same for facts that are given column by column."""
    LedgerHead.objects.get_or_create(assignment=assignment)
    head = LedgerHead.objects.select_for_update().get(assignment=assignment)
    codes, count = Codes(assignment), len(facts.kind)
    check_facts(codes, facts)
    if not count:
        return 0
    now, first = timezone.now(), head.seq + 1
    hashes = chained(bytes(head.hash), contents(codes, first, facts, now))
    columns: dict[str, Sequence[Any] | Same] = {
        "assignment": Same(assignment.pk),
        "seq": range(first, first + count),
        "kind": facts.kind,
        "activity": facts.activity,
        "organisation": facts.organisation,
        "place": facts.place,
        "occurred_on": facts.occurred_on,
        "quantity": facts.quantity,
        "reference": facts.reference,
        "recorded_at": Same(now),
        "prev_hash": hashes[:-1],
        "hash": hashes[1:],
        "corrects": facts.corrects,
    }
    copy_columns(Evidence, columns, report=report, batch=AT_ONCE)
    head.seq, head.hash = first + count - 1, hashes[-1]
    head.save(update_fields=["seq", "hash"])
    return count


def seal(assignment: Assignment, reason: str) -> LedgerSeal:
    """Remember the head of the chain, so that a later rewrite of the whole chain is found."""
    head, _created = LedgerHead.objects.get_or_create(assignment=assignment)
    return LedgerSeal.objects.create(
        assignment=assignment, seq=head.seq, hash=bytes(head.hash), reason=reason
    )


def verify(assignment: Assignment) -> list[Fault]:
    """Walk the whole chain and return its faults in order; an empty list means it holds."""
    codes = Codes(assignment)
    seals = {s.seq: bytes(s.hash) for s in assignment.seals.all() if s.seq}
    faults: list[Fault] = []
    expected, previous = 1, GENESIS
    for row in _rows(assignment):
        seq, stored_previous, stored = row[0], bytes(row[8]), bytes(row[9])
        if seq != expected:
            faults.append(Fault(expected, f"rows {expected} to {seq - 1} are missing"))
        elif stored_previous != previous:
            faults.append(Fault(seq, "does not follow the row before it"))
        if row_hash(stored_previous, _stored_content(codes, row)) != stored:
            faults.append(Fault(seq, "content does not match its hash"))
        if seq in seals and seals.pop(seq) != stored:
            faults.append(Fault(seq, "differs from the sealed head of an issued document"))
        expected, previous = seq + 1, stored
    faults += _end_faults(assignment, expected - 1, previous)
    faults += [Fault(seq, "a sealed row is missing") for seq in sorted(seals)]
    return faults + _key_faults(assignment) + _count_faults(assignment)


def ledger_rows(assignment: Assignment) -> Iterator[tuple[list[Any], bytes]]:
    """Each row of the chain as its hash covers it, with the hash: what leaves the house for others to check."""
    codes = Codes(assignment)
    for row in _rows(assignment):
        yield _stored_content(codes, row), bytes(row[9])


def _rows(assignment: Assignment) -> Iterator[tuple[Any, ...]]:
    fields = (
        "seq", "kind_id", "activity_id", "organisation_id", "place_id", "occurred_on", "quantity", "prev_hash", "hash",
        "reference", "recorded_at", "corrects",
    )  # fmt: skip
    rows = Evidence.objects.filter(assignment=assignment).order_by("seq").values_list(*fields)
    for (
        seq,
        kind,
        activity,
        organisation,
        place,
        day,
        quantity,
        prev,
        digest,
        reference,
        recorded,
        corrects,
    ) in rows.iterator(chunk_size=20_000):
        yield (
            seq,
            kind,
            activity,
            organisation,
            place,
            day,
            quantity,
            reference,
            prev,
            digest,
            recorded,
            corrects,
        )


def _stored_content(codes: Codes, row: tuple[Any, ...]) -> list[Any]:
    seq, kind, activity, organisation, place, day, quantity, reference, _prev, _hash, recorded, corrects = row
    if activity not in codes.activities:
        return ["activity of another assignment"]
    return _content(
        codes, seq, Entry(kind, activity, day, quantity, organisation, place, reference, corrects), recorded
    )


def _end_faults(assignment: Assignment, last: int, digest: bytes) -> list[Fault]:
    head = LedgerHead.objects.filter(assignment=assignment).first()
    if head is None:
        return [Fault(last, "the chain has rows but no head")] if last else []
    if head.seq > last:
        return [Fault(last + 1, f"rows {last + 1} to {head.seq} are missing at the end")]
    if head.seq < last:
        return [Fault(head.seq + 1, "rows were added past the head of the chain")]
    return (
        []
        if bytes(head.hash) == digest
        else [Fault(last, "the head of the chain does not match the last row")]
    )


def _key_faults(assignment: Assignment) -> list[Fault]:
    """Rows that point at something nobody has looked for: they came while the database's guards were off."""
    names = "assignment_id, kind_id, activity_id, organisation_id, place_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT {names} FROM mandate_evidence WHERE assignment_id = %s"
            f" EXCEPT SELECT {names} FROM mandate_ledgerkey) AS unheld",
            [assignment.pk],
        )
        unheld = cursor.fetchone()[0]
    return [Fault(0, f"{unheld} combinations are held by no foreign key")] if unheld else []


def _count_faults(assignment: Assignment) -> list[Fault]:
    """Compare the sums kept by the trigger with the rows themselves."""
    sql = """
        SELECT count(*) FROM (
            SELECT activity_id, kind_id, date_trunc('month', occurred_on)::date AS month, organisation_id, place_id,
                   sum(CASE WHEN corrects IS NULL THEN 1 ELSE -1 END)::bigint AS records,
                   sum(quantity)::bigint AS quantity
              FROM mandate_evidence WHERE assignment_id = %(a)s GROUP BY 1, 2, 3, 4, 5
            HAVING sum(CASE WHEN corrects IS NULL THEN 1 ELSE -1 END) <> 0
        ) AS rows FULL JOIN (SELECT * FROM mandate_evidencecount WHERE assignment_id = %(a)s) AS kept
          ON (rows.activity_id, rows.kind_id, rows.month, coalesce(rows.organisation_id, 0), coalesce(rows.place_id, 0))
           = (kept.activity_id, kept.kind_id, kept.month, coalesce(kept.organisation_id, 0), coalesce(kept.place_id, 0))
        WHERE (rows.records, rows.quantity) IS DISTINCT FROM (kept.records, kept.quantity)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"a": assignment.pk})
        differing = cursor.fetchone()[0]
    return [Fault(0, f"{differing} kept sums differ from the rows")] if differing else []
