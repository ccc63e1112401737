"""What has a date: the rooms above tell, through a hook, so that the calendar asks one place."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Max

from skyddsnat.core.models import AuditEntry, User


class Kind(StrEnum):
    """What kind of date it is; each person chooses which are in the calendar."""

    OBLIGATION = "obligation"  # something that must be handed in
    ACTIVITY = "activity"  # an activity begins or ends
    FOLLOW_UP = "follow_up"  # something agreed is to be followed up
    ASSESSMENT = "assessment"  # an assessment is to be followed up


@dataclass(frozen=True, slots=True)
class Dated:
    """One date. `uid` is its own for ever; `title` and `text` are words in the reader's language.

    `changes` counts the changes made to what it tells of and never falls; `changed_at` is when the last was made.
    """

    uid: str
    kind: Kind
    day: datetime.date
    title: str
    url: str
    changed_at: datetime.datetime
    changes: int = 0
    done: bool = False
    text: str = ""


type Teller = Callable[[User], Iterable[Dated]]

_TELLERS: dict[str, Teller] = {}


def register_dates(name: str, teller: Teller) -> None:
    """Let a room tell of its dates. Called in `AppConfig.ready`; one teller a name, else ValueError.

    The teller starts from the user and returns only what the user may open.
    """
    if _TELLERS.setdefault(name, teller) is not teller:
        raise ValueError(f"Somebody already tells of the dates of {name!r}.")


def dates_for(user: User, kinds: Collection[str]) -> list[Dated]:
    """Every date of the chosen kinds that the user may know of, by day."""
    if not user.is_active:
        return []
    found = [dated for teller in _TELLERS.values() for dated in teller(user) if dated.kind.value in kinds]
    return sorted(found, key=lambda dated: (dated.day, dated.uid))


def changes_to(target_type: str, keys: Iterable[int]) -> dict[int, tuple[int, datetime.datetime]]:
    """How many lines the log has about each row of a table, and when the last was written."""
    rows = AuditEntry.objects.filter(target_type=target_type, target_id__in=[str(key) for key in keys])
    counted = rows.order_by().values("target_id").annotate(lines=Count("pk"), last=Max("at"))
    found: dict[int, tuple[int, datetime.datetime]] = defaultdict(
        lambda: (0, datetime.datetime.fromtimestamp(0, tz=datetime.UTC))
    )
    found.update({int(row["target_id"]): (row["lines"], row["last"]) for row in counted})
    return found
