"""Keys to the completions: made, shown once, taken back, and not kept for ever."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, hash_of, record, retention_rules, secret_of
from skyddsnat.industry.companies.own import held
from skyddsnat.industry.models import Company, CompanyToken

MOST = 5  # keys of a company at a time
RULE = "personal-link"


@transaction.atomic
def make_token(*, company: Company, name: str, once: uuid.UUID) -> str:
    """A new key for one platform: the key itself, which is nowhere to be seen again. The same form twice is one key."""
    current = held(company, None)
    secret = secret_of(once, "company-token", current.pk)
    said = " ".join(name.split())
    if not said:
        raise Refused(_("Skriv vilken lärplattform nyckeln är till."))
    tokens = CompanyToken.objects.filter(company=current)
    if tokens.filter(secret_sha256=hash_of(secret)).exists():
        return secret
    valid = tokens.filter(revoked_at=None)
    if valid.filter(name=said).exists():
        raise Refused(
            _("Ni har redan en nyckel med det namnet. Välj ett annat namn, eller ta bort den gamla.")
        )
    if valid.count() >= MOST:
        raise Refused(_("Ni har fem nycklar. Ta bort en som inte används först."))
    token = CompanyToken.objects.create(company=current, name=said, secret_sha256=hash_of(secret))
    record(None, "company_token.made", token, company=current.pk)
    return secret


@transaction.atomic
def revoke_token(*, token: CompanyToken) -> None:
    """Let a key hand in nothing more. What it has handed in stays."""
    current = CompanyToken.objects.select_for_update().get(pk=token.pk)
    if current.revoked_at is None:
        current.revoked_at = timezone.now()
        current.save(update_fields=["revoked_at"])
        record(None, "company_token.revoked", current, company=current.company_id)


def note_use(*, token: CompanyToken, day: datetime.date) -> None:
    """Remember the day that a key was last used, so that its company sees which ones it needs."""
    if token.last_used_on != day:
        CompanyToken.objects.filter(pk=token.pk).update(last_used_on=day)


@transaction.atomic
def remove_old_company_tokens(*, today: datetime.date) -> int:
    """Remove keys that were taken back a month ago."""
    before = today - datetime.timedelta(days=retention_rules()[RULE]["days"])
    return CompanyToken.objects.filter(revoked_at__date__lt=before).delete()[0]
