"""Giving costs to activities, and undoing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.economy import rules
from skyddsnat.economy.actions.grants import (
    check_months_open,
    check_not_locked,
    figures_of,
    locked_grant,
    whole,
)
from skyddsnat.economy.models import Account, Allotment, ProjectMapping, VoucherLine
from skyddsnat.mandate.models import Activity, Assignment


def allot(*, line: VoucherLine, activity: Activity, by: User, amount_ore: int | None = None) -> Allotment:
    """Give `amount_ore` of a row to an activity; the whole rest when left out. Negative for a credit.

    Raises Refused: not a cost, another assignment, another year, more than is left, over the ceiling, or locked.
    """
    return _allot(line.voucher.assignment, [(line.pk, activity, amount_ore)], by=by)[0]


def allot_parts(
    *, line: VoucherLine, parts: Sequence[tuple[Activity, int]], by: User, seen_rest_ore: int | None = None
) -> list[Allotment]:
    """Split a row over several activities at once: all of it, or nothing.

    `seen_rest_ore` is what was left of the row when the person chose: another rest now means that somebody else, or
    the same person a moment ago, was first, and is refused.
    """
    return _allot(
        line.voucher.assignment,
        [(line.pk, activity, ore) for activity, ore in parts],
        by=by,
        seen_rest_ore=seen_rest_ore,
    )


def allot_many(
    *, assignment: Assignment, lines: Iterable[VoucherLine], activity: Activity, by: User
) -> list[Allotment]:
    """Give the whole rest of many rows to one activity: all of them, or nothing. Same refusals as `allot`."""
    return _allot(assignment, [(line.pk, activity, None) for line in lines], by=by)


def reverse(*, assignment: Assignment, allotments: Iterable[Allotment], by: User) -> list[Allotment]:
    """Undo allotments by reversing rows; those already undone are refused. All of them, or nothing."""
    wanted = {allotment.pk for allotment in allotments}
    with whole():
        locked_grant(assignment, by=by)
        check_not_locked(assignment)
        found = list(
            Allotment.objects.filter(
                pk__in=wanted, voucher_line__voucher__assignment=assignment, reverses__isnull=True,
                reversed_by__isnull=True,
            ).select_related("voucher_line")
        )  # fmt: skip
        if len(found) != len(wanted) or not wanted:
            raise Refused(_("Fördelningen är redan ångrad. Ladda om sidan för att se hur det ser ut nu."))
        check_months_open(assignment, [one.voucher_line.cost_date for one in found])
        made = Allotment.objects.bulk_create(
            Allotment(
                voucher_line_id=one.voucher_line_id,
                activity_id=one.activity_id,
                amount_ore=-one.amount_ore,
                reverses=one,
                by=by,
            )
            for one in found
        )
        record(by, "costs.reversed", assignment, rows=len(made), ore=-sum(one.amount_ore for one in made))
        return made


def map_project(
    *, assignment: Assignment, project: str, activity: Activity | None, by: User, name: str = ""
) -> ProjectMapping:
    """Remember which activity a project in the accounting system stands for; None forgets it."""
    if activity is not None and activity.assignment_id != assignment.pk:
        raise Refused(_("Insatsen hör till ett annat uppdrag. Välj en insats i det här uppdraget."))
    with whole():
        named = {"name": name[:200]} if name else {}
        mapping, _created = ProjectMapping.objects.update_or_create(
            assignment=assignment, project=project, defaults={"activity": activity, **named}
        )
        record(by, "project.mapped", mapping, project=project, activity=activity.number if activity else None)
        return mapping


def allot_by_project(*, assignment: Assignment, by: User) -> list[Allotment]:
    """Give every cost row that is not allotted at all to the activity its project stands for. All, or nothing."""
    activities = {
        mapping.project: mapping.activity
        for mapping in ProjectMapping.objects.filter(
            assignment=assignment, activity__isnull=False
        ).select_related("activity")
    }
    rows = (
        VoucherLine.objects.filter(voucher__assignment=assignment, project__in=activities)
        .costs()
        .in_year(assignment.year)
        .untouched()
        .order_by("-amount_ore", "id")  # costs before credits, so that the sum never passes below zero
    )
    parts = [(row.pk, activities[row.project], None) for row in rows]
    if not parts:
        raise Refused(_("Det finns inga ofördelade kostnader på projekt som har en insats."))
    return _allot(assignment, parts, by=by)  # type: ignore[arg-type]  # the filter leaves no None


def _allot(
    assignment: Assignment,
    parts: Sequence[tuple[int, Activity, int | None]],
    *,
    by: User,
    seen_rest_ore: int | None = None,
) -> list[Allotment]:
    if not parts:
        raise Refused(_("Välj minst en rad att fördela."))
    with whole():
        grant = locked_grant(assignment, by=by)
        check_not_locked(assignment)
        rows = {
            row.pk: row
            for row in VoucherLine.objects.filter(
                voucher__assignment=assignment, pk__in={pk for pk, _activity, _ore in parts}
            )
            .with_allotted()
            .select_related("account")
        }
        check_months_open(assignment, [row.cost_date for row in rows.values()])
        if VoucherLine.objects.filter(pk__in=rows).explained().exists():
            raise Refused(
                _(
                    "Raden är förklarad som inte uppdragets. Ta bort förklaringen först, på verifikationens sida."
                )
            )
        rest = {pk: row.rest_ore for pk, row in rows.items()}  # type: ignore[attr-defined]  # annotated
        if seen_rest_ore is not None and any(left != seen_rest_ore for left in rest.values()):
            raise Refused(
                _("Raden har fördelats sedan du öppnade sidan. Läs hur den är fördelad nu och välj på nytt.")
            )
        new: list[Allotment] = []
        for pk, activity, ore in parts:
            _check_row(rows.get(pk), activity, assignment)
            amount = rest[pk] if ore is None else ore
            rules.check_part(amount, rest[pk])
            rest[pk] -= amount
            new.append(Allotment(voucher_line=rows[pk], activity=activity, amount_ore=amount, by=by))
        total = sum(one.amount_ore for one in new)
        rules.check_ceiling(figures_of(grant), total)
        made = Allotment.objects.bulk_create(new)
        numbers = ",".join(str(number) for number in sorted({one.activity.number for one in new}))
        record(by, "costs.allotted", assignment, rows=len(made), ore=total, activities=numbers)
        return made


def _check_row(row: VoucherLine | None, activity: Activity, assignment: Assignment) -> None:
    if row is None:
        raise Refused(_("Raden hör till ett annat uppdrag. Välj rader i det här uppdraget."))
    if activity.assignment_id != assignment.pk:
        raise Refused(_("Insatsen hör till ett annat uppdrag. Välj en insats i det här uppdraget."))
    if row.account.kind != Account.COST:
        raise Refused(
            _("Konto %(account)s är inte ett kostnadskonto. Bara kostnader fördelas på insatser.")
            % {"account": row.account.number}
        )
    rules.check_cost_year(row.cost_date, assignment.year)
