"""The way in to a company's page: a link to its contact's address, which opens it once."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from skyddsnat.core.api import check_may, hash_of, new_secret, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.access import IN
from skyddsnat.industry.companies.rules import A_DAY
from skyddsnat.industry.companies.sending import write_letter
from skyddsnat.industry.models import Company, CompanyKey, CompanyLetter
from skyddsnat.shared.dates import today


@transaction.atomic
def ask_for_links(*, email: str) -> int:
    """Write to the address, once for each company whose contact it is; returns how many, for the tests alone.

    The page says the same whatever comes of it, and nobody's address is filled with letters.
    """
    rows = Company.objects.select_for_update().filter(IN, contact_email=email.strip().lower())
    return sum(_write(company, None) for company in rows.order_by("pk"))


@transaction.atomic
def send_link(*, company: Company, by: User) -> bool:
    """Staff send the company's contact a new link, for somebody who has called."""
    check_may(by, WRITE)
    current = Company.objects.select_for_update().filter(IN, pk=company.pk).first()
    return current is not None and _write(current, by)


def _write(company: Company, by: User | None) -> bool:
    lately = timezone.now() - datetime.timedelta(days=1)
    letters = CompanyLetter.objects.filter(
        company=company, kind=CompanyLetter.Kind.SIGN_IN, written_at__gt=lately
    )
    if letters.count() >= A_DAY:
        return False
    write_letter(CompanyLetter(kind=CompanyLetter.Kind.SIGN_IN, company=company))
    record(by, "company.link_asked_for", company)
    return True


@transaction.atomic
def key_for(*, company: Company) -> CompanyKey:
    """A key that is used already, for the one who has just confirmed the address: nobody has its secret."""
    return CompanyKey.objects.create(
        company=company, secret_sha256=hash_of(new_secret()), expires_on=today(), used_at=timezone.now()
    )


@transaction.atomic
def enter(*, key: CompanyKey) -> bool:
    """Use the key. False when somebody has used it already: a link opens once."""
    used = CompanyKey.objects.filter(pk=key.pk, used_at=None).update(used_at=timezone.now())
    if used:
        record(None, "company.signed_in", key.company)
    return bool(used)
