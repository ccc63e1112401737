"""Organisations that staff add, the names they get, and who holds a role in another state."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors import rules
from skyddsnat.actors.models import Certainty, Organisation, OrganisationName, OrganisationRole, Place
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@transaction.atomic
def add_organisation(
    *,
    kind: str,
    name: str,
    name_en: str = "",
    place: Place | None = None,
    valid_from: datetime.date | None = None,
    source: str,
    by: User | None,
) -> Organisation:
    """Add an organisation with its first name; raises Refused when one has that name already."""
    if OrganisationName.objects.filter(name__iexact=name).exists():
        raise Refused(_("Det finns redan en organisation som heter så. Sök efter den i listan."))
    organisation = Organisation.objects.create(
        code=_free_code(name), kind=kind, place=place, source=source, edited_at=timezone.now()
    )
    OrganisationName.objects.create(
        organisation=organisation,
        name=name,
        name_en=name_en,
        valid_from=valid_from,
        certainty=Certainty.DAY if valid_from else Certainty.UNKNOWN,
        edited_at=timezone.now(),
    )
    organisation.refresh_from_db()
    record(by, "organisation.added", organisation, code=organisation.code)
    return organisation


@transaction.atomic
def rename_organisation(
    *, organisation: Organisation, name: str, name_en: str, valid_from: datetime.date, by: User
) -> OrganisationName:
    """Give the organisation a new name from a day; the old name ends the day before.

    Raises Refused when the day is in the future or not after the present name began, and when the
    organisation has ended.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    present = organisation.names.last()
    if valid_from > today():
        raise Refused(_("Namnet kan föras in först den dag det börjar gälla."))
    if present is None or present.valid_to is not None:
        raise Refused(_("Organisationen har upphört och kan inte byta namn."))
    if present.valid_from is not None and valid_from <= present.valid_from:
        raise Refused(_("Det nya namnet måste börja gälla efter den dag då det nuvarande började gälla."))
    present.valid_to, present.edited_at = rules.last_day_before(valid_from), timezone.now()
    present.save(update_fields=["valid_to", "edited_at"])
    renamed = OrganisationName.objects.create(
        organisation=organisation, name=name, name_en=name_en, valid_from=valid_from, edited_at=timezone.now()
    )
    organisation.refresh_from_db()
    record(by, "organisation.renamed", organisation, valid_from=valid_from.isoformat())
    return renamed


@transaction.atomic
def name_role_holder(
    *,
    role: OrganisationRole,
    organisation: Organisation | None,
    source: str,
    checked_on: datetime.date,
    by: User,
) -> OrganisationRole:
    """Say which organisation holds a role in a state, or with None that it is not known after all.

    Raises Refused for a role that is not a state's, and for a check made in the future.
    """
    if role.place_id is None:
        raise Refused(_("Rollen hör inte till ett land."))
    if checked_on > today():
        raise Refused(_("Kontrolldatumet ligger i framtiden. Ange dagen då uppgiften kontrollerades."))
    role.organisation, role.source, role.checked_on = organisation, source, checked_on
    role.edited_at, role.version = timezone.now(), role.version + 1
    role.save(update_fields=["organisation", "source", "checked_on", "edited_at", "version"])
    record(by, "role.holder_named", role, organisation=organisation.code if organisation else None)
    return role


def _free_code(name: str) -> str:
    """A code nobody has: the name's own, or with the first free number after it."""
    base = rules.code_for(name)
    taken = set(Organisation.objects.filter(code__startswith=base).values_list("code", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (base, *numbered) if code not in taken)
