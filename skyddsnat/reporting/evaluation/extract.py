"""The data of an evaluation pack: the ledger without anything that could tell of a person, the costs, the codes."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.economy.api import Allotment
from skyddsnat.insight.api import ledger_columns
from skyddsnat.mandate.models import Assignment, EvidenceKind
from skyddsnat.shared.spreadsheets import escaped

# Where these happened is left out: a single one in a small municipality may tell of one child.
NAMELESS = frozenset(
    {"children_heard", "tip_closed", "referral_opened", "referral_reached", "referral_closed"}
)
# A firm may carry its owner's name, so these are numbered in the order in which the ledger meets them.
NUMBERED = (Organisation.Kind.COMPANY, Organisation.Kind.OTHER)
LEDGER = ("seq", "kind", "activity", "organisation", "place", "occurred_on", "quantity", "recorded_at",
          "corrects")  # fmt: skip

type Rows = Iterable[Sequence[Any]]


def ledger_extract(assignment: Assignment, up_to: int) -> Iterator[list[Any]]:
    """Rows 1 to `up_to` as LEDGER. The reference is left out: it is free text."""
    private = dict(Organisation.objects.filter(kind__in=NUMBERED).values_list("code", "kind"))
    numbers: dict[str, str] = {}
    for columns in ledger_columns(assignment, up_to):
        for row in zip(*columns, strict=True):
            seq, kind, activity, organisation, place, day, quantity, _reference, recorded_at, corrects = row
            if kind in NAMELESS:
                organisation = place = None
            elif organisation in private:
                number = f"{private[organisation]}-nr-{len(numbers) + 1}"
                organisation = numbers.setdefault(organisation, number)
            yield [seq, kind, activity, organisation, place, day, quantity, _moment(recorded_at), corrects]


def _moment(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def is_hidden(query: dict[str, Any]) -> bool:
    """Whether the extract cannot answer: it asks where or with whom something happened, and that is left out."""
    return query["measure"] in {"actors", "places"} and not NAMELESS.isdisjoint(query["kinds"])


def costs(assignment: Assignment) -> Iterator[list[Any]]:
    """What vouchers gave to activities, one row each, also what was undone. Free text is left out."""
    found = Allotment.objects.filter(activity__assignment=assignment).order_by("id")
    fields = ("activity__number", "voucher_line__voucher__date", "voucher_line__voucher__series",
              "voucher_line__voucher__number", "voucher_line__account__number", "amount_ore")  # fmt: skip
    for row in found.values_list(*fields).iterator(5_000):
        yield list(row)


COSTS = ("activity", "date", "series", "number", "account", "amount_ore")


def activities(assignment: Assignment) -> Iterator[list[Any]]:
    """The activities, with the clauses that they carry out."""
    for one in assignment.activities.order_by("number").prefetch_related("clauses"):
        clauses = " ".join(clause.number for clause in one.clauses.all())
        yield [one.number, one.title, clauses, one.starts, one.ends]


ACTIVITIES = ("number", "title", "clauses", "starts", "ends")


def kinds() -> Iterator[list[Any]]:
    for one in EvidenceKind.objects.order_by("code"):
        yield [one.code, one.name, one.name_en, one.unit, one.unit_en]


KINDS = ("kind", "name", "name_en", "unit", "unit_en")


def places() -> Iterator[list[Any]]:
    found = Place.objects.order_by("kind", "code").values_list("kind", "code", "name", "name_en")
    for kind, code, name, english in found:
        yield [f"{kind}:{code}", kind, name, english]


PLACES = ("place", "kind", "name", "name_en")


def write_csv(path: Path, head: Sequence[str], rows: Rows) -> None:
    """Write rows as they come: UTF-8, formula cells escaped, nothing is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(["" if cell is None else escaped(cell) for cell in row] for row in rows)
