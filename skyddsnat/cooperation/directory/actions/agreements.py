"""Agreements between authorities in several states: entered whole, changed with a version."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation.directory.rules import check_checked, check_period
from skyddsnat.cooperation.models import Agreement
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today

FIELDS = (
    "title", "title_en", "our_party", "about", "terms", "valid_from", "valid_to", "dnr", "source", "checked_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgreementFields:
    title: str
    title_en: str
    our_party: Organisation
    states: Iterable[Place]
    parties: Iterable[Organisation]
    about: str
    terms: str
    valid_from: datetime.date
    valid_to: datetime.date | None
    dnr: str
    source: str
    checked_on: datetime.date


@transaction.atomic
def add_agreement(*, entered: AgreementFields, by: User) -> Agreement:
    """Enter an agreement; raises Refused when a party's state is not among the states."""
    _check(entered)
    if Agreement.objects.filter(title__iexact=entered.title, valid_from=entered.valid_from).exists():
        raise Refused(_("Det finns redan en överenskommelse med den rubriken från samma dag."))
    made = Agreement.objects.create(added_by=by, **{name: getattr(entered, name) for name in FIELDS})
    made.states.set(entered.states)
    made.parties.set(entered.parties)
    record(by, "state_agreement.added", made)
    return made


@transaction.atomic
def change_agreement(*, agreement: Agreement, entered: AgreementFields, version: int, by: User) -> Agreement:
    """Change it, also to say when it ended; who saves second is told."""
    current = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    _check(entered)
    changed = sorted(name for name in FIELDS if getattr(current, name) != getattr(entered, name))
    for name in FIELDS:
        setattr(current, name, getattr(entered, name))
    current.version += 1
    current.save()
    current.states.set(entered.states)
    current.parties.set(entered.parties)
    record(by, "state_agreement.changed", current, fields=",".join(changed))
    return current


def _check(entered: AgreementFields) -> None:
    check_period(entered.valid_from, entered.valid_to)
    check_checked(entered.checked_on, today())
    there = {one.pk for one in entered.states}
    strangers = [one for one in entered.parties if one.place_id not in there]
    if strangers:
        raise Refused(
            _("%(party)s hör till ett land som inte är valt. Välj landet också.") % {"party": strangers[0]}
        )
