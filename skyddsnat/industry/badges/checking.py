"""Whether a file is a badge of ours, still valid, and for the one who says so. Nothing of it is kept."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import Resolver404, resolve

from skyddsnat.industry.badges.access import badge_with
from skyddsnat.industry.badges.issuing import issuer
from skyddsnat.industry.badges.keys import public_keys
from skyddsnat.industry.badges.rules import State, state_on, to_take
from skyddsnat.industry.models import Badge
from skyddsnat.shared.badges import BadTokenError, Fault, UnreadableError, check_agrees, read
from skyddsnat.shared.badges.identity import is_name, names_somebody, tidy_name
from skyddsnat.shared.encoding import read_object

LARGEST = 32_768  # bytes; a badge is about 3 000
ENVELOPE = "data:application/vc+jwt,"


class Naming(StrEnum):
    """What a name that was typed says beside the badge."""

    NOT_ASKED = "not asked"
    FITS = "fits"
    DIFFERS = "differs"
    NAMELESS = "nameless"  # the badge is for nobody by name


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file turned out to be."""

    badge: Badge
    state: State
    naming: Naming


class NotOursError(Exception):
    """The file is no badge that can be trusted; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def check(text: str, *, name: str = "", on: datetime.date) -> Verdict:
    """What the file is; NotOursError unless we signed just this."""
    payload = _payload(text)
    badge = badge_with(_number_in(payload))
    if badge is None:  # signed with our key but not in our books: the key has been used by another
        raise NotOursError(Fault.CONTENT)
    state = state_on(on, day=badge.day, expires_on=badge.expires_on, revoked=badge.revoked_at is not None)
    return Verdict(badge, state, _naming(payload, name))


def scenes_to_take(text: str, lesson_scenes: Mapping[str, str], *, on: datetime.date) -> list[str]:
    """What the holder of a file takes to have the lesson as it is now: while it is valid, what has changed since."""
    verdict = check(text, on=on)
    return to_take(verdict.badge.scenes, lesson_scenes, state=verdict.state)


def _payload(text: str) -> dict[str, Any]:
    token = "".join(text.split())
    if len(token) > LARGEST:
        raise NotOursError(Fault.UNREADABLE)
    try:
        if token.startswith("{"):
            token = _unwrapped(text)
        payload = read(token, public_keys())
        check_agrees(payload)
    except UnreadableError:
        raise NotOursError(Fault.UNREADABLE) from None
    except BadTokenError as error:
        raise NotOursError(error.fault) from None
    if payload["iss"] != issuer().id:
        raise NotOursError(Fault.KEY)
    return payload


def _unwrapped(text: str) -> str:
    """The token in a JSON file, as some wallets hand a badge on: an enveloped credential."""
    address = read_object(text.encode()).get("id")
    if not isinstance(address, str) or not address.startswith(ENVELOPE):
        raise UnreadableError
    return address.removeprefix(ENVELOPE)


def _number_in(payload: Mapping[str, Any]) -> uuid.UUID:
    """The badge's number, from the address that is its name."""
    try:
        path = payload["id"].partition("://")[2].partition("/")[2]
        found = resolve(f"/{path}").kwargs.get("pk")
    except (Resolver404, AttributeError, ValueError):
        found = None
    if not isinstance(found, uuid.UUID):
        raise NotOursError(Fault.CONTENT)
    return found


def _naming(payload: Mapping[str, Any], name: str) -> Naming:
    identifiers = payload["credentialSubject"].get("identifier", [])
    if not tidy_name(name):
        return Naming.NOT_ASKED
    if not names_somebody(identifiers):
        return Naming.NAMELESS
    return Naming.FITS if is_name(name, identifiers) else Naming.DIFFERS
