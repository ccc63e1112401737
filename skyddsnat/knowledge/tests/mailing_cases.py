"""Contacts to write to, a letter, and a mail server that does what the test wants."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMultiAlternatives

from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.mailings.actions import add_mailing, begin_mailing, choose_recipients
from skyddsnat.knowledge.mailings.choosing import chosen
from skyddsnat.knowledge.mailings.handing import Answer, Ending
from skyddsnat.knowledge.models import Mailing
from skyddsnat.mandate.models import Activity

CHECKED = datetime.date(2026, 1, 15)
TEXT = {
    "name": "Orosanmälan till kommunerna", "subject": "Ny vägledning om orosanmälan",
    "body": "Hej {organisation}!\n\n## Nytt\n\n- ett\n- två\n\nLäs på https://example.org/sida.",
    "subject_en": "New guidance", "body_en": "Hello {organisation}!", "leads_to": "/kunskap/bibliotek/",
}  # fmt: skip


def municipalities(count: int) -> list[Organisation]:
    return list(Organisation.objects.filter(kind="municipality").order_by("code")[:count])


def contact_at(organisation: Organisation, by: User, **fields: Any) -> Contact:
    values = {
        "function": "Socialchef", "email": f"{organisation.code}@example.org", "source": "Webbplatsen",
        "checked_on": CHECKED, "entered_by": by,
    }  # fmt: skip
    return Contact.objects.create(organisation=organisation, **values | fields)


def contacts_at(count: int, by: User) -> list[Contact]:
    return [contact_at(one, by) for one in municipalities(count)]


def a_mailing(by: User, **more: Any) -> Mailing:
    """A draft to every contact at a municipality."""
    made = add_mailing(by=by, **TEXT | more)
    return choose_recipients(mailing=made, version=made.version, segments=[], kinds=["municipality"], by=by)


def begun(by: User, *, activity: Activity | None = None, **more: Any) -> Mailing:
    made = a_mailing(by, **({"activity": activity} if activity else {}) | more)
    return begin_mailing(mailing=made, expected=len(chosen(made).recipients), by=by)


class Taking:
    """A mail server that takes every letter, or answers as it is told."""

    def __init__(self, answer: Callable[[str], Answer | None] = lambda address: None) -> None:
        self.answer = answer
        self.got: list[EmailMultiAlternatives] = []

    def open(self) -> None:
        """Always there."""

    def close(self) -> None:
        """Nothing to close."""

    def send(self, message: EmailMultiAlternatives) -> Answer:
        answer = self.answer(message.to[0])
        if answer is None:
            self.got.append(message)
            return Answer(Ending.TAKEN, message_id=message.extra_headers["Message-ID"])
        return answer

    @property
    def addresses(self) -> list[str]:
        return [message.to[0] for message in self.got]
