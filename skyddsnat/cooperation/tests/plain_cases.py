"""Organisations and cases of one's own, for the tests of what is done with cases."""

from __future__ import annotations

import datetime
from typing import Any

from skyddsnat.actors.api import add_membership, add_organisation
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation.models import Child, Referral
from skyddsnat.core.models import User

JANUARY = datetime.date(2020, 1, 1)


def an_organisation(name: str, *members: User, kind: str = "agency") -> Organisation:
    """An authority that the people work for."""
    made = add_organisation(
        kind=kind, name=name, place=Place.objects.filter(kind="state").first(), source="test", by=None
    )
    for user in members:
        add_membership(user=user, organisation=made, since=JANUARY, by=None)
    return made


def a_case(owner: Organisation, by: User, *, given: str = "", family: str = "", **child: Any) -> Referral:
    """A case with a child of whom the rest is not known."""
    number = f"B-2026-{Referral.objects.count() + 1:04}"
    made = Referral.objects.create(number=number, owner=owner, opened_by=by)
    Child.objects.create(referral=made, given_name=given, family_name=family, **child)
    return made
