"""How quick a table of workplaces is taken in, and how quick the list and the map over them are."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from typing import Any

from skyddsnat.actors.api import municipalities
from skyddsnat.core.api import import_figures
from skyddsnat.core.models import Role, User
from skyddsnat.industry.models import Prospect
from skyddsnat.industry.outreach.coverage import coverage
from skyddsnat.industry.outreach.listing import Entered, add_prospect
from skyddsnat.industry.outreach.narrowing import known
from skyddsnat.shared.identifying import luhn_holds

SECTORS = ("Hotell", "Taxi", "Restaurang")
BAR = 1.0  # second, for a page over a hundred thousand


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}."""
    user, _ = User.objects.get_or_create(email="bench-outreach@example.org", defaults={"name": "Bench"})
    user.roles.set(Role.objects.filter(code="coordinator"))
    places = list(municipalities())

    def table(first: int, count: int) -> Iterator[list[Any]]:
        yield ["Orgnr", "Namn", "Slag", "Kommun", "Adress", "Nästa kontakt"]
        for n in range(first, first + count):
            day = datetime.date(2026, 1, 1) + datetime.timedelta(days=n % 300)
            yield [a_number(n), f"Hotell {n}", SECTORS[n % 3], places[n % 290].code, f"Gatan {n % 900}", day]

    def saved(count: int) -> None:
        for n in range(count):
            entered = Entered(a_number(n), f"En {n}", "taxi", places[n % 290], f"Vägen {n}")
            add_prospect(entered=entered, by=user)

    return import_figures("prospects", "", user, table, saved) + _pages(user)


def _pages(user: User) -> list[dict[str, Any]]:
    rows = known(user, {})
    number = Prospect.objects.count()
    return [
        _timed("outreach.list", number, lambda: (rows.count(), rows[0:50])),
        _timed("outreach.search", number, lambda: known(user, {"q": "hotell 999"})[0:50]),
        _timed("outreach.map", number, lambda: coverage(user)),
    ]


def _timed(name: str, number: int, do: Callable[[], object]) -> dict[str, Any]:
    begun = time.perf_counter()
    do()
    took = time.perf_counter() - begun
    return {
        "name": name, "value": round(took, 3), "unit": "s", "baseline": BAR, "ratio": round(took / BAR, 3),
        "note": f"over {number} workplaces; bar: one second",
    }  # fmt: skip


def a_number(n: int) -> str:
    """A made-up organisation number with a right check digit."""
    nine = f"55{2 + n // 1_000_000}{n % 1_000_000:06}"
    return next(f"{nine}{digit}" for digit in range(10) if luhn_holds(f"{nine}{digit}"))
