"""A person's own way back: the pages of records last opened, and those marked with a star.

Nobody else sees them, and they are no part of the work: so they stand in no audit log, which others read for years.
"""

from __future__ import annotations

import datetime

from django.db import connection
from django.utils import timezone

from skyddsnat.core.models import Favourite, User, Visit
from skyddsnat.core.policy import retention_rules
from skyddsnat.core.records import Ref, Shortcut, shortcuts

KEPT = 20
MOST_FAVOURITES = 100
# One statement: put the visit first, and let those beyond the last twenty go.
REMEMBER = """
    WITH remembered AS (
        INSERT INTO core_visit (user_id, view, key, at) VALUES (%(user)s, %(view)s, %(key)s, clock_timestamp())
        ON CONFLICT (user_id, view, key) DO UPDATE SET at = excluded.at
    )
    DELETE FROM core_visit WHERE id IN (
        SELECT id FROM core_visit
         WHERE user_id = %(user)s AND NOT (view = %(view)s AND key = %(key)s)
         ORDER BY at DESC OFFSET %(others)s
    )
"""


def remember(user: User, ref: Ref) -> None:
    """The user has opened the record's page now."""
    values: dict[str, str | int] = {"user": user.pk, "view": ref[0], "key": ref[1], "others": KEPT - 1}
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, values)


def recent_for(user: User) -> list[Shortcut]:
    """What the user last opened and may still see, the latest first."""
    return shortcuts(user, Visit.objects.filter(user=user).order_by("-at").values_list("view", "key"))


def forget_visits(user: User) -> None:
    Visit.objects.filter(user=user).delete()


def favourites_for(user: User) -> list[Shortcut]:
    """What the user has starred and may still see, in the order it was starred."""
    return shortcuts(user, Favourite.objects.filter(user=user).order_by("pk").values_list("view", "key"))


def is_favourite(user: User, ref: Ref) -> bool:
    return Favourite.objects.filter(user=user, view=ref[0], key=ref[1]).exists()


def star(user: User, ref: Ref) -> bool:
    """Mark a record with a star; False when the user may not see such a record, or has too many already."""
    if not shortcuts(user, [ref]) or Favourite.objects.filter(user=user).count() >= MOST_FAVOURITES:
        return False
    Favourite.objects.get_or_create(user=user, view=ref[0], key=ref[1])
    return True


def unstar(user: User, ref: Ref) -> None:
    Favourite.objects.filter(user=user, view=ref[0], key=ref[1]).delete()


def forget_person(user: User) -> None:
    """Everything a person kept as a way back goes when the account closes."""
    forget_visits(user)
    Favourite.objects.filter(user=user).delete()


def remove_old_visits(*, today: datetime.date) -> int:
    """Take away visits that are older than the data policy says; returns how many."""
    days = retention_rules()["visit"]["days"]
    before = timezone.make_aware(datetime.datetime.combine(today, datetime.time())) - datetime.timedelta(
        days=days
    )
    removed, _by_table = Visit.objects.filter(at__lt=before).delete()
    return removed
