"""Who holds a role in another state, from one day to another. A role that nobody is known to hold stays, empty."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors import rules
from skyddsnat.actors.models import Certainty, Organisation, OrganisationRole
from skyddsnat.actors.models.organisation import in_force
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@transaction.atomic
def hold_role(
    *,
    role: OrganisationRole,
    organisation: Organisation,
    valid_from: datetime.date | None,
    source: str,
    checked_on: datetime.date,
    version: int,
    by: User,
) -> OrganisationRole:
    """Say who holds a role in a state. Whoever held it before ends the day before `valid_from`, and is kept.

    A role that nobody was known to hold can be named without a day. Raises Refused, and ChangedMeanwhile.
    """
    current = _locked(role, version)
    _check(current, organisation, valid_from, checked_on)
    if current.organisation_id is not None and valid_from is None:
        raise Refused(_("Ange dagen då bytet gäller, så att den förra står kvar till dess."))
    if valid_from is not None and (current.valid_from is None or valid_from > current.valid_from):
        if current.organisation_id is not None or current.valid_from is not None:
            _close(current, rules.last_day_before(valid_from))
            made = _another(current, organisation, valid_from, source, checked_on)
        else:
            current.valid_from, current.certainty = valid_from, Certainty.DAY
            made = _named(current, organisation, source, checked_on)
    elif current.organisation_id is not None:
        raise Refused(_("Bytet måste gälla efter den dag då den nuvarande började."))
    else:
        made = _named(current, organisation, source, checked_on)
    record(by, "role.holder_named", made, organisation=organisation.code)
    return made


@transaction.atomic
def add_role_holder(
    *,
    role: OrganisationRole,
    organisation: Organisation,
    valid_from: datetime.date | None,
    source: str,
    checked_on: datetime.date,
    by: User,
) -> OrganisationRole:
    """One more beside the one that holds the role: a state may have several central authorities."""
    current = OrganisationRole.objects.select_for_update().get(pk=role.pk)
    _check(current, organisation, valid_from, checked_on)
    made = _another(current, organisation, valid_from, source, checked_on)
    record(by, "role.holder_named", made, organisation=organisation.code)
    return made


@transaction.atomic
def end_role_holder(
    *, role: OrganisationRole, until: datetime.date, version: int, by: User
) -> OrganisationRole | None:
    """The last day that the organisation held the role. When nobody is left the role stands empty from the day after.

    Returns the empty role, None when somebody else still holds it.
    """
    current = _locked(role, version)
    if current.organisation_id is None:
        raise Refused(_("Ingen har rollen, så det finns inget att avsluta."))
    if until > today():
        raise Refused(_("Sista dagen ligger i framtiden. För in den när den har varit."))
    if current.valid_from is not None and until < current.valid_from:
        raise Refused(_("Sista dagen kan inte vara före den första."))
    _close(current, until)
    record(by, "role.holder_ended", current)
    after = until + datetime.timedelta(days=1)
    others = OrganisationRole.objects.filter(in_force(after), place=current.place, kind=current.kind)
    return None if others.exists() else _another(current, None, after, "", None)


def _locked(role: OrganisationRole, version: int) -> OrganisationRole:
    current = OrganisationRole.objects.select_for_update().get(pk=role.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    return current


def _check(
    role: OrganisationRole,
    organisation: Organisation,
    valid_from: datetime.date | None,
    checked_on: datetime.date,
) -> None:
    if role.place_id is None:
        raise Refused(_("Rollen hör inte till ett land."))
    if role.valid_to is not None and role.valid_to < today():
        raise Refused(_("Rollen har upphört."))
    if checked_on > today():
        raise Refused(_("Kontrolldatumet ligger i framtiden. Ange dagen då uppgiften kontrollerades."))
    if valid_from is not None and valid_from > today():
        raise Refused(_("Dagen ligger i framtiden. För in bytet när det gäller."))
    same = OrganisationRole.objects.filter(
        in_force(today()), place=role.place, kind=role.kind, organisation=organisation
    )
    if same.exists():
        raise Refused(_("Organisationen har redan rollen."))


def _close(role: OrganisationRole, last: datetime.date) -> None:
    role.valid_to, role.edited_at, role.version = last, timezone.now(), role.version + 1
    role.save(update_fields=["valid_to", "edited_at", "version"])


def _named(
    role: OrganisationRole, organisation: Organisation, source: str, checked_on: datetime.date
) -> OrganisationRole:
    role.organisation, role.source, role.checked_on = organisation, source, checked_on
    role.edited_at, role.version = timezone.now(), role.version + 1
    role.save()
    return role


def _another(
    role: OrganisationRole,
    organisation: Organisation | None,
    valid_from: datetime.date | None,
    source: str,
    checked_on: datetime.date | None,
) -> OrganisationRole:
    return OrganisationRole.objects.create(
        place=role.place, kind=role.kind, organisation=organisation, valid_from=valid_from,
        certainty=Certainty.DAY if valid_from else Certainty.UNKNOWN, source=source, checked_on=checked_on,
        edited_at=timezone.now(),
    )  # fmt: skip
