"""Badges, companies and keys for the tests. Every name is made up."""

from __future__ import annotations

import datetime
import functools
import uuid

from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from skyddsnat.actors.models import Organisation
from skyddsnat.industry.badges.actions import claim_badge, issue_company_badge, offer_badge
from skyddsnat.industry.badges.rules import fingerprints
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Badge, Company
from skyddsnat.shared.badges.keys import to_pem
from skyddsnat.shared.dates import today

NAME = "Kim Demosson"
SCENES = fingerprints({"late-guest": {"ask": "Vad gör du?"}, "two-keys": {"ask": "Och nu?"}})
TRAINED = {Job.RECEPTION: (9, 10), Job.NIGHT: (4, 4), Job.BAR: (2, 3), Job.MANAGER: (0, 6)}


@functools.cache
def pem(number: int = 0) -> str:
    """A key, made once for all tests."""
    return to_pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)).decode()


def offered(*, days_ago: int = 0, **changed: object) -> str:
    """The secret of somebody who finished a lesson."""
    told = {
        "lesson": "Se och larma: reception", "lesson_version": 3, "job": Job.RECEPTION, "language": "sv",
        "day": today() - datetime.timedelta(days=days_ago), "scenes": SCENES,
    }  # fmt: skip
    return offer_badge(**(told | changed))  # type: ignore[arg-type]


def made(*, days_ago: int = 0, name: str = NAME) -> tuple[Badge, str]:
    """A badge and its file, made as many days ago."""
    day = today() - datetime.timedelta(days=days_ago)
    return claim_badge(secret=offered(days_ago=days_ago), name=name, day=day)


def a_company(number: str = "5560000001") -> Company:
    organisation = Organisation.objects.create(
        code=f"company-{number}", name="Hotell Demo AB", kind=Organisation.Kind.COMPANY
    )
    return Company.objects.create(
        organisation=organisation, number=number, contact_name="Alva Demosson",
        contact_email="alva@example.org", joined_at=timezone.now(),
    )  # fmt: skip


def a_company_badge(*, days_ago: int = 0) -> Badge:
    day = today() - datetime.timedelta(days=days_ago)
    return issue_company_badge(
        company=a_company(f"556{uuid.uuid4().int % 10**7:07}"), trained=TRAINED, day=day
    )
