"""How quick attendance, hash chain and all, and activities, history and all, are taken in from a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import import_figures
from skyddsnat.core.models import Role, User
from skyddsnat.mandate.actions.activities import add_activity
from skyddsnat.mandate.actions.evidence import Fact, add_evidence
from skyddsnat.mandate.bench import prepared
from skyddsnat.mandate.models import Activity, Assignment

FIRST = datetime.date(2014, 1, 1)


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}."""
    assignment = prepared()
    user, _ = User.objects.get_or_create(email="bench-attendance@example.org", defaults={"name": "Bench"})
    user.roles.set(Role.objects.filter(code="coordinator"))
    return attendance(assignment, user) + activities(assignment, user)


def attendance(assignment: Assignment, user: User) -> list[dict[str, Any]]:
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


def activities(assignment: Assignment, user: User) -> list[dict[str, Any]]:
    clauses = list(assignment.clauses.order_by("number"))

    def table(first: int, count: int) -> Iterator[list[Any]]:
        yield ["Insats", "Syfte", "Punkter", "Ansvarig", "Börjar", "Slutar", "Budget"]
        for n in range(first, first + count):
            starts = FIRST + datetime.timedelta(days=n % 200)
            ends = starts + datetime.timedelta(days=30 + n % 100)
            clause = clauses[n % len(clauses)].number
            yield [
                f"Insats {n}",
                f"Fler vet vad de ska göra, {n % 50}.",
                clause,
                user.email,
                starts,
                ends,
                n % 10_000,
            ]

    def saved(count: int) -> None:
        for n in range(count):
            add_activity(
                assignment=assignment, title=f"En {n}", purpose="Fler vet.", responsible=user, starts=FIRST,
                ends=FIRST, clauses=[clauses[n % len(clauses)]], by=user,
            )  # fmt: skip

    return import_figures("activities", assignment.slug, user, table, saved)
