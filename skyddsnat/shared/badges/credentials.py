"""What is signed: a badge, and the list of revoked ones. Open Badges 3.0 over W3C's Verifiable Credentials 2.0."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from skyddsnat.shared.badges import bitstring
from skyddsnat.shared.badges.tokens import BadTokenError, Fault

VC = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DOCUMENTS_OF_KEYS = "https://www.w3.org/ns/cid/v1"
SCHEMA = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}
CLAIMS = {"iss", "jti", "nbf", "exp", "sub"}  # what a token says beside the credential


class Issuer(NamedTuple):
    """Who issues, by the address that tells of it."""

    id: str
    name: str
    url: str

    def profile(self) -> dict[str, Any]:
        return {"id": self.id, "type": ["Profile"], "name": self.name, "url": self.url}


class Share(NamedTuple):
    """A part of a whole that a badge states."""

    key: str
    label: str
    percent: int


class Achievement(NamedTuple):
    """What a badge is given for."""

    id: str
    kind: str  # of the specification's kinds: Course, Certification…
    name: str
    description: str
    criteria: str
    language: str
    version: str = ""
    shares: tuple[Share, ...] = ()


class Status(NamedTuple):
    """Where it is seen whether a badge is revoked."""

    list_url: str
    place: int


class Term(NamedTuple):
    """From when and until when."""

    starts: datetime.datetime
    ends: datetime.datetime


def badge(
    *, id: str, issuer: Issuer, subject: str, identifiers: Iterable[Mapping[str, Any]], achievement: Achievement,
    term: Term, status: Status,
) -> dict[str, Any]:  # fmt: skip
    """The payload of a badge's token: the credential, and beside it what every token says."""
    about: dict[str, Any] = {"id": subject, "type": ["AchievementSubject"]}
    if told := [dict(one) for one in identifiers]:
        about["identifier"] = told
    about["achievement"] = _achievement(achievement)
    if achievement.shares:
        about["result"] = [
            {"type": ["Result"], "resultDescription": _share_id(achievement, one), "value": str(one.percent)}
            for one in achievement.shares
        ]
    return {
        "@context": [VC, BADGES],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer.profile(),
        "validFrom": moment(term.starts),
        "validUntil": moment(term.ends),
        "name": achievement.name,
        "credentialSubject": about,
        "credentialStatus": {
            "id": f"{status.list_url}#{status.place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(status.place),
            "statusListCredential": status.list_url,
        },
        "credentialSchema": [SCHEMA],
        "iss": issuer.id,
        "jti": id,
        "sub": subject,
        "nbf": int(term.starts.timestamp()),
        "exp": int(term.ends.timestamp()),
    }


def status_list(*, url: str, issuer: Issuer, revoked: Iterable[int], term: Term) -> dict[str, Any]:
    """The payload of the list of revoked badges, good until the term ends."""
    return {
        "@context": [VC],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": moment(term.starts),
        "validUntil": moment(term.ends),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bitstring.encode(revoked),
        },
        "iss": issuer.id,
        "jti": url,
        "sub": f"{url}#list",
        "nbf": int(term.starts.timestamp()),
        "exp": int(term.ends.timestamp()),
    }


def issuer_document(issuer: Issuer, keys: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What stands at the issuer's address: the profile, and every key that its badges are signed with."""
    return {
        "@context": [VC, BADGES, DOCUMENTS_OF_KEYS],
        **issuer.profile(),
        "verificationMethod": [
            {"id": kid, "type": "JsonWebKey", "controller": issuer.id, "publicKeyJwk": dict(jwk)}
            for kid, jwk in keys.items()
        ],
        "assertionMethod": list(keys),
    }


def check_agrees(payload: Mapping[str, Any]) -> None:
    """Raise BadTokenError when the credential and what its token says differ, as the specification asks to be seen."""
    issuer, subject = payload.get("issuer"), payload.get("credentialSubject")
    kinds = payload.get("type")
    if not isinstance(issuer, dict) or not isinstance(subject, dict) or not isinstance(kinds, list):
        raise BadTokenError(Fault.CONTENT)
    if "OpenBadgeCredential" not in kinds:
        raise BadTokenError(Fault.CONTENT)
    said = [payload.get(name) for name in ("iss", "jti", "sub")]
    if said != [issuer.get("id"), payload.get("id"), subject.get("id")] or None in said:
        raise BadTokenError(Fault.CONTENT)
    for claim, name in (("nbf", "validFrom"), ("exp", "validUntil")):
        if payload.get(claim) != _seconds(payload.get(name)):
            raise BadTokenError(Fault.CONTENT)


def moment(at: datetime.datetime) -> str:
    """A moment as a credential writes it: 2015-03-02T00:00:00Z."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(said: Any) -> int:
    try:
        return int(datetime.datetime.fromisoformat(said).timestamp())
    except (TypeError, ValueError, OverflowError):
        raise BadTokenError(Fault.CONTENT) from None


def _achievement(one: Achievement) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": one.id,
        "type": ["Achievement"],
        "achievementType": one.kind,
        "name": one.name,
        "description": one.description,
        "criteria": {"narrative": one.criteria},
        "inLanguage": one.language,
    }
    if one.version:
        told["version"] = one.version
    if one.shares:
        told["resultDescription"] = [
            {
                "id": _share_id(one, share),
                "type": ["ResultDescription"],
                "name": share.label,
                "resultType": "Percent",
            }
            for share in one.shares
        ]
    return told


def _share_id(achievement: Achievement, share: Share) -> str:
    return f"{achievement.id}#{share.key}"
