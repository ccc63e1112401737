"""Keys as a browser makes them, fields as it seals them, for the tests of the exchange."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

import pyrage

from skyddsnat.actors.api import add_membership
from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.access import consents_to, current_key, keys_of
from skyddsnat.cooperation.exchange.actions.keys import NewKey, keep_key, make_authority_key
from skyddsnat.cooperation.exchange.actions.sharing import SealedField, send_parcel
from skyddsnat.cooperation.exchange.choosing import Choice
from skyddsnat.cooperation.models import Parcel, Referral
from skyddsnat.cooperation.tests.cases import LONG_AGO, Home, ask, case_in, home
from skyddsnat.core.api import Guarded
from skyddsnat.core.models import User
from skyddsnat.shared.sealing import new_identity, recipient_of, seal_message

GUARDED = Guarded("passphrase", b"age-encryption.org/v1\nmade up", "")
PLANTED = "Knäckebröd under granen"  # stands in a field that is shared; must be found nowhere


@dataclass
class Two:
    """Two authorities with keys, and the private halves that only a browser would have."""

    at: Home
    partner: User
    home_identity: str
    there_identity: str

    @property
    def owner(self) -> Organisation:
        return self.at.owner

    @property
    def abroad(self) -> Organisation:
        return self.at.abroad


def sealed_to(text: str, recipient: str) -> bytes:
    sealed: bytes = pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def own_key(user: User) -> str:
    """A key of the person's own; its private half."""
    identity = new_identity()
    keep_key(recipient=recipient_of(identity), guarded=GUARDED, replaces="", by=user)
    return identity


def new_key(organisation: Organisation, identity: str) -> NewKey:
    wraps = {one.pk: sealed_to(identity, one.recipient) for one in keys_of(organisation).values()}
    return NewKey(recipient_of(identity), wraps)


def give_key(organisation: Organisation, by: User, replaces: str = "") -> str:
    identity = new_identity()
    make_authority_key(
        organisation=organisation, key=new_key(organisation, identity), replaces=replaces, by=by
    )
    return identity


def partner(name: str, organisation: Organisation) -> User:
    user = User.objects.create_user(email=f"{name}@example.org", name=name.capitalize())
    user.roles.set(["partner"])
    add_membership(user=user, organisation=organisation, since=LONG_AGO, by=None)
    return user


def two() -> Two:
    at = home()
    there = partner("partner", at.abroad)
    for user in (at.one, at.there, there):
        own_key(user)
    return Two(at, there, give_key(at.owner, at.one), give_key(at.abroad, there))


def asked_case(both: Two, **child: Any) -> Referral:
    """A case whose request to the authority abroad is sent, with consent to share."""
    case = case_in("assessed", both.at)
    if child:
        type(case.child).objects.filter(referral=case).update(**child)
    ask(case, both.at)
    return Referral.objects.get(pk=case.pk)


def choice(case: Referral, organisation: Organisation, field: str = "signs", **other: Any) -> Choice:
    consents = consents_to(case, organisation)
    told = {"purpose": "ask", "handling": "H1", "source_code": "B", "info_code": "2"} | other
    return Choice(field, consent=told.pop("consent", consents[0].pk if consents else 0), **told)


def sealed_field(recipient: str, text: str = PLANTED, field: str = "signs") -> SealedField:
    salt = "salt"
    said = {"v": 1, "field": field, "text": text, "salt": salt}
    return SealedField(seal_message(said, [recipient]), hashlib.sha256(f"{salt} {text}".encode()).hexdigest())


def sent(
    both: Two,
    case: Referral,
    fields: tuple[str, ...] = ("signs",),
    once: uuid.UUID | None = None,
    **other: Any,
) -> Parcel:
    key = current_key(both.abroad)
    assert key is not None
    return send_parcel(
        referral=case, receiver=both.abroad, key=key.recipient,
        choices=[choice(case, both.abroad, one, **other) for one in fields],
        sealed={one: sealed_field(key.recipient, field=one) for one in fields}, once=once or uuid.uuid4(),
        by=both.at.one,
    )  # fmt: skip
