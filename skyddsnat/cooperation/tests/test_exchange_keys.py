"""An authority's key is held by those who work there, each under their own; who leaves makes a new one needed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from skyddsnat.actors.models import Membership
from skyddsnat.cooperation.exchange.access import (
    current_key,
    holdings_of,
    keys_of,
    must_renew,
    openers_of,
    own_key_of,
    people_of,
)
from skyddsnat.cooperation.exchange.actions.keys import (
    NewKey,
    change_guard,
    keep_key,
    make_authority_key,
    share_keys,
)
from skyddsnat.cooperation.models import AuthorityKey
from skyddsnat.cooperation.tests.cases import LONG_AGO
from skyddsnat.cooperation.tests.exchange_cases import (
    GUARDED,
    Two,
    give_key,
    new_key,
    own_key,
    partner,
    sealed_to,
    two,
)
from skyddsnat.core.api import Guarded, Refused
from skyddsnat.core.models import User
from skyddsnat.shared.sealing import new_identity, recipient_of


@pytest.fixture
def both(db: None) -> Two:
    return two()


def leave(user: User) -> None:
    Membership.objects.filter(user=user).update(until=LONG_AGO)


def test_those_with_a_key_of_their_own_hold_it(both: Two) -> None:
    assert {one.name for one in people_of(both.owner)} == {"One", "Two"}
    assert openers_of(both.owner) == {both.at.one.pk}
    assert openers_of(both.abroad) == {both.at.there.pk, both.partner.pk}


def test_a_colleague_gets_it_wrapped_to_their_own(both: Two) -> None:
    own_key(both.at.two)
    current = current_key(both.owner)
    mine = own_key_of(both.at.two)
    assert current is not None
    assert mine is not None
    wraps = {current.pk: sealed_to(both.home_identity, mine.recipient)}
    with pytest.raises(Refused, match="inte öppna nyckeln själv"):
        share_keys(organisation=both.owner, to=mine, wraps=wraps, by=both.at.two)
    with pytest.raises(PermissionDenied):
        share_keys(organisation=both.owner, to=mine, wraps=wraps, by=both.partner)
    assert share_keys(organisation=both.owner, to=mine, wraps=wraps, by=both.at.one) == 1
    assert openers_of(both.owner) == {both.at.one.pk, both.at.two.pk}
    assert holdings_of(both.at.two).count() == 1


def test_nobody_elsewhere_is_given_it(both: Two) -> None:
    other = own_key_of(both.partner)
    current = current_key(both.owner)
    assert other is not None
    assert current is not None
    with pytest.raises(Refused, match="har slutat"):
        share_keys(organisation=both.owner, to=other, wraps={current.pk: b""}, by=both.at.one)


def test_who_leaves_opens_nothing_and_a_new_key_is_needed(both: Two) -> None:
    leave(both.at.there)
    assert must_renew(both.abroad)
    assert not holdings_of(both.at.there).exists()
    before = current_key(both.abroad)
    assert before is not None
    give_key(both.abroad, both.partner, replaces=before.recipient)
    assert not must_renew(both.abroad)
    assert openers_of(both.abroad) == {both.partner.pk}
    assert AuthorityKey.objects.filter(organisation=both.abroad).count() == 2
    assert holdings_of(both.partner).count() == 2  # the old key still opens what is old


def test_a_key_is_wrapped_to_all_who_work_there_and_nobody_else(both: Two) -> None:
    current = current_key(both.abroad)
    assert current is not None
    identity = new_identity()
    whole = new_key(both.abroad, identity)
    short = NewKey(whole.recipient, dict(list(whole.wraps.items())[:1]))
    with pytest.raises(Refused, match="börja om"):
        make_authority_key(organisation=both.abroad, key=short, replaces=current.recipient, by=both.partner)
    stranger = own_key_of(both.at.one)
    assert stranger is not None
    more = NewKey(whole.recipient, {**whole.wraps, stranger.pk: sealed_to(identity, stranger.recipient)})
    with pytest.raises(Refused, match="börja om"):
        make_authority_key(organisation=both.abroad, key=more, replaces=current.recipient, by=both.partner)
    with pytest.raises(Refused, match="medan du höll på"):
        make_authority_key(organisation=both.abroad, key=whole, replaces="", by=both.partner)
    with pytest.raises(PermissionDenied):
        make_authority_key(organisation=both.abroad, key=whole, replaces=current.recipient, by=both.at.one)


def test_made_twice_is_made_once(both: Two) -> None:
    current = current_key(both.abroad)
    assert current is not None
    key = new_key(both.abroad, new_identity())
    first = make_authority_key(organisation=both.abroad, key=key, replaces=current.recipient, by=both.partner)
    again = make_authority_key(organisation=both.abroad, key=key, replaces=current.recipient, by=both.partner)
    assert first == again


@pytest.mark.parametrize("sealed", [b"AGE-SECRET-KEY-1QQQ", b"", b"age-encryption.org/v1\n" + b"x" * 5_000])
def test_no_private_key_lies_in_the_open(both: Two, sealed: bytes) -> None:
    user = partner("new", both.abroad)
    with pytest.raises(Refused, match="kom inte fram hel"):
        keep_key(
            recipient=recipient_of(new_identity()),
            guarded=Guarded("passphrase", sealed),
            replaces="",
            by=user,
        )
    assert keys_of(both.abroad).get(user.pk) is None


def test_a_guard_is_changed_and_a_lost_key_replaced(both: Two) -> None:
    own = own_key_of(both.partner)
    assert own is not None
    other = Guarded("passphrase", b"age-encryption.org/v1\nanother", "")
    assert (
        bytes(change_guard(recipient=own.recipient, guarded=other, by=both.partner).guarded) == other.sealed
    )
    recipient = recipient_of(new_identity())
    with pytest.raises(Refused, match="annat fönster"):
        keep_key(recipient=recipient, guarded=GUARDED, replaces="", by=both.partner)
    keep_key(recipient=recipient, guarded=GUARDED, replaces=own.recipient, by=both.partner)
    assert not holdings_of(both.partner).exists()  # until a colleague has shared the keys anew


def test_somebody_without_an_authority_has_no_key(both: Two) -> None:
    user = User.objects.create_user(email="nobody@example.org", name="Nobody")
    user.roles.set(["caseworker"])
    with pytest.raises(PermissionDenied):
        keep_key(recipient=recipient_of(new_identity()), guarded=GUARDED, replaces="", by=user)
