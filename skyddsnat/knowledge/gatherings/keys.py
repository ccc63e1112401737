"""Secrets of personal links: what is kept is a hash, what is sent is in the letter alone."""

from __future__ import annotations

from skyddsnat.core.api import hash_of, new_secret
from skyddsnat.knowledge.models import EvaluationKey, Gathering, GatheringKey, Participant, Registration


def key_to_registration(registration: Registration) -> str:
    """A new secret that opens the registration until its names are removed."""
    return _made(registration=registration, expires_on=registration.gathering.keep_until)


def key_to_certificate(participant: Participant) -> str:
    """A new secret that opens one person's certificate."""
    return _made(participant=participant, expires_on=participant.registration.gathering.keep_until)


def key_to_evaluation(gathering: Gathering, moment: str) -> str:
    """A new secret for one form. Nothing ties it to the person who gets it."""
    secret = new_secret()
    EvaluationKey.objects.create(
        secret_sha256=hash_of(secret), gathering=gathering, moment=moment, expires_on=gathering.keep_until
    )
    return secret


def _made(**opens: object) -> str:
    secret = new_secret()
    GatheringKey.objects.create(secret_sha256=hash_of(secret), **opens)
    return secret
