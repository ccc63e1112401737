"""Writes on what was agreed at a meeting: who is to do what, by when, and what became of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate import meeting_rules
from skyddsnat.mandate.actions.meeting_proof import is_sealed, prove, take_back
from skyddsnat.mandate.actions.meetings import locked as locked_meeting
from skyddsnat.mandate.meeting_rules import Deal
from skyddsnat.mandate.models import Agreement, Meeting
from skyddsnat.shared.dates import today

FIELDS = ("what", "organisation", "colleague", "due")


@transaction.atomic
def add_agreement(
    *,
    meeting: Meeting,
    what: str,
    by: User,
    organisation: Organisation | None = None,
    colleague: User | None = None,
    due: datetime.date | None = None,
) -> Agreement:
    """Note what was agreed: exactly one of an organisation and a colleague is to do it."""
    held = locked_meeting(meeting)
    values = {"what": what.strip(), "organisation": organisation, "colleague": colleague, "due": due}
    _check(held, values)
    agreement = Agreement.objects.create(meeting=held, **values)
    record(by, "agreement.added", agreement, meeting=held.pk, due=str(due or ""))
    prove(held, by=by)
    return agreement


@transaction.atomic
def change_agreement(*, agreement: Agreement, version: int, by: User, **values: Any) -> Agreement:
    """Change the named fields (those of `add_agreement`). Raises ChangedMeanwhile when somebody has saved since."""
    unknown = values.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"An agreement has no field {sorted(unknown)}.")
    meeting, current = _locked(agreement, version)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    _check(meeting, {name: getattr(current, name) for name in FIELDS} | values)
    changed = sorted(name for name, value in values.items() if value != getattr(current, name))
    if changed:
        for name, value in values.items():
            setattr(current, name, value)
        current.version += 1
        current.save(update_fields=[*values, "version"])
        record(by, "agreement.changed", current, meeting=meeting.pk, fields=",".join(changed))
        prove(meeting, by=by)
    return current


@transaction.atomic
def settle_agreement(
    *, agreement: Agreement, state: Deal, by: User, on: datetime.date | None = None, note: str = "",
    version: int | None = None,
) -> Agreement:  # fmt: skip
    """Say that an agreement is kept, or no longer wanted, on a day; or open it again. Raises Refused otherwise."""
    meeting, current = _locked(agreement, version)
    now = Deal(current.state)
    meeting_rules.check_deal(now, state)
    meeting_rules.check_settling(state, on=on, note=note, made=meeting.day, today=today())
    meeting_rules.check_impersonal(note)
    current.state, current.note = state.value, note.strip()
    current.settled_on = None if state is Deal.OPEN else on
    current.version += 1
    current.save(update_fields=["state", "note", "settled_on", "version"])
    record(by, "agreement.settled", current, meeting=meeting.pk, **{"from": now.value, "to": state.value})
    prove(meeting, by=by)
    return current


@transaction.atomic
def remove_agreement(*, agreement: Agreement, by: User) -> None:
    """Take away an agreement noted by mistake, and take its evidence back."""
    meeting, current = _locked(agreement, None)
    meeting_rules.check_removable(sealed=is_sealed(meeting, current))
    take_back(meeting, by=by, agreement=current)
    record(by, "agreement.removed", current, meeting=meeting.pk)
    current.delete()


def _locked(agreement: Agreement, version: int | None) -> tuple[Meeting, Agreement]:
    """The meeting and the agreement as they are now, held until the transaction ends."""
    meeting = locked_meeting(agreement.meeting)
    current = (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("organisation", "colleague")
        .filter(pk=agreement.pk)
        .first()
    )
    if current is None:
        raise Refused(_("Överenskommelsen finns inte längre. Någon har tagit bort den."))
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    return meeting, current


def _check(meeting: Meeting, values: dict[str, Any]) -> None:
    if not meeting.is_held:
        raise Refused(_("Mötet har inte hållits än. Skriv in att det är hållet först."))
    if not values["what"]:
        raise Refused(_("Skriv vad ni kom överens om."))
    meeting_rules.check_impersonal(values["what"])
    if (values["organisation"] is None) == (values["colleague"] is None):
        raise Refused(_("Välj en som ska göra det: en organisation eller en kollega."))
    if values["due"] is not None and values["due"] < meeting.day:
        raise Refused(_("Dagen ligger före mötet. Skriv en senare dag."))
