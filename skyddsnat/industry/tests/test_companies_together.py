"""Two at once: the same number confirmed by two, one letter taken by two workers, one link used twice."""

from __future__ import annotations

from skyddsnat.conftest import together
from skyddsnat.core.api import Refused, hash_of
from skyddsnat.industry.companies.enrolling import Contact, confirm
from skyddsnat.industry.companies.reminders import write_reminders
from skyddsnat.industry.companies.sending import deliver
from skyddsnat.industry.companies.signing_in import enter
from skyddsnat.industry.models import Company, CompanyKey, CompanyLetter
from skyddsnat.industry.tests.company_cases import SECRET, an_enrolment, pledged
from skyddsnat.shared.dates import today


def test_two_at_once(committing: None) -> None:
    """One company joins, the other is told; each letter is written and sent by one; a link opens once."""
    asked = [an_enrolment(1), an_enrolment(1, contact=Contact("Bo", "bo@example.org"))]
    made = together(*(lambda one=one: confirm(enrolment=one) for one in asked))
    assert {type(one) for one in made} == {Company, Refused}, made
    pledged(Company.objects.get(), ends_in=30)
    written = together(lambda: write_reminders(today=today()), lambda: write_reminders(today=today()))
    assert sorted(written, key=str) == [0, 1]
    letter = CompanyLetter.objects.get(kind="reminder").pk
    assert sorted(together(lambda: deliver(letter), lambda: deliver(letter)), key=str) == [False, True]
    key = CompanyKey.objects.create(
        company=Company.objects.get(), secret_sha256=hash_of(SECRET), expires_on=today()
    )
    assert sorted(together(lambda: enter(key=key), lambda: enter(key=key)), key=str) == [False, True]
