"""How quick contacts are taken in from a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.api import import_figures
from skyddsnat.core.models import Role, User

DAY = datetime.date(2014, 5, 6)


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}."""
    user, _ = User.objects.get_or_create(email="bench-contacts@example.org", defaults={"name": "Bench"})
    user.roles.set(Role.objects.filter(code="coordinator"))
    organisations = list(Organisation.objects.order_by("code"))

    def table(first: int, count: int) -> Iterator[list[Any]]:
        yield ["Organisation", "Funktion", "Namn", "E-post", "Telefon", "Källa", "Kontrollerad den"]
        for n in range(first, first + count):
            one = organisations[n % len(organisations)]
            yield [one.name, f"Funktion {n}", "", f"f{n}@example.org", "010-123 45 67", "Webbplatsen", DAY]

    def saved(count: int) -> None:
        for n in range(count):
            Contact.objects.create(
                organisation=organisations[n % len(organisations)],
                function=f"Funktion {n}",
                email=f"f{n}@example.org",
                phone="010-123 45 67",
                source="Webbplatsen",
                checked_on=DAY,
                entered_by=user,
            )

    return import_figures("contacts", "", user, table, saved)
