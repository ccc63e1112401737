"""Common questions as far as they have come, for the tests: who raises, works, agrees and learns."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from skyddsnat.actors.api import add_contact, add_membership, add_organisation, organisation
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.conftest import Cast, begun_activity
from skyddsnat.cooperation.models import Party, Practice, Question, Spreading
from skyddsnat.cooperation.questions.actions.parties import invite
from skyddsnat.cooperation.questions.actions.practice import agree, approve_practice, write_practice
from skyddsnat.cooperation.questions.actions.raising import raise_question
from skyddsnat.cooperation.questions.actions.spreading import prepare_spreading
from skyddsnat.cooperation.questions.actions.states import begin
from skyddsnat.cooperation.questions.kinds import Part
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import Answer, Ending, begin_mailing, send_slice
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today

SINCE = datetime.date(2020, 1, 1)
HOME = "kommun-0180"
TITLE = "Skolgång för barn vars föräldrar tigger"
TEXT = "Barn som följer med sina föräldrar mellan länder går sällan i skolan. Hur får de skola där de är?"
DONE = "Skolan där barnet är frågar skolan där barnet var, inom en vecka."


class Nowhere:
    """A mail server that throws every letter away."""

    def open(self) -> None:
        """Always there."""

    def send(self, message: Any) -> Answer:
        return Answer(Ending.TAKEN, message_id=str(message.extra_headers["Message-ID"]))

    def close(self) -> None:
        """Nothing to close."""


def raised(assignment: Assignment, cast: Cast, **more: Any) -> Question:
    values: dict[str, Any] = {
        "title": TITLE, "description": TEXT, "clause": assignment.clauses.get(number="4"), "once": uuid.uuid4(),
        "by": cast.coordinator,
    }  # fmt: skip
    return raise_question(**values | more)


def an_activity(assignment: Assignment, cast: Cast) -> Activity:
    return begun_activity(assignment, cast, "Kontakter med myndigheter i andra länder")


def abroad(name: str = "Skolmyndighet i stat B") -> Organisation:
    state = Place.objects.filter(kind="state").exclude(code="SE").first()
    return add_organisation(kind="eu_authority", name=name, place=state, source="test", by=None)


def member(user: User, own: Organisation, cast: Cast) -> User:
    """The user, who acts for the organisation from now on."""
    add_membership(user=user, organisation=own, since=SINCE, by=cast.manager)
    return User.objects.get(pk=user.pk)


def another(role: str, own: Organisation, cast: Cast) -> User:
    """Somebody else in the role, who acts for the organisation."""
    user = User.objects.create_user(f"{role}-{own.code}@example.org", f"{role} {own.code}")
    user.roles.set([role])
    return member(User.objects.get(pk=user.pk), own, cast)


def working(assignment: Assignment, cast: Cast, **more: Any) -> Question:
    """Stockholm and an authority abroad work on it."""
    one = raised(assignment, cast, **more)
    for own in (organisation(HOME), abroad()):
        invite(question=one, organisation=own, part=Part.WORKS, by=cast.coordinator)
    return begin(question=one, by=cast.coordinator)


def written(one: Question, cast: Cast, *, consents: int = 2) -> Practice:
    """A practice that so many of those who work on it agree to."""
    practice = write_practice(question=one, number=0, text=DONE, by=cast.coordinator)
    for party in Party.objects.filter(question=one).order_by("pk")[:consents]:
        agree(
            practice=practice, organisation=party.organisation, on=today(), reference="Protokoll 4", by=cast.coordinator
        )  # fmt: skip
    return practice


def agreed(assignment: Assignment, cast: Cast, **more: Any) -> Question:
    """Agreed on and approved, on an activity that is under way."""
    one = working(
        assignment, cast, activity=more.pop("activity", None) or an_activity(assignment, cast), **more
    )
    approve_practice(practice=written(one, cast), by=cast.manager)
    one.refresh_from_db()
    return one


def sent(one: Question, cast: Cast, audience: str = "counties", letters: int = 2) -> Spreading:
    """The letter to an audience, sent to so many county boards."""
    boards = Organisation.objects.filter(kind="county_board").order_by("code")[:letters]
    for each in boards:
        add_contact(
            organisation=each, function="Samordnare", name="", email=f"post@{each.code}.example.org", phone="",
            source="test", checked_on=today(), by=cast.coordinator,
        )  # fmt: skip
    spreading = prepare_spreading(question=one, audience=audience, by=cast.coordinator)
    begin_mailing(mailing=spreading.mailing, expected=letters, by=cast.coordinator)
    while send_slice(spreading.mailing.pk, server=Nowhere(), at_once=50).letters:
        continue
    return spreading
