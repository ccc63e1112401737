"""The made-up mailings of the demonstration: one that went to sixty municipalities, and one that is a draft.

Nothing is sent: the letters are handed to a server that throws them away.
"""

from __future__ import annotations

import datetime

from django.core.mail import EmailMultiAlternatives

from skyddsnat.actors.api import add_contact, organisations
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import (
    Answer,
    Ending,
    Mailing,
    Method,
    add_mailing,
    begin_mailing,
    choose_recipients,
    note_bounce,
    open_letter,
    save_segment,
    send_slice,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today

COUNT, OPENED, CAME_BACK = 60, 23, 2
METHOD = (
    "samtal-med-barn", "Samtal med barn som kan vara utsatta", "Talking with children who may be exploited",
)  # fmt: skip
SENT = {
    "name": "Vägledningen till kommunerna (demonstration)",
    "subject": "Vägledning: när ett barn kan vara utsatt",
    "body": (
        "Hej!\n\nNu finns en vägledning för er i {organisation} som möter barn som kan vara utsatta för "
        "människohandel eller exploatering.\n\n## Det här är nytt\n\n- Frågor att ställa, och frågor att låta bli\n"
        "- Vem ni ringer när det är bråttom\n- Hur en orosanmälan skrivs\n\nDela gärna med kollegor."
    ),
    "subject_en": "Guidance: when a child may be exploited",
    "body_en": (
        "Hello!\n\nThere is now guidance for you at {organisation} who meet children who may be victims of trafficking "
        "or exploitation.\n\n## What is new\n\n- Questions to ask, and questions to leave\n"
        "- Whom to call when it is urgent\n- How to write a report of concern\n\nPlease share it with colleagues."
    ),
}  # fmt: skip
DRAFT = SENT | {
    "name": "Samtal med barn, till socialchefer (demonstration)",
    "subject": "Får vi berätta om ett arbetssätt som hjälper?",
    "body": "Hej!\n\nSkriv här hur {organisation} kan börja.",
    "subject_en": "",
    "body_en": "",
}


class Nowhere:
    """A mail server that throws every letter away."""

    def open(self) -> None:
        """Always there."""

    def send(self, message: EmailMultiAlternatives) -> Answer:
        return Answer(Ending.TAKEN, message_id=str(message.extra_headers["Message-ID"]))

    def close(self) -> None:
        """Nothing to close."""


def build_mailings(running: Assignment, people: dict[str, User]) -> None:
    """Contacts to write to, a segment, a mailing of the assignment under way, and a draft about a method."""
    _contacts(people["coordinator"])
    segment = save_segment(
        segment=None, version=0, by=people["editor"], name="Socialchefer (demonstration)",
        name_en="Heads of social services (demonstration)", kinds=["municipality"], roles=[], counties=[],
        municipalities=[], words="socialchef", group="leaders",
    )  # fmt: skip
    sent = add_mailing(by=people["editor"], activity=_activity(running), **SENT)
    choose_recipients(mailing=sent, version=sent.version, segments=[segment], by=people["editor"])
    begin_mailing(mailing=sent, expected=COUNT, by=people["coordinator"])
    _send(sent)
    code, name, name_en = METHOD
    method, _made = Method.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en})
    draft = add_mailing(by=people["editor"], method=method, **DRAFT)
    choose_recipients(mailing=draft, version=draft.version, segments=[segment], by=people["editor"])


def _contacts(by: User) -> None:
    for one in organisations().of_kind("municipality").order_by("code")[:COUNT]:
        add_contact(
            organisation=one, function="Socialchef (demonstration)", name="", phone="", source="Demonstration",
            email=f"socialchef@{one.code}.demo.example", checked_on=today() - datetime.timedelta(days=40), by=by,
        )  # fmt: skip


def _activity(running: Assignment) -> Activity:
    """The first activity that has started."""
    return running.activities.exclude(started_on=None).order_by("number")[0]


def _send(mailing: Mailing) -> None:
    while send_slice(mailing.pk, server=Nowhere(), at_once=COUNT).letters:
        continue
    letters = list(mailing.deliveries.order_by("pk"))
    for letter in letters[:OPENED]:
        open_letter(letter)
    for letter in letters[-CAME_BACK:]:
        note_bounce(sha256=letter.address_sha256, source="provider", by=None)
