"""Walking the evidence ledger: was any row changed, removed or slipped in? And giving it to others to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from skyddsnat.mandate.ledger import Codes, Entry, content_of
from skyddsnat.mandate.models import Assignment, Evidence, LedgerHead
from skyddsnat.shared.chain import GENESIS, row_hash


@dataclass(frozen=True, slots=True)
class Fault:
    """One break in the chain: at which row, and what is wrong."""

    seq: int
    problem: str


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
    return faults + _key_faults(assignment) + _count_faults(assignment) + _total_faults(assignment)


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
    return content_of(
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
    differing = _number(sql, assignment)
    return [Fault(0, f"{differing} kept sums differ from the rows")] if differing else []


def _total_faults(assignment: Assignment) -> list[Fault]:
    """Compare the sums of the sums with the sums themselves."""
    sql = """
        SELECT count(*) FROM (
            SELECT kind_id, activity_id, month, organisation_id, place_id,
                   sum(records)::bigint AS records, sum(quantity)::bigint AS quantity
              FROM mandate_evidencecount WHERE assignment_id = %(a)s
             GROUP BY GROUPING SETS ((kind_id, activity_id, month), (kind_id, activity_id, organisation_id),
                                     (kind_id, activity_id, place_id))
            HAVING num_nonnulls(month, organisation_id, place_id) = 1
        ) AS sums FULL JOIN (SELECT * FROM mandate_evidencetotal WHERE assignment_id = %(a)s) AS kept
          ON (sums.kind_id, sums.activity_id, coalesce(sums.month, '-infinity'), coalesce(sums.organisation_id, 0),
              coalesce(sums.place_id, 0))
           = (kept.kind_id, kept.activity_id, coalesce(kept.month, '-infinity'), coalesce(kept.organisation_id, 0),
              coalesce(kept.place_id, 0))
        WHERE (sums.records, sums.quantity) IS DISTINCT FROM (kept.records, kept.quantity)
    """
    differing = _number(sql, assignment)
    return [Fault(0, f"{differing} kept totals differ from the sums")] if differing else []


def _number(sql: str, assignment: Assignment) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"a": assignment.pk})
        return int(cursor.fetchone()[0])
