"""Made-up common questions: one that is worked on, and one that is agreed and spread to the county boards.

Nothing is sent: the letters are handed to a server that throws them away.
"""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path
from typing import Any

from skyddsnat.actors.api import add_contact, add_organisation, organisation, organisations
from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.cooperation.api import (
    Question,
    add_finding,
    agree,
    approve_practice,
    begin,
    comment,
    invite,
    meet,
    prepare_spreading,
    raise_question,
    say_spread,
    write_practice,
)
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import begin_mailing, open_letter, send_slice
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.yaml_files import read_yaml
from skyddsnat.website.demo.knowledge_mailings import Nowhere

BOARDS, OPENED = 12, 5
OWN = "kommun-0180"  # the municipality of the demonstration's partner
SOURCE = "Påhittad för demonstrationen"


def build_questions(assignment: Assignment, people: dict[str, User]) -> None:
    """The two questions, on the first assignment's contacts with other states."""
    data: dict[str, Any] = read_yaml(Path(__file__).with_suffix(".yaml").read_text())
    activity = assignment.activities.get(title=data["activity"])
    abroad = {
        key: add_organisation(kind="eu_authority", name=name, name_en=english, source=SOURCE, by=people["coordinator"])
        for key, (name, english) in data["abroad"].items()
    }  # fmt: skip
    for row in data["questions"]:
        one = _question(row, activity, data["clause"], abroad, people)
        if "practice" in row:
            _agree(one, row, people)
            _spread(one, people)


def _question(
    row: dict[str, Any],
    activity: Activity,
    clause: str,
    abroad: dict[str, Organisation],
    people: dict[str, User],
) -> Question:
    coordinator = people["coordinator"]
    words = {name: row[name] for name in ("title", "title_en", "description", "description_en")}
    one = raise_question(
        **words, clause=activity.assignment.clauses.get(number=clause), activity=activity, once=uuid.uuid4(),
        by=coordinator,
    )  # fmt: skip
    invited = {
        key: invite(
            question=one, organisation=abroad.get(key) or organisation(key), part=part, by=coordinator
        )
        for key, part in row["parties"].items()
    }
    begin(question=one, by=coordinator)
    if "meeting" in row:
        met = row["meeting"]
        meet(
            question=one, day=today() - datetime.timedelta(days=met["days_ago"]), is_held=True, form="video",
            about=met["about"], said=met["said"], parties=[invited[key] for key in met["who"]], once=uuid.uuid4(),
            by=coordinator,
        )  # fmt: skip
    for said in row["findings"]:
        values = {"question": one, "text": said["text"], "source": said["source"], "once": uuid.uuid4()}
        add_finding(**values, **_speaker(said["by"], people))
    for said in row["comments"]:
        comment(question=one, text=said["text"], once=uuid.uuid4(), **_speaker(said["by"], people))
    return one


def _speaker(role: str, people: dict[str, User]) -> dict[str, Any]:
    """Who speaks, and for which organisation; the coordinator for the assignment."""
    user = User.objects.get(pk=people[role].pk)  # the memberships as they are now
    return {"by": user, "organisation": organisation(OWN) if role == "partner" else None}


def _agree(one: Question, row: dict[str, Any], people: dict[str, User]) -> None:
    """Everybody who works on it agrees: the partner's municipality by itself, the authority abroad by letter."""
    practice = write_practice(
        question=one, number=0, text=row["practice"], text_en=row["practice_en"], by=people["coordinator"]
    )
    for party in one.parties.exclude(part="follows").select_related("organisation"):
        own = party.organisation.code == OWN
        agree(
            practice=practice, organisation=party.organisation, on=today(),
            by=_speaker("partner", people)["by"] if own else people["coordinator"],
            reference="" if own else "Brev, DEMO 2014/1-17",
        )  # fmt: skip
    approve_practice(practice=practice, by=people["manager"])


def _spread(one: Question, people: dict[str, User]) -> None:
    """The letter to the county boards has gone, and some have opened it; the one to the police is a draft."""
    for each in organisations().of_kind(Organisation.Kind.COUNTY_BOARD).order_by("code")[:BOARDS]:
        add_contact(
            organisation=each, function="Samordnare mot människohandel (demonstration)", name="", phone="",
            email=f"samordnare@{each.code}.demo.example", source=SOURCE, checked_on=today(), by=people["coordinator"],
        )  # fmt: skip
    boards = Contact.objects.current().exclude(email="")
    expected = (
        boards.filter(organisation__kind=Organisation.Kind.COUNTY_BOARD).values("email").distinct().count()
    )
    letter = prepare_spreading(question=one, audience="counties", by=people["coordinator"]).mailing
    begin_mailing(mailing=letter, expected=expected, by=people["coordinator"])
    while send_slice(letter.pk, server=Nowhere(), at_once=50).letters:
        continue
    for delivery in letter.deliveries.order_by("pk")[:OPENED]:
        open_letter(delivery)
    prepare_spreading(question=one, audience="police", by=people["coordinator"])
    say_spread(question=one, by=people["coordinator"])
