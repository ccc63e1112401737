"""Writes on badges: offering, making, issuing to a company, revoking.

Whoever takes a lesson has no account, so `by` is nobody when a badge is offered or made.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.badges.issuing import holder_mark, signed_badge, signed_company_badge
from skyddsnat.industry.badges.keys import private_half, signing_key
from skyddsnat.industry.badges.rules import (
    CLAIM_DAYS,
    check_name,
    check_offer,
    check_shares,
    check_until,
    last_day,
    shown_shares,
)
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Badge, BadgeClaim, BadgeKey, BadgeList, Company
from skyddsnat.shared.badges.bitstring import LENGTH
from skyddsnat.shared.badges.identity import tidy_name
from skyddsnat.shared.badges.keys import PrivateKey
from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import sha256_hex

SECRET_BYTES = 32
FULL = LENGTH // 2  # then a new list is begun, so that a free place is soon found by lot


@transaction.atomic
def offer_badge(
    *,
    lesson: str,
    lesson_version: int,
    job: str,
    language: str,
    day: datetime.date,
    scenes: Mapping[str, str] | None = None,
    secret: str = "",
    until: datetime.date | None = None,
    by: User | None = None,
) -> str:
    """A secret that opens one badge, for somebody who has finished a lesson. Only its hash is kept.

    A secret that is given, as `core.api.secret_of` makes, offers the same badge each time.
    `lesson` is the lesson's title as the person met it; `scenes` is `rules.fingerprints` of what was taken.
    `until` is for those who took what had changed since a badge: the last day of that one, and of this.
    """
    check_offer(lesson=lesson, lesson_version=lesson_version, job=job, language=language)
    check_until(day=day, until=until)
    secret = secret or secrets.token_urlsafe(SECRET_BYTES)
    told = {
        "lesson": lesson.strip(), "lesson_version": lesson_version, "job": job, "language": language,
        "scenes": dict(scenes or {}), "day": day, "expires_on": day + datetime.timedelta(days=CLAIM_DAYS),
        "until": until,
    }  # fmt: skip
    claim, fresh = BadgeClaim.objects.get_or_create(secret_sha256=sha256_hex(secret.encode()), defaults=told)
    if fresh:
        record(by, "badge.offered", claim, job=job, version=lesson_version)
    return secret


@transaction.atomic
def claim_badge(
    *, secret: str, name: str = "", day: datetime.date | None = None, by: User | None = None
) -> tuple[Badge, str]:
    """The badge and its file. The same name again gives the same file again; another name is refused.

    Nothing is kept that says the name: a mark that only the secret can make again tells whether it is the same.
    """
    claim = BadgeClaim.objects.select_for_update().filter(secret_sha256=sha256_hex(secret.encode())).first()
    if claim is None or claim.expires_on < (day or today()):
        raise Refused(_("Länken gäller inte längre. Gör utbildningen igen för ett nytt intyg."))
    typed = tidy_name(name)
    check_name(typed)
    if claim.badge is not None:
        return claim.badge, _again(claim, claim.badge, secret=secret, name=typed)
    key, private = signing_key()
    badge = _new_badge(
        key, lesson=claim.lesson, lesson_version=claim.lesson_version, job=claim.job, language=claim.language,
        scenes=claim.scenes, day=claim.day, expires_on=claim.until or last_day(claim.day),
    )  # fmt: skip
    claim.badge, claim.holder_mark = badge, holder_mark(secret, typed)
    claim.save(update_fields=["badge", "holder_mark"])
    record(by, "badge.made", badge, job=badge.job, version=badge.lesson_version)
    return badge, signed_badge(badge, private, secret=secret, name=typed)


@transaction.atomic
def issue_company_badge(
    *,
    company: Company,
    trained: Mapping[Job, tuple[int, int]],
    language: str = "sv",
    by: User | None = None,
    day: datetime.date | None = None,
) -> Badge:
    """Certify the share of the staff that is trained, job by job. Asked for twice in a day it is one badge.

    `by` is None when the company's contact asks, who has no account.
    """
    if by is not None:
        check_may(by, WRITE)
    current = Company.objects.select_for_update().get(pk=company.pk)
    if current.joined_at is None or current.left_at is not None:
        raise Refused(_("Bara företag som är med får ett intyg. Bekräfta anmälan först."))
    shares, on = shown_shares(trained), day or today()
    check_shares(shares)
    same = current.badges.filter(day=on, shares=shares, language=language, revoked_at=None).first()
    if same is not None:
        return same
    key, _private = signing_key()
    badge = _new_badge(
        key, company=current, shares=shares, language=language, day=on, expires_on=last_day(on)
    )
    record(by, "company_badge.issued", badge, company=current.pk)
    return badge


def company_file(badge: Badge) -> str:
    """The signed file of a company's badge; Refused once its key is retired and the file no longer can be made."""
    return signed_company_badge(badge, _still_held(badge))


@transaction.atomic
def revoke_badge(*, badge: Badge, reason: str, by: User) -> Badge:
    """Take a badge back, for good. Whoever checks it from now on is told."""
    check_may(by, WRITE)
    if reason not in Badge.Reason.values:
        raise Refused(_("Välj varför intyget återkallas."))
    current = Badge.objects.select_for_update(of=("self",)).get(pk=badge.pk)
    if current.revoked_at is None:
        current.revoked_at, current.revoked_by, current.reason = timezone.now(), by, reason
        current.save(update_fields=["revoked_at", "revoked_by", "reason"])
        record(by, "badge.revoked", current, reason=reason)
    return current


def _again(claim: BadgeClaim, badge: Badge, *, secret: str, name: str) -> str:
    """The file, for the name that it was made for."""
    if not secrets.compare_digest(claim.holder_mark, holder_mark(secret, name)):
        raise Refused(
            _("Intyget är redan gjort. Skriv namnet precis som första gången för att hämta det igen.")
        )
    return signed_badge(badge, _still_held(badge), secret=secret, name=name)


def _still_held(badge: Badge) -> PrivateKey:
    private = private_half(badge.key)
    if private is None:
        raise Refused(_("Filen kan inte göras om, för nyckeln är bytt. Den fil som redan är hämtad gäller."))
    return private


def _new_badge(key: BadgeKey, **values: object) -> Badge:
    """A badge with a bit of its own, drawn by lot among the free ones."""
    home = BadgeList.objects.select_for_update().last()
    if home is None or home.badges.count() >= FULL:
        home = BadgeList.objects.create()
    while True:
        try:
            with transaction.atomic():
                return Badge.objects.create(key=key, list=home, index=secrets.randbelow(LENGTH), **values)
        except IntegrityError as error:
            if "industry_badge_has_its_own_bit" not in str(error):
                raise
