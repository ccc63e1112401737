"""Giving, confirming, taking back and using a yes. The rooms say who may, and whose it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.handing_on.rules import Said, Stage, check_confirm, check_give, check_until, stage_of
from skyddsnat.mandate.models import ConsentToSuccessor
from skyddsnat.shared.dates import today

type Whose = Mapping[str, models.Model]


def usable_consent(successor: Organisation, day: datetime.date) -> Q:
    """The condition that a yes counts: for that successor, on that day."""
    return Q(successor=successor, until__gte=day, confirmed_at__isnull=False, ended_at=None)


def stage_of_consent(consent: ConsentToSuccessor | None) -> Stage:
    """How it stands today."""
    return stage_of(_said(consent), today())


def _said(consent: ConsentToSuccessor | None) -> Said | None:
    if consent is None:
        return None
    return Said(consent.given_by_id, consent.until, consent.confirmed_at is not None)


def living_consent[Row: ConsentToSuccessor](table: type[Row], whose: Whose) -> Row | None:
    """The yes that has not been ended; its last day may have been."""
    found = table._default_manager.filter(ended_at=None, **whose)
    return found.select_related("successor", "given_by", "confirmed_by").first()


@transaction.atomic
def give_consent[Row: ConsentToSuccessor](
    table: type[Row], whose: Whose, *, verb: str, successor: Organisation, until: datetime.date, by: User
) -> Row:
    """Say yes to one successor, up to a day. One that has run out is ended by it; a second click finds the first."""
    check_until(until, today())
    before = _locked(table, whose)
    if before is not None and (before.successor_id, before.until, before.given_by_id) == (
        successor.pk, until, by.pk,
    ):  # fmt: skip
        return before
    check_give(_said(before), today())
    if before is not None:
        _end(before, by)
    made = table._default_manager.create(successor=successor, until=until, given_by=by, **whose)
    record(by, f"{verb}.given", made, successor=successor.code, until=until.isoformat())
    return made


@transaction.atomic
def confirm_consent[Row: ConsentToSuccessor](
    table: type[Row], whose: Whose, *, verb: str, seen: int, by: User
) -> Row:
    """Let a colleague's yes count. `seen` is the one that was read: another in its place must be read first."""
    current = _locked(table, whose)
    check_confirm(_said(current), by.pk, today())
    if current is None or current.pk != seen:
        raise Refused(_("Det har ändrats medan du läste. Läs igen."))
    current.confirmed_by, current.confirmed_at = by, timezone.now()
    current.save(update_fields=["confirmed_by", "confirmed_at"])
    record(by, f"{verb}.confirmed", current, successor=current.successor.code)
    return current


@transaction.atomic
def take_back_consent(table: type[ConsentToSuccessor], whose: Whose, *, verb: str, by: User) -> None:
    """Nothing goes over with it any more. Taken back already, nothing is done."""
    current = _locked(table, whose)
    if current is None or stage_of_consent(current) == Stage.PAST:
        return
    _end(current, by)
    record(by, f"{verb}.taken_back", current, successor=current.successor.code)


@transaction.atomic
def note_consents_used(table: type[ConsentToSuccessor], consents: Iterable[int], *, verb: str) -> None:
    """Write down that something went over with them, so that those who said yes can see it."""
    for one in table._default_manager.select_for_update().filter(pk__in=consents).order_by("pk"):
        one.used_at = timezone.now()
        one.save(update_fields=["used_at"])
        record(None, f"{verb}.used", one)


def _locked[Row: ConsentToSuccessor](table: type[Row], whose: Whose) -> Row | None:
    """The living one, with whose it is held so that two do not act at once."""
    for one in whose.values():
        type(one)._default_manager.select_for_update().get(pk=one.pk)
    return living_consent(table, whose)


def _end(consent: ConsentToSuccessor, by: User) -> None:
    consent.ended_by, consent.ended_at = by, timezone.now()
    consent.save(update_fields=["ended_by", "ended_at"])
