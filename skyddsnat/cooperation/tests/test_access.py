"""A case is its own organisation's; the receiver sees it after its yes, and an auditor that there is one."""

from __future__ import annotations

import datetime
from dataclasses import fields

import pytest

from skyddsnat.actors.api import add_membership, add_organisation
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.conftest import Cast
from skyddsnat.cooperation.access import own_cases_for, received_cases_for, that_there_are_cases
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.tests.cases import case_in, home
from skyddsnat.core.models import User

JANUARY = datetime.date(2020, 1, 1)


def an_authority(kind: str, name: str, *members: User) -> Organisation:
    made = add_organisation(
        kind=kind, name=name, place=Place.objects.filter(kind="state").first(), source="test", by=None
    )
    for user in members:
        add_membership(user=user, organisation=made, since=JANUARY, by=None)
    return made


def test_who_reads_what(cast: Cast) -> None:
    everybody = [getattr(cast, field.name) for field in fields(cast)]
    home = an_authority("agency", "En nämnd", *everybody)
    case = Referral.objects.create(number="B-1", owner=home, opened_by=cast.caseworker)
    owns = [user.name for user in everybody if own_cases_for(user).filter(pk=case.pk).exists()]
    knows = [user.name for user in everybody if that_there_are_cases(user).exists()]
    assert (owns, knows) == (["Caseworker"], ["Auditor"])


@pytest.mark.parametrize("state", sorted(set(State)))
def test_the_receiver_reads_after_its_yes(state: str, db: None) -> None:
    at = home()
    case_in(state, at)
    before = {State.IDENTIFIED, State.PROTECTED, State.ASSESSED, State.ASKED, State.REFUSED}
    assert received_cases_for(at.there).exists() == (state not in before)
    assert not received_cases_for(at.other).exists()
    assert not own_cases_for(at.there).exists()
