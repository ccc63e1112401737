"""What a room answers when it is asked which of its sealed rows may go to a successor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from skyddsnat.mandate.models import ConsentToSuccessor

type Rows = Mapping[type[models.Model], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class GoingOver:
    """A room's answer. `rows` says for its tables which rows may go; in a table that only points to them, all that do.

    `consents` are those that it rests on: number, whose, organisation, successor, given, confirmed, last day.
    """

    room: str
    consents: QuerySet[Any, tuple[Any, ...]]
    rows: Rows


def told_consents(consents: QuerySet[Any], whose: str, organisation: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The consents as the manifest has them; `whose` and `organisation` are columns with names."""
    return consents.order_by("pk").values_list(
        "pk", whose, organisation, "successor__name", "given_at", "confirmed_at", "until"
    )


@dataclass(frozen=True, slots=True)
class ConsentStanding:
    """Who has said yes to whom, and who has not: for those who run the command, and a page. Nothing of what is kept.

    `whose_en` is empty where nobody has written it in English.
    """

    whose: str
    organisation: str
    consent: ConsentToSuccessor | None
    whose_en: str = ""
    organisation_en: str = ""
