"""Writes on meetings with actors: who took part, what was said, and the evidence that a held meeting gives."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.mandate import meeting_rules
from skyddsnat.mandate.actions.evidence import REMEMBERED
from skyddsnat.mandate.actions.meeting_proof import is_sealed, prove, take_back
from skyddsnat.mandate.models import Activity, Assignment, Clause, Meeting, Participation
from skyddsnat.mandate.rules import check_day
from skyddsnat.shared.dates import today

PLAIN = ("day", "is_held", "form", "about", "said", "in_ledger", "follow_up_on")
LINKED = ("activities", "clauses", "colleagues")


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation at a meeting. `functions` says what its people do there, never who they are."""

    organisation: Organisation
    functions: str = ""
    persons: int | None = None


@transaction.atomic
def add_meeting(
    *,
    assignment: Assignment,
    day: datetime.date,
    about: str,
    parties: Iterable[Party],
    by: User,
    is_held: bool = True,
    form: str = Meeting.MEETING,
    said: str = "",
    activities: Iterable[Activity] = (),
    clauses: Iterable[Clause] = (),
    colleagues: Iterable[User] = (),
    in_ledger: bool = True,
    follow_up_on: datetime.date | None = None,
    once: uuid.UUID | None = None,
) -> Meeting:
    """Note a meeting, held or planned. A held one gives evidence when an activity of it is under way.

    `once` is the mark of the form it came from: sent a second time by the same person, it gives the meeting that is
    there.
    """
    values: dict[str, Any] = {
        "day": day, "is_held": is_held, "form": form, "about": about.strip(), "said": said.strip(),
        "in_ledger": in_ledger, "follow_up_on": follow_up_on,
    }  # fmt: skip
    links: dict[str, list[Any]] = {
        "activities": list(activities), "clauses": list(clauses), "colleagues": list(colleagues)
    }  # fmt: skip
    listed = list(parties)
    _check(assignment, values, links, listed)
    Assignment.objects.select_for_update().get(pk=assignment.pk)  # a second sending waits here for the first
    known = _added_before(by, once)
    if known is not None:
        return known
    meeting = Meeting.objects.create(assignment=assignment, entered_by=by, **values)
    for name, chosen in links.items():
        getattr(meeting, name).set(chosen)
    _seat(meeting, listed)
    mark = {"once": str(once)} if once else {}
    record(by, "meeting.added", meeting, on=str(day), organisations=_codes(listed), held=is_held, **mark)
    prove(meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, version: int, by: User, parties: Iterable[Party] | None = None, **values: Any
) -> Meeting:
    """Change the named fields (those of `add_meeting`). What the ledger says of it is corrected with it.

    `version` is the one the writer began from. Raises ChangedMeanwhile when it is no longer the latest, and writes
    nothing then.
    """
    unknown = values.keys() - {*PLAIN, *LINKED}
    if unknown:
        raise TypeError(f"A meeting has no field {sorted(unknown)}.")
    current = locked(meeting)
    if current.version != version:
        raise ChangedMeanwhile(current)
    links = {name: list(values.pop(name)) for name in LINKED if name in values}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    merged = {name: getattr(current, name) for name in PLAIN} | values
    listed = parties_of(current) if parties is None else list(parties)
    _check(current.assignment, merged, links, listed)
    if current.followed_up_on and values.get("follow_up_on", current.follow_up_on) is None:
        raise Refused(_("Mötet är följt upp. Uppföljningens dag kan inte tas bort."))
    changed = [name for name, value in values.items() if value != getattr(current, name)]
    for name, value in values.items():
        setattr(current, name, value)
    for name, chosen in links.items():
        linked = getattr(current, name)
        if set(linked.values_list("pk", flat=True)) != {row.pk for row in chosen}:
            changed.append(name)
            linked.set(chosen)
    if listed != parties_of(current):
        changed.append("parties")
        _seat(current, listed)
    if changed:
        current.version += 1
        current.save(update_fields=[*values, "version"])
        record(by, "meeting.changed", current, fields=",".join(sorted(changed)), on=str(current.day))
    prove(current, by=by)
    return current


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: User) -> None:
    """Take away a meeting noted by mistake, and take its evidence back. The log keeps with whom and when."""
    current = locked(meeting)
    meeting_rules.check_removable(sealed=is_sealed(current))
    take_back(current, by=by)
    record(by, "meeting.removed", current, on=str(current.day), organisations=_codes(parties_of(current)))
    current.delete()


@transaction.atomic
def record_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Let a held meeting count as evidence, for instance when its activity began after it was noted."""
    current = locked(meeting)
    if not current.is_held:
        raise Refused(_("Mötet har inte hållits än. Skriv in att det är hållet först."))
    if not current.in_ledger:
        current.in_ledger = True
        current.version += 1
        current.save(update_fields=["in_ledger", "version"])
    if not prove(current, by=by):
        raise Refused(_("Ingen av mötets insatser har börjat. Mötet kan bli underlag när en insats pågår."))
    return current


@transaction.atomic
def follow_up_meeting(
    *, meeting: Meeting, on: datetime.date, note: str, by: User, version: int | None = None
) -> Meeting:
    """Write what became of a meeting. Doing it again replaces the note; the log keeps that it was done.

    Raises ChangedMeanwhile when `version` is named and no longer the latest.
    """
    current = locked(meeting)
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    if not current.is_held:
        raise Refused(_("Mötet har inte hållits än. Skriv in att det är hållet först."))
    meeting_rules.check_impersonal(note)
    check_day(on, today=today())
    if on < current.day:
        raise Refused(_("Uppföljningen kan inte ligga före mötet."))
    if not note.strip():
        raise Refused(_("Skriv vad uppföljningen visade."))
    current.follow_up_on = current.follow_up_on or on
    current.followed_up_on, current.follow_up_note = on, note.strip()
    current.version += 1
    current.save(update_fields=["follow_up_on", "followed_up_on", "follow_up_note", "version"])
    record(by, "meeting.followed_up", current, on=str(on))
    return current


def parties_of(meeting: Meeting) -> list[Party]:
    rows = meeting.participations.select_related("organisation")
    return [Party(row.organisation, row.functions, row.persons) for row in rows]


def locked(meeting: Meeting) -> Meeting:
    """The row as it is now, held until the transaction ends."""
    found = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("assignment")
        .filter(pk=meeting.pk)
        .first()
    )
    if found is None:
        raise Refused(_("Mötet finns inte längre. Någon har tagit bort det."))
    return found


def _added_before(by: User, once: uuid.UUID | None) -> Meeting | None:
    """The meeting that this person's form with that mark has added, if any; the log remembers it."""
    if once is None:
        return None
    entries = AuditEntry.objects.filter(by=by, verb="meeting.added", details__once=str(once))
    entry = entries.filter(at__gte=timezone.now() - REMEMBERED).first()
    return Meeting.objects.filter(pk=entry.target_id).first() if entry else None


def _seat(meeting: Meeting, parties: list[Party]) -> None:
    meeting.participations.all().delete()
    Participation.objects.bulk_create(
        Participation(
            meeting=meeting,
            organisation=party.organisation,
            functions=party.functions.strip(),
            persons=party.persons,
        )
        for party in parties
    )


def _codes(parties: list[Party]) -> str:
    return ",".join(sorted(party.organisation.code for party in parties))


def _check(
    assignment: Assignment, values: Mapping[str, Any], links: Mapping[str, list[Any]], parties: list[Party]
) -> None:
    if not values["about"]:
        raise Refused(_("Skriv vad mötet gällde."))
    meeting_rules.check_meeting_day(values["day"], is_held=values["is_held"], today=today())
    meeting_rules.check_impersonal(values["about"], values["said"], *(party.functions for party in parties))
    meeting_rules.check_participants(
        [party.organisation.pk for party in parties], persons=[party.persons for party in parties]
    )
    if values["follow_up_on"] is not None and values["follow_up_on"] < values["day"]:
        raise Refused(_("Uppföljningen kan inte ligga före mötet."))
    tied = [*links.get("activities", []), *links.get("clauses", [])]
    if any(row.assignment_id != assignment.pk for row in tied):
        raise Refused(_("Mötet kan bara knytas till insatser och meningar i samma uppdrag."))
