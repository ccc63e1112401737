"""What went between authorities about a case is destroyed with it, on both sides."""

from __future__ import annotations

import pytest
from django.db import models

from skyddsnat.cooperation.exchange.actions.links import NewLink, make_link
from skyddsnat.cooperation.exchange.actions.sharing import acknowledge_parcel, open_parcel
from skyddsnat.cooperation.exchange.asking import questions_of
from skyddsnat.cooperation.exchange.rules import code_of
from skyddsnat.cooperation.keeping.destroying import destroy_due
from skyddsnat.cooperation.models import AnswerLink, AuthorityKey, ExchangeEvent, Parcel, Referral, Share
from skyddsnat.cooperation.papers.register import entries
from skyddsnat.cooperation.tests.cases import step
from skyddsnat.cooperation.tests.exchange_cases import asked_case, sent, two
from skyddsnat.cooperation.tests.test_keeping import closed_since
from skyddsnat.core.api import new_secret
from skyddsnat.shared.dates import today

WENT: tuple[type[models.Model], ...] = (Parcel, Share, AnswerLink, ExchangeEvent)


@pytest.mark.django_db
def test_what_was_shared_and_asked_by_link_goes_with_the_case() -> None:
    both = two()
    case = asked_case(both)
    parcel = sent(both, case)
    open_parcel(parcel=parcel, by=both.partner)
    acknowledge_parcel(parcel=parcel, by=both.partner)
    one = questions_of(case, both.abroad)[0]
    wanted = NewLink(one.organisation, one.asked, one.request, 3, new_secret(), code_of(new_secret()))
    make_link(referral=case, link=wanted, by=both.at.one)
    assert [(line.way, line.other) for line in entries(case)][-2:] == [
        ("out", both.abroad),
        ("in", both.abroad),
    ]
    case = Referral.objects.get(pk=case.pk)
    step(case, "close", both.at.one, close_reason="mistake")
    closed_since(Referral.objects.get(pk=case.pk), 3000)
    assert all(table._base_manager.exists() for table in WENT)
    assert destroy_due(today=today()) == 1
    assert not Referral.objects.exists()
    assert not any(table._base_manager.exists() for table in WENT)
    assert AuthorityKey.objects.count() == 2  # the keys are the authorities' own
