"""Two teams and three authorities with things that are sealed: one team and one authority say yes to a successor."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any

import pyrage

from skyddsnat.actors.api import add_membership, add_organisation, organisation
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation import api as cooperation
from skyddsnat.core.api import Guarded, add_user
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today
from skyddsnat.shared.sealing import Mailbox, new_identity, new_receipt, recipient_of, seal_message
from skyddsnat.tips import api as tips

PASSPHRASE = "nordan vindar blå fyr"
SUCCESSOR, ANOTHER = "lansstyrelse-12", "lansstyrelse-14"
LONG_AGO = datetime.date(2020, 1, 1)
SOON = datetime.timedelta(days=30)


def person(name: str, role: str) -> User:
    return add_user(email=f"{name}@example.org", name=name.capitalize(), roles=[role], by=None)


def wrapped(text: str, recipient: str) -> bytes:
    sealed: bytes = pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def guarded(identity: str) -> Guarded:
    return Guarded("passphrase", pyrage.passphrase.encrypt(identity.encode(), PASSPHRASE))


@dataclass
class Team:
    """A receiver with two members, its key, and a tip that says `word`."""

    receiver: tips.Receiver
    members: list[User]
    recovery: str
    word: str
    identity: str = field(default_factory=new_identity)
    tip: Any = None
    box: Any = None

    @property
    def recipient(self) -> str:
        return recipient_of(self.identity)


def team(name: str, code: str, by: User) -> Team:
    frame = tips.Frame(organisation=organisation(code), name=f"Lag {name}", kinds=["labour"])
    receiver = tips.add_receiver(frame=frame, by=by)
    made = Team(
        receiver, [person(f"{name}{n}", "receiver") for n in range(2)], new_identity(), f"knäckebröd {name}"
    )
    wraps = {}
    for member in made.members:
        identity = new_identity()
        key = tips.keep_key(
            recipient=recipient_of(identity), guarded=guarded(identity), replaces="", by=member
        )
        tips.add_member(receiver=receiver, user=member, by=by)
        wraps[key.pk] = wrapped(made.identity, key.recipient)
    recovery = recipient_of(made.recovery)
    new = tips.NewKey(made.recipient, recovery, wraps, wrapped(made.identity, recovery))
    tips.make_team_key(receiver=receiver, key=new, replaces="", by=made.members[0])
    tips.switch(receiver=receiver, on=True, by=by)
    made.box = Mailbox.of(new_receipt())
    made.tip = tips.file_tip(
        mark=uuid.uuid4(), receiver=receiver, kind="labour", language="sv",
        sealed=seal_message({"v": 1, "what": made.word}, [made.recipient]), sealed_by="browser", box=made.box.box,
        answers_to=made.box.recipient,
    ).tip  # fmt: skip
    made.tip = tips.take(tip=made.tip, stamp=tips.stamp_of(made.tip), by=made.members[0])
    tips.note(tip=made.tip, mark=uuid.uuid4(), sealed=sealed(made), by=made.members[1])
    return made


def sealed(to: Team) -> bytes:
    return seal_message({"v": 1, "text": f"anteckning {to.word}"}, [to.recipient])


def hand(giver: Team, to: Team) -> Any:
    """The giver's tip as a new one of the other team's, which answers the sender in the giver's mailbox."""
    handed = tips.Handed(uuid.uuid4(), sealed(to), to.recipient, ["what"], may_answer=True)
    giver.tip.refresh_from_db()
    new = tips.hand_over(
        tip=giver.tip, to=to.receiver, handed=handed, stamp=tips.stamp_of(giver.tip), by=giver.members[0]
    ).tip  # fmt: skip
    new = tips.take(tip=new, stamp=tips.stamp_of(new), by=to.members[0])
    tips.answer(tip=new, mark=uuid.uuid4(), sealed=sealed(to), stamp=tips.stamp_of(new), by=to.members[0])
    return new


@dataclass
class House:
    """An authority with two who take part, its key, and a case about a child of that name when it has one."""

    organisation: Organisation
    people: list[User]
    child: str = ""
    case: Any = None
    recipient: str = ""


def house(name: str, state: str, role: str, kind: str, *, child: str = "") -> House:
    place = Place.objects.get(kind="state", code=state)
    made = House(
        add_organisation(kind=kind, name=f"Myndigheten {name}", place=place, source="test", by=None),
        [person(f"{name}{n}", role) for n in range(2)], child,
    )  # fmt: skip
    wraps, identity = {}, new_identity()
    for user in made.people:
        add_membership(user=user, organisation=made.organisation, since=LONG_AGO, by=None)
        own = new_identity()
        key = cooperation.keep_key(recipient=recipient_of(own), guarded=guarded(own), replaces="", by=user)
        wraps[key.pk] = wrapped(identity, key.recipient)
    made.recipient = recipient_of(identity)
    new = cooperation.NewKey(made.recipient, wraps)
    cooperation.make_authority_key(organisation=made.organisation, key=new, replaces="", by=made.people[0])
    if child:
        told = {
            "given_name": child,
            "signs": f"{child} tigger.",
            "forms": ["begging"],
            "nationalities": ["RO"],
        }
        made.case = cooperation.open_referral(owner=made.organisation, child=told, by=made.people[0])
        cooperation.add_guardian(
            referral=made.case, role=f"God man för {child}", appointed_on=LONG_AGO, by=made.people[0]
        )
    return made


def share(owner: House, to: House) -> Any:
    """A field of the owner's case, sent sealed to the other."""
    worker, case = owner.people[0], owner.case
    case = cooperation.change_basics(
        referral=case, receiver=to.organisation, origin=to.organisation.place, dnr="", responsible=worker,
        version=case.version, by=worker,
    )  # fmt: skip
    cooperation.write_consent(
        referral=case, purpose="information", organisation=to.organisation, kind="guardian", answer="yes",
        said_on=today(), guardian=case.guardians.get(), by=worker,
    )  # fmt: skip
    request = cooperation.write_request(
        referral=case, kind="information", organisation=to.organisation, asks="Vad vet ni?", by=worker
    )
    cooperation.send_request(request=request, on=today(), by=worker)
    case.refresh_from_db()
    (consent,) = cooperation.consents_to(case, to.organisation)
    said = seal_message({"v": 1, "text": owner.child}, [to.recipient])
    return cooperation.send_parcel(
        referral=case, receiver=to.organisation, key=to.recipient,
        choices=[cooperation.Choice("signs", "ask", "H1", "B", "2", consent.pk)],
        sealed={"signs": cooperation.SealedField(said, "0" * 64)}, once=uuid.uuid4(), by=worker,
    )  # fmt: skip


@dataclass
class Planted:
    """Who says yes and who does not, and what each has."""

    going: Team
    staying: Team
    handed_out: Any
    handed_in: Any
    home: House
    other: House
    abroad: House
    parcel: Any


def team_says_yes(one: Team, to: str = SUCCESSOR) -> Any:
    said = tips.say_yes(
        receiver=one.receiver, successor=organisation(to), until=today() + SOON, by=one.members[0]
    )
    return tips.confirm_yes(receiver=one.receiver, seen=said.pk, by=one.members[1])


def house_says_yes(one: House, to: str = SUCCESSOR) -> Any:
    said = cooperation.say_yes(
        organisation=one.organisation, successor=organisation(to), until=today() + SOON, by=one.people[0]
    )
    return cooperation.confirm_yes(organisation=one.organisation, seen=said.pk, by=one.people[1])


def plant() -> Planted:
    by = person("samordnare", "coordinator")
    going, staying = team("norr", "lansstyrelse-01", by), team("soder", "lansstyrelse-03", by)
    home = house("hemma", "SE", "caseworker", "agency", child="Alfrida")
    other = house("annan", "SE", "caseworker", "agency", child="Bertila")
    abroad = house("borta", "FI", "partner", "eu_authority")
    made = Planted(
        going, staying, hand(going, staying), hand(staying, going), home, other, abroad, share(home, abroad)
    )
    share(other, abroad)
    team_says_yes(going)
    team_says_yes(staying, to=ANOTHER)
    house_says_yes(home)
    return made
