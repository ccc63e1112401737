"""Two made-up authorities with keys that anybody may open: fields that were acknowledged, and a link that waits."""

from __future__ import annotations

import base64
import hashlib
import uuid
from pathlib import Path
from typing import Any

import pyrage

from skyddsnat.actors.api import add_membership, organisations
from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation import api
from skyddsnat.core.api import Guarded, add_user, new_secret
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today
from skyddsnat.shared.sealing import new_identity, recipient_of, seal_message
from skyddsnat.shared.yaml_files import read_yaml

DAYS = 14  # that the link waits


def build_sealed_exchange(people: dict[str, User]) -> None:
    """Make the keys of both, one parcel that was acknowledged, and one link that nobody has used."""
    plan: dict[str, Any] = read_yaml((Path(__file__).parent / "cooperation_exchange.yaml").read_text())
    keys = iter(plan["keys"])
    home, abroad = (organisations().get(name=plan[side]) for side in ("home", "abroad"))
    worker, partner = people["caseworker"], _person(plan["partner"], abroad, people)
    _key(home, worker, keys)
    recipient = _key(abroad, partner, keys)
    case = _case(plan, home, abroad, worker)
    parcel = _parcel(plan, case, abroad, recipient, worker)
    api.open_parcel(parcel=parcel, by=partner)
    api.acknowledge_parcel(parcel=parcel, by=partner)
    question = api.questions_of(case, abroad)[0]
    wanted = api.NewLink(
        question.organisation, question.asked, question.request, DAYS, new_secret(), api.code_of(new_secret())
    )
    api.make_link(referral=case, link=wanted, by=worker)


def _person(row: dict[str, str], organisation: Organisation, people: dict[str, User]) -> User:
    user = add_user(email=row["email"], name=row["name"], roles=[row["role"]], by=None)
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    since = today().replace(year=today().year - 1, day=1)
    add_membership(user=user, organisation=organisation, since=since, by=people["manager"])
    return user


def _key(organisation: Organisation, by: User, keys: Any) -> str:
    """Own keys for all who work there, and the authority's, wrapped to each; its public half."""
    identity, wraps = new_identity(), {}
    for user in api.people_of(organisation):
        row = next(keys)
        guarded = Guarded("passphrase", base64.b64decode(row["guarded"]))
        own = api.keep_key(recipient=row["recipient"], guarded=guarded, replaces="", by=user)
        wraps[own.pk] = pyrage.encrypt(identity.encode(), [pyrage.x25519.Recipient.from_str(own.recipient)])
    key = api.NewKey(recipient_of(identity), wraps)
    return api.make_authority_key(organisation=organisation, key=key, replaces="", by=by).recipient


def _case(plan: dict[str, Any], home: Organisation, abroad: Organisation, worker: User) -> api.Referral:
    case = api.open_referral(
        owner=home, child=plan["child"], origin=abroad.place, dnr="DEMO 2026/3", by=worker
    )
    guardian = api.add_guardian(referral=case, appointed_on=today(), by=worker, **plan["guardian"])
    case = api.change_basics(
        referral=case, receiver=abroad, origin=abroad.place, dnr=case.dnr, responsible=worker, version=case.version,
        by=worker,
    )  # fmt: skip
    api.write_consent(
        referral=case, purpose="information", organisation=abroad, kind="guardian", answer="yes", said_on=today(),
        guardian=guardian, by=worker,
    )  # fmt: skip
    request = api.write_request(
        referral=case, kind="information", organisation=abroad, asks=plan["asks"], by=worker
    )
    api.send_request(request=request, on=today(), by=worker)
    return case


def _parcel(
    plan: dict[str, Any], case: api.Referral, abroad: Organisation, recipient: str, worker: User
) -> Any:
    (consent,) = api.consents_to(case, abroad)
    rows = [one for one in api.filled_fields(case) if one.field.code in plan["shared"]]
    choices = [api.Choice(one.field.code, "ask", one.field.handling, "B", "2", consent.pk) for one in rows]
    sealed = {one.field.code: _sealed(plan, case, one, recipient) for one in rows}
    return api.send_parcel(
        referral=case,
        receiver=abroad,
        key=recipient,
        choices=choices,
        sealed=sealed,
        once=uuid.uuid4(),
        by=worker,
    )


def _sealed(
    plan: dict[str, Any], case: api.Referral, one: api.FilledField, recipient: str
) -> api.SealedField:
    """As the browser seals it."""
    salt = new_secret()
    listed = one.english if one.english != one.text else ""
    translation = plan["translation"] if one.field.code == "signs" else listed
    said = {
        "v": 1, "case": case.number, "field": one.field.code, "label": str(one.field.label), "text": one.text,
        "lang": "sv", "translation": translation, "salt": salt,
    }  # fmt: skip
    digest = hashlib.sha256(f"{salt} {one.text}".encode()).hexdigest()
    return api.SealedField(seal_message(said, [recipient]), digest)
