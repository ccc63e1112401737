"""The evidence ledger: adding rows. `ledger_faults` proves that none was changed, removed or slipped in.

Each row carries a hash of itself and the hash before it (`shared.chain`). The hashed row names the activity, actor and
place by their lasting codes, so that the chain can be checked outside this database too.

A mistaken row is taken back by a later row with the quantity negated, whose JSON ends with the position it corrects.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Refused, Same, copy_columns
from skyddsnat.mandate.meeting_rules import PERSONAL
from skyddsnat.mandate.models import Activity, Assignment, Evidence, EvidenceKind, LedgerHead, LedgerSeal
from skyddsnat.shared.chain import chained
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


def content_of(codes: Codes, seq: int, entry: Entry, recorded_at: datetime.datetime) -> list[Any]:
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
    """The canonical JSON of each row, the first at position `first`: as `content_of`, each value written once."""
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
