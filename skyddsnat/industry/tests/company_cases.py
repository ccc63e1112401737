"""Companies for the tests, made as a visitor and a contact make them."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

from django.core import mail
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.core.api import hash_of
from skyddsnat.industry.companies.commitments import Step, make_pledge, plan_of, save_commitment
from skyddsnat.industry.companies.enrolling import Contact, Workplace, confirm, enrol
from skyddsnat.industry.models import Company, CompanyKey, Criterion, Enrolment, Pledge
from skyddsnat.mandate.api import (
    add_activity,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.identifying import luhn_holds

STOCKHOLM, UMEA = "0180", "2480"
SECRET = "k" * 43
STARTS, ENDS = datetime.date(2026, 3, 1), datetime.date(2026, 12, 31)


def a_number(n: int) -> str:
    """A made-up organisation number with a right check digit."""
    nine = f"559{n:06}"
    return next(f"{nine}{digit}" for digit in range(10) if luhn_holds(f"{nine}{digit}"))


def an_enrolment(n: int = 1, **values: Any) -> Enrolment:
    told: dict[str, Any] = {
        "number": a_number(n), "name": f"Provhotell {n} AB",
        "contact": Contact("Åsa Prov", f"asa{n}@example.org"),
        "sites": [Workplace(f"Provhotell {n}", "hotel", STOCKHOLM)], "once": uuid.uuid4(),
    }  # fmt: skip
    return enrol(**(told | values))


def a_company(n: int = 1, **values: Any) -> Company:
    """A company that has confirmed its address."""
    return confirm(enrolment=an_enrolment(n, **values))


def planned(company: Company, state: str = "planned") -> None:
    """All six planned, and the policy in place."""
    for one in plan_of(company):
        in_place = one.criterion == Criterion.POLICY
        step = Step("in_place", today(), "Policy 2026") if in_place else Step(state, today(), "Plan")
        save_commitment(company=company, criterion=one.criterion, step=step, version=one.version)


def pledged(company: Company, *, ends_in: int = 300) -> Pledge:
    """A pledge that ends in so many days."""
    planned(company)
    made = make_pledge(company=company)
    until = today() + datetime.timedelta(days=ends_in)
    first = until - datetime.timedelta(days=364)
    Pledge.objects.filter(pk=made.pk).update(valid_from=first, valid_until=until, made_on=first)
    made.refresh_from_db()
    return made


def signed_in(client: Client, company: Company) -> Client:
    """Follow a link, as the contact does."""
    secret = f"{company.pk:x<43}"
    CompanyKey.objects.create(company=company, secret_sha256=hash_of(secret), expires_on=today())
    answer = client.post(f"/bransch/min/in/{secret}/")
    assert answer["Location"] == "/bransch/min/"
    return client


def link_in(letter: mail.EmailMessage) -> str:
    """The path of the link in a letter."""
    found = re.search(r"https?://[^/]+(/bransch/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]


def an_activity(assignment: Assignment, cast: Cast) -> Activity:
    """One that is planned and has not begun."""
    return add_activity(
        assignment=assignment, title="Övningar för hotell", purpose="Fler vet vad de gör.", by=cast.coordinator,
        responsible=cast.coordinator, starts=STARTS, ends=ENDS, clauses=[assignment.clauses.get(number="1")],
    )  # fmt: skip
