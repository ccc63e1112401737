"""The letters in words: plain text, in the language that was chosen, with links that nobody else has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.api import hash_of
from skyddsnat.knowledge.gatherings.calendar_file import calendar_file
from skyddsnat.knowledge.gatherings.keys import (
    key_to_certificate,
    key_to_evaluation,
    key_to_registration,
)
from skyddsnat.knowledge.models import EvaluationKey, GatheringKey, GatheringLetter, Moment

Kind = GatheringLetter.Kind
WITH_CALENDAR = {Kind.RECEIVED, Kind.MOVED_UP, Kind.CHANGED, Kind.CALLED_OFF}
ASKING = {Kind.AFTER: Moment.AFTER, Kind.LATER: Moment.LATER}


@dataclass
class Made:
    """A letter with the secrets that were made for it alone."""

    message: EmailMessage
    secrets: list[str] = field(default_factory=list)


def letter_from(letter: GatheringLetter) -> Made:
    """The letter to send. Its secrets are made here, and are nowhere but in it."""
    with override(letter.registration.language):
        return _to_participant(letter) if letter.participant else _to_registrant(letter)


def forget_keys(made: Made) -> None:
    """Let the links of a letter that never left open nothing."""
    hashes = [hash_of(secret) for secret in made.secrets]
    GatheringKey.objects.filter(pk__in=hashes).delete()
    EvaluationKey.objects.filter(pk__in=hashes).delete()


def _to_registrant(letter: GatheringLetter) -> Made:
    registration, kind = letter.registration, Kind(letter.kind)
    secret = key_to_registration(registration)
    people = list(registration.participants.all())
    secrets, context = [secret], _context(letter)
    if kind in ASKING:
        to_ask = [one for one in people if one.attended and not one.email]
        forms = [key_to_evaluation(registration.gathering, ASKING[kind]) for _one in to_ask]
        secrets += forms
        context["forms"] = [_address("knowledge:gathering-evaluation", form) for form in forms]
    context |= {
        "name": registration.contact_name,
        "seated": [one.name for one in people if not one.waiting],
        "waiting": [one.name for one in people if one.waiting],
        "together": registration.together,
        "link": _address("knowledge:registration", secret),
    }
    return _made(letter, registration.contact_email, context, secrets)


def _to_participant(letter: GatheringLetter) -> Made:
    participant, gathering = letter.participant, letter.registration.gathering
    if participant is None:
        raise ValueError("The letter goes to no participant.")
    certificate = key_to_certificate(participant)
    form = key_to_evaluation(gathering, ASKING[Kind(letter.kind)])
    context = _context(letter) | {
        "name": participant.name,
        "certificate": _address("knowledge:gathering-certificate", certificate),
        "forms": [_address("knowledge:gathering-evaluation", form)],
    }
    return _made(letter, participant.email, context, [certificate, form])


def _context(letter: GatheringLetter) -> dict[str, Any]:
    gathering = letter.registration.gathering
    authority = gathering.activity.assignment.authority
    return {
        "kind": letter.kind,
        "gathering": gathering,
        "organisation": letter.registration.organisation_said,
        "authority": str(authority),
        "page": f"{settings.SITE_ADDRESS}{reverse('knowledge:gathering', args=[gathering.pk])}",
    }


def _made(letter: GatheringLetter, to: str, context: dict[str, Any], secrets: Iterable[str]) -> Made:
    gathering = letter.registration.gathering
    subject = {
        Kind.RECEIVED: _("Din anmälan: %(title)s"),
        Kind.MOVED_UP: _("Ni har fått plats: %(title)s"),
        Kind.CHANGED: _("Ändrad: %(title)s"),
        Kind.CALLED_OFF: _("Inställd: %(title)s"),
        Kind.CANCELLED: _("Avbokad: %(title)s"),
        Kind.AFTER: _("Tack för att du kom: %(title)s"),
        Kind.LATER: _("Vad blev det av det? %(title)s"),
    }[Kind(letter.kind)] % {"title": gathering}
    body = render_to_string("knowledge/gatherings/letter.txt", context)
    message = EmailMessage(
        subject=" ".join(subject.split()), body=_tidy(body), to=[to],
        headers={"Auto-Submitted": "auto-generated", "Content-Language": letter.registration.language},
    )  # fmt: skip
    if Kind(letter.kind) in WITH_CALENDAR:
        message.attach("traff.ics", calendar_file(gathering), "text/calendar")
    return Made(message, list(secrets))


def _address(name: str, secret: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, args=[secret])}"


def _tidy(text: str) -> str:
    """At most one empty line between two that say something."""
    lines: list[str] = []
    for line in (one.strip() for one in text.strip().splitlines()):
        if line or lines[-1]:
            lines.append(line)
    return "\n".join(lines) + "\n"
