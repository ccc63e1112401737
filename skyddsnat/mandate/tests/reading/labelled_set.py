"""The labelled decisions, and how what the reader found is counted against what a person reads in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from skyddsnat.shared.yaml_files import read_yaml

HERE = Path(__file__).parent / "labelled"


@dataclass(frozen=True)
class Owed:
    """A dated obligation of a label: ``when`` is an ISO date, or the rule of one that recurs."""

    kind: str
    when: str
    who: tuple[str, ...]
    recipient: str


@dataclass(frozen=True)
class Labelled:
    """A decision and its label. ``part``: develop | check | blind-1 to blind-24; ``form``: how it is written."""

    name: str
    text: str
    part: str
    form: str
    authorities: tuple[str, ...]
    obligations: tuple[Owed, ...]
    sums: tuple[tuple[Decimal, str, int | None], ...]
    relations: Mapping[str, tuple[str, ...]]


@dataclass
class Count:
    """Hits, misses and inventions of one kind of finding."""

    right: int = 0
    missed: int = 0
    invented: int = 0
    misses: list[str] = field(default_factory=list)
    inventions: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.right + self.invented
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.missed += other.missed
        self.invented += other.invented
        self.misses += other.misses
        self.inventions += other.inventions


def labelled(*parts: str) -> Iterator[Labelled]:
    """The decisions of the parts named, all when none is."""
    for path in sorted(HERE.glob("*.yaml")):
        label = read_yaml(path.read_text("utf-8"))
        if parts and label["set"] not in parts:
            continue
        yield Labelled(
            name=path.stem,
            text=path.with_suffix(".txt").read_text("utf-8"),
            part=label["set"],
            form=label["form"],
            authorities=tuple(label["authorities"]),
            obligations=tuple(_owed(row) for row in label["obligations"]),
            sums=tuple(_sum(row) for row in label["sums"]),
            relations={
                key: tuple(label.get(key, ())) for key in ("amends", "continues", "extends", "replaces")
            },
        )


def _owed(row: str) -> Owed:
    kind, when, who, recipient = (each.strip() for each in row.split("|"))
    return Owed(kind, when, tuple(filter(None, who.split("; "))), recipient)


def _sum(row: str) -> tuple[Decimal, str, int | None]:
    amount, role, year = (each.strip() for each in row.split("|"))
    return Decimal(amount), role, int(year) if year else None


def found_dates(draft: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(when, kind) of every dated obligation of a draft; one without a calendar date or a rule is not dated."""
    return [(when, row["kind"]) for row in draft["obligations"] if (when := row["due"] or rule(row))]


def rule(row: Mapping[str, Any]) -> str:
    """The rule of a recurring obligation as the labels write it: "year 03-01 2024-2026"."""
    got = row.get("recurrence")
    if not got:
        return ""
    words = [got["every"]]
    if got["month"]:
        words.append(f"{got['month']:02}-{got['day'] or 0:02}")
    if got["from"] and got["until"]:
        words.append(f"{got['from']}-{got['until']}")
    return " ".join(words)


def count_dates(wanted: Labelled, draft: Mapping[str, Any]) -> Count:
    """Dated obligations by their date: as many of each date as the label has."""
    return _counted(
        wanted.name, [owed.when for owed in wanted.obligations], [w for w, _ in found_dates(draft)]
    )


def count_kinds(wanted: Labelled, draft: Mapping[str, Any]) -> Count:
    """Dated obligations by date and kind."""
    expected = [f"{owed.when} {owed.kind}" for owed in wanted.obligations]
    return _counted(wanted.name, expected, [f"{when} {kind}" for when, kind in found_dates(draft)])


def count_sums(wanted: Labelled, draft: Mapping[str, Any]) -> Count:
    """Sums by their amount."""
    found = [str(int(Decimal(str(row["amount"])))) for row in draft["sums"]]
    return _counted(wanted.name, [str(amount) for amount, _, _ in wanted.sums], found)


def _counted(name: str, wanted: Iterable[str], found: Iterable[str]) -> Count:
    expected, got = Counter(wanted), Counter(found)
    missed, invented = expected - got, got - expected
    return Count(
        (expected & got).total(),
        missed.total(),
        invented.total(),
        [f"{name}: {each}" for each in missed.elements()],
        [f"{name}: {each}" for each in invented.elements()],
    )
