"""A letter as the mail server gets it: plain text and simple HTML from the same words, and how to get no more."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.policy import Policy
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.knowledge.mailings.text import filled, html, plain
from skyddsnat.knowledge.models import Mailing

CAN_TURN_TRACKING_OFF = {
    "mailgun",
    "mailjet",
    "postmark",
}  # letter by letter; with others it is set in the account


class WholeHeader(str):
    """A header kept on one line as it is: when a long address is folded it is encoded too, and no mail program finds
    the way out in that.
    """

    name: str

    def __new__(cls, name: str, value: str) -> WholeHeader:
        made = super().__new__(cls, value)
        made.name = name
        return made

    def __reduce__(self) -> tuple[type[WholeHeader], tuple[str, str]]:
        return WholeHeader, (self.name, str(self))  # so that a letter can be copied

    def fold(self, *, policy: Policy[Any]) -> str:
        return f"{self.name}: {self}{policy.linesep}"


@dataclass(frozen=True, slots=True)
class Receiver:
    """What a letter says of the one it goes to."""

    organisation: str
    function: str
    language: str


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a letter to one receiver."""

    subject: str
    text: str
    html: str


def language_of(mailing: Mailing, wanted: str) -> str:
    """The language that the letter is written in for somebody who wants that one."""
    return "en" if wanted == "en" and mailing.subject_en else "sv"


def authority_name(mailing: Mailing, language: str) -> str:
    """Who writes: what the settings say, else the authority that has the assignment."""
    activity = mailing.proof_activity
    if settings.AUTHORITY_NAME or activity is None:
        return str(settings.AUTHORITY_NAME or "Skyddsnät")
    authority = activity.assignment.authority
    return authority.name_en or authority.name if language == "en" else authority.name


def written(mailing: Mailing, receiver: Receiver, *, link: str, refuse: str) -> Written:
    """The letter in the receiver's language, with its own links."""
    language = language_of(mailing, receiver.language)
    subject, body = (
        (mailing.subject, mailing.body) if language == "sv" else (mailing.subject_en, mailing.body_en)
    )
    body = filled(body, organisation=receiver.organisation)
    with override(language):
        context: dict[str, Any] = {
            "language": language,
            "subject": filled(subject, organisation=receiver.organisation),
            "body": mark_safe(html(body)),  # noqa: S308 - everything typed is escaped there
            "plain": plain(body),
            "authority": authority_name(mailing, language),
            "organisation": receiver.organisation,
            "function": receiver.function,
            "link": link,
            "refuse": refuse,
        }
        return Written(
            context["subject"],
            render_to_string("knowledge/mailings/letter.txt", context).strip() + "\n",
            render_to_string("knowledge/mailings/standalone_letter.html", context),
        )


def message_for(
    mailing: Mailing, said: Written, *, to: str, language: str, refuse: str = ""
) -> EmailMultiAlternatives:
    """The letter with its headers; one that goes to its writer has no way to refuse. No reading of it is traced."""
    headers = {
        "Message-ID": make_msgid(idstring="letter", domain=_domain()),
        "List-Id": f"<utskick.{_domain()}>",
        "Content-Language": language,
        "Auto-Submitted": "auto-generated",
    }
    if refuse:
        headers["List-Unsubscribe"] = WholeHeader("List-Unsubscribe", f"<{refuse}>")
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=said.subject,
        body=said.text,
        from_email=sender(mailing, language),
        to=[to],
        headers=headers,
    )
    message.attach_alternative(said.html, "text/html")
    provider = settings.MAILERS["default"]["BACKEND"].removeprefix("anymail.backends.").partition(".")[0]
    if provider in CAN_TURN_TRACKING_OFF:
        message.track_opens = message.track_clicks = False  # type: ignore[attr-defined]  # read by anymail
    return message


def sender(mailing: Mailing, language: str) -> str:
    name = authority_name(mailing, language).replace("\n", " ").replace("\r", " ")
    return str(Address(name, addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def link_of(secret: str) -> str:
    return absolute(reverse("knowledge:letter-link", args=[secret]))


def refuse_link_of(secret: str) -> str:
    return absolute(reverse("knowledge:letter-refuse", args=[secret]))


def absolute(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def as_test(subject: str) -> str:
    """The subject of a letter that goes to its writer only."""
    return _("Prov: %(subject)s") % {"subject": subject}


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
