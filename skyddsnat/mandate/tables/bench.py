"""How quick attendance is taken in from a table, hash chain and all."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import import_figures
from skyddsnat.core.models import Role, User
from skyddsnat.mandate.actions.evidence import Fact, add_evidence
from skyddsnat.mandate.bench import prepared
from skyddsnat.mandate.models import Activity

FIRST = datetime.date(2014, 1, 1)


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}."""
    assignment = prepared()
    user, _ = User.objects.get_or_create(email="bench-attendance@example.org", defaults={"name": "Bench"})
    user.roles.set(Role.objects.filter(code="coordinator"))
    actors = list(Organisation.objects.filter(kind="municipality").order_by("code"))
    activity = Activity.objects.filter(assignment=assignment).order_by("number")[0]

    def table(first: int, count: int) -> Iterator[list[Any]]:
        yield ["Datum", "Insats", "Slag", "Antal deltagare", "Aktör", "Kommun", "Hänvisning"]
        for n in range(first, first + count):
            one = actors[n % len(actors)]
            day = FIRST + datetime.timedelta(days=n % 365)
            yield [day, 1 + n % 7, "Yrkesverksam utbildad", 1 + n % 40, one.name, one.code[-4:], f"Kurs {n}"]

    def saved(count: int) -> None:
        for n in range(count):
            fact = Fact(
                "professional_trained", activity, FIRST, 1 + n % 40, actors[n % len(actors)], None, f"En {n}"
            )
            add_evidence(fact=fact, by=user)

    return import_figures("attendance", assignment.slug, user, table, saved)
