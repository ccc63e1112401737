"""How many of the known workplaces have been reached, visited and joined, in each municipality and trade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from skyddsnat.core.models import User
from skyddsnat.industry.outreach.narrowing import counts_sites, known, reach_q
from skyddsnat.industry.outreach.rules import Reach

SHARES = (("quarter", 0.25), ("half", 0.5), ("most", 0.75), ("all", 1.0))
UNKNOWN, NONE = "unknown", "none"
CLASSES = (UNKNOWN, NONE, *(name for name, _share in SHARES))


@dataclass
class Figures:
    """Counts of workplaces by how far the assignment has come with them."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Reach.values, 0))

    def __getitem__(self, reach: str) -> int:
        return self.counts[reach]

    def add(self, other: Figures) -> None:
        for reach, count in other.counts.items():
            self.counts[reach] += count

    def share(self, reach: str) -> float | None:
        """Of those known; None where none is known."""
        return self.counts[reach] / self.counts[Reach.KNOWN] if self.counts[Reach.KNOWN] else None

    def map_class(self, reach: str) -> str:
        """The class of the map: never colour alone, the table has the number."""
        share = self.share(reach)
        if share is None:
            return UNKNOWN
        return next((name for name, upper in SHARES if 0 < share <= upper), NONE)


type Coverage = dict[tuple[int, str], Figures]


def coverage(user: User, *, county: str = "") -> Coverage:
    """(municipality, trade) → its figures: counted with the very conditions that the list is narrowed with."""
    rows = known(user, {"county": county})
    counted: dict[str, Any] = {
        reach: Count("pk", filter=reach_q(reach)) if reach_q(reach) else Count("pk") for reach in Reach.values
    }
    found: Coverage = defaultdict(Figures)
    grouped: Any = rows.prospects.order_by().values("place", "sector").annotate(**counted)
    for row in grouped:
        found[row["place"], row["sector"]].add(Figures({reach: row[reach] for reach in Reach.values}))
    for row in rows.sites.order_by().values("place", "sector").annotate(count=Count("pk")):
        counts = {reach: row["count"] if counts_sites(reach) else 0 for reach in Reach.values}
        found[row["place"], row["sector"]].add(Figures(counts))
    return dict(found)


def summed(rows: Coverage, *, place: int | None = None, sector: str = "") -> Figures:
    """The figures of a municipality, of a trade, of both or of all."""
    return total(
        figures
        for (at, trade), figures in rows.items()
        if (place is None or at == place) and sector in ("", trade)
    )


def by_place(rows: Coverage, sector: str) -> dict[int, Figures]:
    """Municipality → its figures for a trade, or for all."""
    found: dict[int, Figures] = defaultdict(Figures)
    for (place, trade), figures in rows.items():
        if sector in ("", trade):
            found[place].add(figures)
    return dict(found)


def total(rows: Iterable[Figures]) -> Figures:
    found = Figures()
    for figures in rows:
        found.add(figures)
    return found
