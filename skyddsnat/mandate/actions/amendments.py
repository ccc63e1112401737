"""Changing an assignment as a later decision says, one value at a time with the old one kept; and taking it back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.ceiling import ceiling_changed
from skyddsnat.mandate.models import Amendment, Assignment, Obligation, Reading


@dataclass(frozen=True)
class NewDue:
    """A new date for an obligation; ``seen`` is the date the page showed, to notice that somebody has changed it."""

    obligation: int
    due: datetime.date
    seen: datetime.date | None


@dataclass(frozen=True)
class NewCeiling:
    """A new highest sum; ``seen_ore`` is the one the page showed."""

    ore: int
    seen_ore: int


@transaction.atomic
def amend_assignment(
    *,
    assignment: Assignment,
    reading: Reading,
    dues: list[NewDue],
    ceiling: NewCeiling | None,
    by: User,
) -> list[Amendment]:
    """Put the new dates and the new sum of a decision in force. The old ones are kept beside them.

    Raises Refused when nothing would change or more than the new sum is used, and ChangedMeanwhile when a value is no
    longer the one the page showed.
    """
    current = _locked(assignment.pk)
    held = Reading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if held.discarded_at is not None:
        raise Refused(_("Läsningen är kastad."))
    made = [change for new in dues if (change := _new_due(current, held, new, by)) is not None]
    if ceiling is not None and ceiling.ore != current.ceiling_ore:
        made.append(_new_ceiling(current, held, ceiling, by))
    if not made:
        raise Refused(_("Inget ändras. Välj vilka skyldigheter beslutet ändrar och skriv de nya datumen."))
    held.amended = current
    held.save(update_fields=["amended"])
    return made


def _locked(assignment: int) -> Assignment:
    """The assignment for change. No key: whoever writes about its money holds the grant's row and refers to this one,
    and would otherwise wait for us while we wait for the grant.
    """
    return Assignment.objects.select_for_update(of=("self",), no_key=True).get(pk=assignment)


def _new_due(assignment: Assignment, reading: Reading, new: NewDue, by: User) -> Amendment | None:
    obligation = Obligation.objects.select_for_update(of=("self",)).get(
        pk=new.obligation, assignment=assignment
    )
    if obligation.due == new.due:
        return None
    if obligation.due != new.seen:
        raise ChangedMeanwhile(obligation)
    old, obligation.due = obligation.due, new.due
    obligation.save(update_fields=["due"])
    change = Amendment.objects.create(
        assignment=assignment, kind=Amendment.DUE, obligation=obligation, old_due=old, new_due=new.due,
        **_source(reading), made_by=by,
    )  # fmt: skip
    record(
        by, "assignment.amended", assignment, dnr=change.dnr, obligation=obligation.pk,
        old=old.isoformat() if old else None, new=new.due.isoformat(),
    )  # fmt: skip
    return change


def _new_ceiling(assignment: Assignment, reading: Reading, new: NewCeiling, by: User) -> Amendment:
    if assignment.ceiling_ore != new.seen_ore:
        raise ChangedMeanwhile(assignment)
    old, assignment.ceiling_ore = assignment.ceiling_ore, new.ore
    assignment.save(update_fields=["ceiling_ore"])
    ceiling_changed(assignment, by=by)
    change = Amendment.objects.create(
        assignment=assignment,
        kind=Amendment.CEILING,
        old_ore=old,
        new_ore=new.ore,
        **_source(reading),
        made_by=by,
    )
    record(by, "assignment.amended", assignment, dnr=change.dnr, old=old, new=new.ore)
    return change


def _source(reading: Reading) -> dict[str, object]:
    """The changing decision's own number and day, as far as its text says."""
    dnr = (reading.draft.get("dnr") or {}).get("number") or ""
    day = (reading.draft.get("decided_on") or {}).get("date")
    return {
        "dnr": dnr[:60],
        "decided_on": datetime.date.fromisoformat(day) if day else None,
        "reading": reading,
    }


@transaction.atomic
def undo_amendment(*, amendment: Amendment, by: User) -> Amendment:
    """Put the old value back. Undoing twice is no error; Refused when the value has been changed again since."""
    current = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if current.undone_at is not None:
        return current
    later = _("Värdet har ändrats igen efter den här ändringen. Ta tillbaka den senaste ändringen först.")
    assignment = _locked(current.assignment_id)
    if current.obligation_id is not None:
        obligation = Obligation.objects.select_for_update(of=("self",)).get(pk=current.obligation_id)
        if obligation.due != current.new_due:
            raise Refused(later)
        obligation.due = current.old_due
        obligation.save(update_fields=["due"])
    else:
        if assignment.ceiling_ore != current.new_ore or current.old_ore is None:
            raise Refused(later)
        assignment.ceiling_ore = current.old_ore
        assignment.save(update_fields=["ceiling_ore"])
        ceiling_changed(assignment, by=by)
    current.undone_at, current.undone_by = timezone.now(), by
    current.save(update_fields=["undone_at", "undone_by"])
    record(by, "assignment.amendment_undone", assignment, amendment=current.pk)
    return current
