"""From a badge's row to the file that its holder gets. The same row, name and secret give the same file."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from skyddsnat.industry.badges.rules import in_order
from skyddsnat.industry.models import Badge, BadgeKey, BadgeList
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.badges import Achievement, Issuer, Share, Status, Term, badge, sign, status_list
from skyddsnat.shared.badges.identity import hashed_name, plain_identity, tidy_name
from skyddsnat.shared.badges.keys import PrivateKey
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.hashing import sha256_hex

COMPANY_NUMBER = "ext:organisationsnummer"
LIST_HOURS = 24  # that a fetched list of revoked badges may be relied on


def issuer() -> Issuer:
    """The authority, by the address that tells of it; its name in the language that is spoken now."""
    address = f"{settings.SITE_ADDRESS}{reverse('industry:badge-issuer')}"
    return Issuer(address, issuer_name(), settings.SITE_ADDRESS)


def issuer_name() -> str:
    """The authority's name: what the operator has set, or that of the latest assignment."""
    if settings.AUTHORITY_NAME:
        return str(settings.AUTHORITY_NAME)
    latest = Assignment.objects.select_related("authority").order_by("-decided_on", "-pk").first()
    return str(latest.authority) if latest else settings.WAGTAIL_SITE_NAME


def signed_badge(row: Badge, key: PrivateKey, *, secret: str, name: str = "") -> str:
    """A person's badge. The name is in it as a hash only, and nowhere here."""
    salt = _drawn(secret, "salt").hex()
    told = [hashed_name(name, salt)] if tidy_name(name) else []
    subject = uuid.UUID(bytes=_drawn(secret, "subject"), version=4)
    return _signed(row, key, subject=f"urn:uuid:{subject}", identifiers=told)


def signed_company_badge(row: Badge, key: PrivateKey) -> str:
    """A company's badge, with its organisation number; a sole trader's is not kept."""
    assert row.company is not None  # noqa: S101 - the caller has looked
    number = row.company.number
    subject = uuid.uuid5(uuid.NAMESPACE_URL, f"{issuer().id}#{number or row.company.pk}")
    told = [plain_identity(COMPANY_NUMBER, number)] if number else []
    return _signed(row, key, subject=f"urn:uuid:{subject}", identifiers=told)


def holder_mark(secret: str, name: str) -> str:
    """What tells whether the same name is typed again. Without the secret, which is not kept, it tells nothing."""
    return sha256_hex(_drawn(secret, "holder") + tidy_name(name).encode())


def signed_list(one: BadgeList, key: BadgeKey, private: PrivateKey, *, now: datetime.datetime) -> str:
    """The list of revoked badges as of now."""
    revoked = Badge.objects.filter(list=one).exclude(revoked_at=None).values_list("index", flat=True)
    term = Term(now, now + datetime.timedelta(hours=LIST_HOURS))
    return sign(
        status_list(url=one.url, issuer=issuer(), revoked=revoked, term=term), key=private, kid=key.kid
    )


def term_of(row: Badge) -> Term:
    """From the first moment of its day to the last of its last, as clocks go here."""
    after = row.expires_on + datetime.timedelta(days=1)
    starts, ends = (
        datetime.datetime.combine(day, datetime.time(), tzinfo=STOCKHOLM) for day in (row.day, after)
    )
    return Term(starts, ends)


def title_of(row: Badge) -> str:
    """What the badge is called, in the language that is spoken now."""
    if row.company is not None:
        return _("Utbildad personal: %(company)s") % {"company": row.company}
    return _("Utbildning för %(job)s") % {"job": str(row.get_job_display()).lower()}


def spoken_in(row: Badge) -> str:
    """The language of a file: Swedish for those who learnt in Swedish, English for all others."""
    return "sv" if row.language == "sv" else "en"


def achievement_of(row: Badge) -> Achievement:
    """What the badge is for."""
    spoken = spoken_in(row)
    with translation.override(spoken):
        company = row.company is not None
        told = _(
            "Delen av personalen som har gått utbildningen, arbete för arbete. Arbeten med få anställda är inte med."
        ) if company else _(
            "Att lägga märke till barn som kan vara utsatta, anteckna, ringa och berätta för chefen."
        )  # fmt: skip
        criteria = (
            _("Företaget har uppgett hur många som arbetar där. Antalet utbildade är räknat i systemet.")
            if company
            else _("Personen har svarat på alla situationer i utbildningen ”%(lesson)s”.")
            % {"lesson": row.lesson}
        )
        demo = f"{_('Demonstration: påhittade uppgifter')}. " if settings.DEMO else ""
        return Achievement(
            id=f"{row.url}#achievement",
            kind="Certification" if company else "Course",
            name=title_of(row),
            description=demo + told,
            criteria=criteria,
            language=spoken,
            version=str(row.lesson_version or ""),
            shares=tuple(Share(job.value, str(job.label), share) for job, share in in_order(row.shares)),
        )


def _signed(row: Badge, key: PrivateKey, *, subject: str, identifiers: list[dict[str, Any]]) -> str:
    with translation.override(spoken_in(row)):  # the same file, whichever language the page is in
        by = issuer()
    payload = badge(
        id=row.url, issuer=by, subject=subject, identifiers=identifiers,
        achievement=achievement_of(row), term=term_of(row), status=Status(row.list.url, row.index),
    )  # fmt: skip
    return sign(payload, key=key, kid=row.key.kid)


def _drawn(secret: str, purpose: str) -> bytes:
    """Sixteen bytes that only the secret's holder and the site together can make again."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"badge {purpose} {secret}".encode(), hashlib.sha256)[
        :16
    ]
