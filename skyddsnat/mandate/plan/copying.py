"""What copying activities into an assignment would give, row by row, before anything is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.mandate.access import possible_responsibles
from skyddsnat.mandate.models import Activity, Assignment, Obligation
from skyddsnat.mandate.plan.history import LINK_KEYS
from skyddsnat.mandate.plan.rules import moved
from skyddsnat.mandate.plan.schedule import Planned, rows_of
from skyddsnat.shared.dates import format_date


@dataclass(slots=True)
class CopyRow:
    """One activity as it would be. `errors` stop it; `notes` say what differs from the original."""

    activity: Activity
    starts: datetime.date
    ends: datetime.date
    responsible: User
    links: dict[str, list[Any]]
    after: list[Activity]  # of the source; those that are copied too are tied again
    before: list[Obligation]  # of the target
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def copy_rows(
    source: Assignment, target: Assignment, *, start: datetime.date, same_person: bool, by: User
) -> list[CopyRow]:
    """Every activity of `source` as it would be in `target`, with its first one beginning on `start`."""
    rows = rows_of(source.activities.select_related("responsible", "assessment").order_by("number"))
    if not rows:
        return []
    first = min(row.times.starts for row in rows)
    writers = set(possible_responsibles().values_list("pk", flat=True))
    titles = set(target.activities.values_list("title", flat=True))
    made = []
    for row in rows:
        keeps = same_person and row.activity.responsible_id in writers
        copied = CopyRow(
            row.activity,
            moved(row.times.starts, first=first, to=start),
            moved(row.times.ends, first=first, to=start),
            row.activity.responsible if keeps else by,
            {},
            row.waits,
            [],
        )
        if same_person and not keeps:
            copied.notes.append(
                _("%(name)s kan inte ansvara längre. Du ansvarar tills vidare.")
                % {"name": row.activity.responsible.name}
            )
        if row.activity.title in titles:
            copied.notes.append(_("En insats med samma namn finns redan."))
        _fit(copied, target)
        _link(copied, target)
        _deadlines(copied, row, target)
        made.append(copied)
    return made


def _fit(row: CopyRow, target: Assignment) -> None:
    """Within the year that the money is for: what begins outside it is refused, what ends after it is cut."""
    first, last = datetime.date(target.year, 1, 1), datetime.date(target.year, 12, 31)
    if not first <= row.starts <= last:
        row.errors.append(
            _(
                "Insatsen skulle börja %(day)s, utanför %(year)s. Välj en annan första dag, eller hoppa över den."
            )
            % {"day": _said(row.starts), "year": target.year}
        )
    elif row.ends > last:
        row.notes.append(
            _("Slutar %(day)s i stället för %(was)s.") % {"day": _said(last), "was": _said(row.ends)}
        )
        row.ends = last


def _link(row: CopyRow, target: Assignment) -> None:
    """Clauses by number, aims by letter, target groups by code; what is missing is said."""
    for name, key in LINK_KEYS.items():
        wanted = [getattr(found, key) for found in getattr(row.activity, name).all()]
        row.links[name] = list(getattr(target, name).filter(**{f"{key}__in": wanted}))
        missing = sorted(set(wanted) - {getattr(found, key) for found in row.links[name]})
        if name == "target_groups":  # their codes are for programs
            missing = [str(group) for group in row.activity.target_groups.all() if group.code in missing]
        if missing:
            words = {
                "clauses": ngettext(
                    "Mening %(which)s finns inte här.", "Meningarna %(which)s finns inte här.", len(missing)
                ),
                "aims": ngettext(
                    "Mål %(which)s finns inte här.", "Målen %(which)s finns inte här.", len(missing)
                ),
                "target_groups": ngettext(
                    "Målgruppen %(which)s finns inte här.",
                    "Målgrupperna %(which)s finns inte här.",
                    len(missing),
                ),
            }
            row.notes.append(
                words[name] % {"which": ("; " if name == "target_groups" else ", ").join(missing)}
            )
    row.notes.extend(_renamed(row))
    if row.activity.clauses.exists() and not row.links["clauses"]:
        row.notes.append(_("Insatsen blir lös: ingen mening i det här beslutet hör till den."))


def _renamed(row: CopyRow) -> list[str]:
    """A number says nothing about what the other decision wants with it, so different headings are shown."""
    was = {clause.number: clause for clause in row.activity.clauses.all()}
    return [
        _("Mening %(number)s är här ”%(here)s”, där ”%(there)s”. Läs om insatsen hör dit.")
        % {"number": clause.number, "here": clause.title, "there": was[clause.number].title}
        for clause in row.links["clauses"]
        if clause.heading.casefold() != was[clause.number].heading.casefold()
    ]


def _deadlines(row: CopyRow, planned: Planned, target: Assignment) -> None:
    """The same obligation within an assignment; in another, the only one of the same kind."""
    for obligation in planned.before:
        if obligation.assignment_id == target.pk:
            row.before.append(obligation)
            continue
        found = list(target.obligations.filter(kind=obligation.kind)[:2])
        if len(found) == 1:
            row.before.append(found[0])
        else:
            row.notes.append(
                _("Kopplingen till skyldigheten ”%(what)s” följer inte med.") % {"what": obligation.what}
            )


def chosen(rows: Iterable[CopyRow], numbers: Iterable[int]) -> list[CopyRow]:
    wanted = set(numbers)
    return [row for row in rows if row.activity.number in wanted]


def _said(day: datetime.date) -> str:
    return format_date(day, "en" if get_language() == "en" else "sv")
