"""Destroying cases whose time is out, with every row that belongs to them. Of each its number is left."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.db import connection, models, transaction

from skyddsnat.cooperation.keeping.belonging import rows_of, tables_of_a_case
from skyddsnat.cooperation.keeping.rules import Ending, destroyed_on, is_due, kept_days
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import DestroyedCase, Hold, Referral
from skyddsnat.core.api import record, write_anew
from skyddsnat.shared.dates import STOCKHOLM

WRITTEN_ANEW_FOR = datetime.timedelta(days=7)  # a backup may hold a table on the day itself


def destruction_day(referral: Referral) -> datetime.date | None:
    """The day on which the case is destroyed; None while it is open."""
    return destroyed_on(_ending(referral), kept_days())


def destroy_due(*, today: datetime.date) -> int:
    """Destroy every case whose time is out, each by itself; say how many."""
    latest = today - datetime.timedelta(days=min(kept_days().values()))
    closed = Referral.objects.filter(state=State.CLOSED, closed_at__date__lte=latest).values_list(
        "pk", flat=True
    )
    count = sum(_destroy(pk, today=today) for pk in closed)
    if DestroyedCase.objects.filter(destroyed_on__gte=today - WRITTEN_ANEW_FOR).exists():
        write_anew(table._meta.db_table for table in tables_of_a_case())
    return count


@transaction.atomic
def _destroy(pk: uuid.UUID, *, today: datetime.date) -> bool:
    """Delete the case and what belongs to it; the guards of the tables let it pass in this transaction only."""
    referral = Referral.objects.select_for_update().get(pk=pk)
    ending = _ending(referral)
    if not is_due(ending, kept_days(), today=today):
        return False
    found = rows_of(referral)
    record(None, "referral.destroyed", referral, reason=ending.reason, rows=sum(map(len, found.values())))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL skyddsnat.destroying = 'on'")
        for table, keys in found.items():
            if table is not Referral:
                _delete(table, keys)
        _delete(Referral, [pk])
        cursor.execute("SET LOCAL skyddsnat.destroying = 'off'")
    DestroyedCase.objects.create(number=referral.number, destroyed_on=today)
    return True


def _delete(table: type[models.Model], keys: Iterable[object]) -> None:
    """Without asking what leads where: the database looks at the keys when all is gone."""
    table._base_manager.filter(pk__in=list(keys))._raw_delete("default")


def _ending(referral: Referral) -> Ending:
    closed_on = referral.closed_at.astimezone(STOCKHOLM).date() if referral.closed_at else None
    until = Hold.objects.filter(referral=referral).values_list("until", flat=True).first()
    return Ending(referral.close_reason, closed_on, until)
