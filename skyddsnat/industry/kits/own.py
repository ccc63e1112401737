"""What a company's contact does with printed matter: orders it, takes an order back, says that the recalled is gone.

`by` is set only when one of the staff does it for the company, that has called.
"""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.industry.companies.own import held
from skyddsnat.industry.kits.actions import add_edition
from skyddsnat.industry.kits.rules import check_own_order, is_out
from skyddsnat.industry.models import Company, Edition, Site


@transaction.atomic
def order_own_edition(
    *,
    company: Company,
    site: Site,
    form: str,
    job: str,
    language: str,
    copies: int,
    way: str,
    once: uuid.UUID,
) -> Edition:
    """A new edition that the company prints itself, or asks for. The same form sent twice makes one."""
    current = held(company, None)  # a second click waits here
    theirs = Edition.objects.filter(site__company=current)
    known = theirs.filter(once=once).first()
    if known is not None:
        return known
    lately = timezone.now() - datetime.timedelta(days=1)
    before = theirs.filter(ordered_by=None, ordered_at__gt=lately).count()
    check_own_order(way=way, copies=copies, today_before=before)
    place = Site.objects.get(pk=site.pk, company=current)
    return add_edition(
        site=place, form=form, job=job, language=language, copies=copies, once=once, way=way, by=None
    )


@transaction.atomic
def withdraw_edition(*, edition: Edition) -> Edition:
    """Take the order back, as long as nothing has been sent. Done twice, it is done once."""
    current = _theirs(edition, None)
    if current.withdrawn_at is not None:
        return current
    if (
        current.way == Edition.Way.STAFF
        or current.delivered_on is not None
        or current.recalled_at is not None
    ):
        raise Refused(
            _("Beställningen går inte att ta tillbaka: materialet är redan skickat eller återkallat.")
        )
    current.withdrawn_at = timezone.now()
    _saved(current, "withdrawn_at")
    record(None, "edition.withdrawn", current)
    return current


@transaction.atomic
def confirm_removed(*, edition: Edition, by: User | None = None) -> Edition:
    """Say that a recalled edition is taken down and replaced."""
    current = _theirs(edition, by)
    if current.recalled_at is None or not is_out(current):
        raise Refused(_("Upplagan är inte återkallad. Den får sitta kvar."))
    if current.removed_at is None:
        current.removed_at = timezone.now()
        _saved(current, "removed_at")
        record(by, "edition.removed", current)
    return current


@transaction.atomic
def undo_removed(*, edition: Edition, by: User | None = None) -> Edition:
    """It is still there after all."""
    current = _theirs(edition, by)
    if current.removed_at is not None:
        current.removed_at = None
        _saved(current, "removed_at")
        record(by, "edition.found_again", current)
    return current


def _theirs(edition: Edition, by: User | None) -> Edition:
    held(edition.site.company, by)
    return Edition.objects.select_for_update(of=("self",)).select_related("site__company").get(pk=edition.pk)


def _saved(edition: Edition, *fields: str) -> None:
    edition.version += 1
    edition.save(update_fields=[*fields, "version"])
