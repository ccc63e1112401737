"""What was spent on each activity, and what no activity has, in one statement for pages that show nothing else of it.

`skyddsnat.economy.outcome` says the same with the rows behind; `tests/test_allotments.py` holds the two to each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from skyddsnat.mandate.models import Assignment

SPENT = """
    SELECT activity.id, activity.number, sum(part.amount_ore)::bigint
      FROM economy_allotment part
      JOIN economy_voucherline line ON line.id = part.voucher_line_id
      JOIN economy_voucher voucher ON voucher.id = line.voucher_id
      JOIN mandate_activity activity ON activity.id = part.activity_id
     WHERE voucher.assignment_id = %(assignment)s AND part.reverses_id IS NULL
       AND NOT EXISTS (SELECT FROM economy_allotment undone WHERE undone.reverses_id = part.id)
     GROUP BY activity.id
     UNION ALL
    SELECT NULL, NULL, sum(line.amount_ore - coalesce(allotted.ore, 0))::bigint
      FROM economy_voucherline line
      LEFT JOIN LATERAL (SELECT sum(part.amount_ore) AS ore
                           FROM economy_allotment part WHERE part.voucher_line_id = line.id) allotted ON true
      JOIN economy_voucher voucher ON voucher.id = line.voucher_id
      JOIN economy_account account ON account.id = line.account_id
     WHERE voucher.assignment_id = %(assignment)s AND account.kind = 'K'
       AND line.cost_date BETWEEN make_date(%(year)s, 1, 1) AND make_date(%(year)s, 12, 31)
       AND NOT EXISTS (SELECT FROM economy_rowexplanation said
                        WHERE said.voucher_line_id = line.id AND said.withdrawn_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """In öre. `by_activity` has id, number and sum of each activity that something was allotted to."""

    by_activity: list[tuple[int, int, int]]
    loose: int


def spent(assignment: Assignment) -> Spent:
    """What the assignment's costs became."""
    with connection.cursor() as cursor:
        cursor.execute(SPENT, {"assignment": assignment.pk, "year": assignment.year})
        rows = cursor.fetchall()
    return Spent(
        by_activity=[(pk, number, ore) for pk, number, ore in rows if pk is not None],
        loose=next(ore or 0 for pk, _number, ore in rows if pk is None),
    )
