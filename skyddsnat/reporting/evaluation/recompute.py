#!/usr/bin/env python3
"""Work out every number of an evaluation pack anew, from the data in the pack alone, and say what differs.

    python recompute.py [FOLDER]

Needs Python 3.10 or newer and nothing else: no network, no database. FOLDER is where the pack was unpacked; without it,
where this file lies. Exit code 0: every number holds. 1: something differs. 2: this is no evaluation pack.

What it cannot find: a row of the ledger and a number that were changed together, with the manifest. The SHA-256 of the
pack stands in the authority's log, and the head of the ledger in documents that the authority has issued.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

FORMAT = "skyddsnat-evaluation-pack/1"
MANIFEST = "manifest.json"
FIGURES = "data/siffror.json"
LEDGER = "data/underlag.csv"
COSTS = "data/kostnader.csv"
GROUP = ("kind", "activity", "month", "organisation", "place")

Opened = Callable[[str], IO[bytes]]


class NotAPack(ValueError):
    """There is no evaluation pack here; the message says why."""


class Counts:
    """What stands of the ledger so far. A row and the one that takes it back count for nothing."""

    def __init__(self) -> None:
        self.standing: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])

    def add(self, row: dict[str, str]) -> None:
        group = (
            row["kind"],
            int(row["activity"]),
            row["occurred_on"][:7],
            row["organisation"] or None,
            row["place"] or None,
        )
        sums = self.standing[group]
        sums[0] += -1 if row["corrects"] else 1
        sums[1] += int(row["quantity"])

    def answer(self, query: dict[str, Any]) -> tuple[int, list[list[Any]], list[list[Any]]]:
        """The value of a query, and its parts per activity and per month."""
        unknown = query.keys() - {"kinds", "measure", "clause", "activities"}
        if unknown or query["measure"] not in ("quantity", "records", "actors", "places"):
            raise ValueError(f"the query {query} is not one this script knows")
        chosen = [
            (group, sums)
            for group, sums in self.standing.items()
            if sums[0]
            and group[0] in query["kinds"]
            and ("activities" not in query or group[1] in query["activities"])
        ]
        return (
            measured(query["measure"], chosen),
            parts(query["measure"], chosen, 1),
            parts(query["measure"], chosen, 2),
        )

    def quantities(self) -> dict[tuple[int, str], int]:
        """The sum of each kind of evidence on each activity."""
        found: dict[tuple[int, str], int] = defaultdict(int)
        for group, sums in self.standing.items():
            found[group[1], group[0]] += sums[1]
        return found


def measured(measure: str, chosen: list[tuple[tuple[Any, ...], list[int]]]) -> int:
    if measure == "quantity":
        return sum(sums[1] for _group, sums in chosen)
    if measure == "records":
        return sum(sums[0] for _group, sums in chosen)
    place = GROUP.index({"actors": "organisation", "places": "place"}[measure])
    return len({group[place] for group, _sums in chosen if group[place] is not None})


def parts(measure: str, chosen: list[tuple[tuple[Any, ...], list[int]]], by: int) -> list[list[Any]]:
    apart: dict[Any, list[Any]] = defaultdict(list)
    for group, sums in chosen:
        apart[group[by]].append((group, sums))
    return [[key, measured(measure, apart[key])] for key in sorted(apart)]


def rounded(ore: int, quantity: int) -> int:
    """Whole öre for each one, half an öre upwards."""
    return (2 * ore + quantity) // (2 * quantity)


def check(opened: Opened) -> tuple[int, list[str]]:
    """How many figures were worked out, and one sentence for each thing that does not hold. Raises NotAPack."""
    manifest = read_manifest(opened)
    faults = file_faults(opened, manifest)
    if faults:
        return 0, faults
    try:
        figures = load(opened, FIGURES)
        counts, faults = ledger_faults(opened, manifest, figures["indicators"])
        faults += cost_faults(opened, figures, counts)
        cost = 1 + len(figures["cost_by_activity"]) + len(figures["cost_per_result"])
        inside = sum(1 + len(one["by_activity"]) + len(one["by_month"]) for one in figures["indicators"])
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        return 0, [f"The data cannot be read: {error!r}."]
    return inside + cost, faults


def read_manifest(opened: Opened) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = load(opened, MANIFEST)
        if manifest["format"] != FORMAT:
            raise NotAPack(f"The manifest says {manifest['format']!r}, not {FORMAT!r}.")
        names = {entry["name"] for entry in manifest["files"] if entry["sha256"]}
        int(manifest["ledger"]["seq"])
    except (OSError, KeyError, TypeError) as error:
        raise NotAPack(f"There is no evaluation pack here: {error}.") from error
    except ValueError as error:
        raise (
            error if isinstance(error, NotAPack) else NotAPack(f"{MANIFEST} is not JSON: {error}.")
        ) from error
    missing = {FIGURES, LEDGER, COSTS} - names
    if missing:
        raise NotAPack(f"The manifest does not name {', '.join(sorted(missing))}.")
    return manifest


def file_faults(opened: Opened, manifest: dict[str, Any]) -> list[str]:
    """Files that are missing or were changed after the pack was made."""
    faults = []
    for entry in manifest["files"]:
        try:
            with opened(entry["name"]) as file:
                digest = hashlib.sha256()
                for piece in iter(lambda: file.read(1 << 20), b""):
                    digest.update(piece)
        except (OSError, KeyError):
            faults.append(f"{entry['name']}: is missing")
            continue
        if digest.hexdigest() != entry["sha256"]:
            faults.append(f"{entry['name']}: was changed after the pack was made")
    return faults


def ledger_faults(
    opened: Opened, manifest: dict[str, Any], numbers: list[dict[str, Any]]
) -> tuple[Counts, list[str]]:
    """Read the ledger once, row by row; ask each number when the rows it rests on have passed."""
    counts, faults, last = Counts(), [], 0
    waiting = sorted(numbers, key=lambda one: -int(one["ledger_seq"]))
    for row in rows(opened, LEDGER):
        while waiting and waiting[-1]["ledger_seq"] <= last:
            faults += number_faults(waiting.pop(), counts)
        if int(row["seq"]) != last + 1:
            faults.append(f"{LEDGER}: row {row['seq']} follows row {last}")
        last = int(row["seq"])
        counts.add(row)
    if last != manifest["ledger"]["seq"]:
        faults.append(f"{LEDGER}: ends at row {last}, the manifest says {manifest['ledger']['seq']}")
    while waiting:
        one = waiting.pop()
        if one["ledger_seq"] > last:
            faults.append(f"{name_of(one)}: rests on {one['ledger_seq']} rows, there are {last}")
        faults += number_faults(one, counts)
    return counts, faults


def number_faults(one: dict[str, Any], counts: Counts) -> list[str]:
    """Where a number differs from what the ledger gives, and whether a frozen one fits its fingerprint."""
    try:
        value, by_activity, by_month = counts.answer(one["query"])
    except ValueError as error:
        return [f"{name_of(one)}: {error}"]
    faults = []
    if one["value"] != value:
        faults.append(f"{name_of(one)}: says {one['value']}, the ledger gives {value}")
    if one["by_activity"] != by_activity:
        faults.append(f"{name_of(one)}: the parts per activity differ, the ledger gives {by_activity}")
    if one["by_month"] != by_month:
        faults.append(f"{name_of(one)}: the parts per month differ, the ledger gives {by_month}")
    if one["frozen"]:
        keys = ("indicator", "query", "value", "by_activity", "by_month", "ledger_seq", "ledger_hash")
        content = json.dumps(
            {key: one[key] for key in keys}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        if hashlib.sha256(content.encode()).hexdigest() != one["sha256"]:
            faults.append(f"{name_of(one)}: does not match its fingerprint")
    return faults


def name_of(one: dict[str, Any]) -> str:
    return f"{one['indicator']} at row {one['ledger_seq']}" + (", frozen" if one["frozen"] else "")


def cost_faults(opened: Opened, figures: dict[str, Any], counts: Counts) -> list[str]:
    """The sums of the vouchers, and cost per result where there are both."""
    costs: dict[int, int] = defaultdict(int)
    for row in rows(opened, COSTS):
        costs[int(row["activity"])] += int(row["amount_ore"])
    faults = []
    if figures["cost_ore"] != sum(costs.values()):
        faults.append(f"cost: says {figures['cost_ore']} öre, the vouchers give {sum(costs.values())} öre")
    by_activity = [[number, costs[number]] for number in sorted(costs)]
    faults += differing("cost of activity", figures["cost_by_activity"], by_activity, "the vouchers give")
    per_result = [
        [number, kind, costs[number], quantity, rounded(costs[number], quantity)]
        for (number, kind), quantity in sorted(counts.quantities().items())
        if costs.get(number, 0) > 0 and quantity > 0
    ]
    keys = ("activity", "kind", "cost_ore", "quantity", "ore_each")
    said = [[one[key] for key in keys] for one in figures["cost_per_result"]]
    return faults + differing("cost per result", said, per_result, "vouchers and ledger give")


def differing(what: str, said: list[Any], found: list[Any], source: str) -> list[str]:
    faults = [f"{what}: says {one}, which is not what {source}" for one in said if one not in found]
    return faults + [f"{what}: {source} {one}, which is not said" for one in found if one not in said]


def load(opened: Opened, name: str) -> Any:
    with opened(name) as file:
        return json.loads(file.read())


def rows(opened: Opened, name: str) -> Any:
    with opened(name) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        figures, faults = check(lambda name: (folder / name).open("rb"))
    except NotAPack as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(faults) if faults else f"Every figure holds: {figures} worked out anew.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
