"""Who a badge is for, without their name in it: the salted hash of Open Badges' IdentityObject.

Whoever has the file and a name can see whether they belong together. Whoever has the file alone can try names, so it
is its holder's to show; the issuer has neither.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from typing import Any

TYPE = "IdentityObject"
NAME = "name"  # of the specification's kinds of identifier
METHOD = "sha256"


def tidy_name(name: str) -> str:
    """A name as it is hashed: composed letters, one space between words. Large and small letters differ."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def identity_hash(identity: str, salt: str) -> str:
    return f"{METHOD}${hashlib.sha256(f'{identity}{salt}'.encode()).hexdigest()}"


def hashed_name(name: str, salt: str) -> dict[str, Any]:
    """What stands in a badge in place of a name."""
    return {
        "type": TYPE, "hashed": True, "identityHash": identity_hash(tidy_name(name), salt),
        "identityType": NAME, "salt": salt,
    }  # fmt: skip


def plain_identity(kind: str, value: str) -> dict[str, Any]:
    """An identifier that is no secret, as an organisation's number."""
    return {"type": TYPE, "hashed": False, "identityHash": value, "identityType": kind}


def names_somebody(identifiers: Any) -> bool:
    """Whether a badge's `identifier` is for somebody by name."""
    return any(_is_name(one) for one in _listed(identifiers))


def is_name(name: str, identifiers: Any) -> bool:
    """Whether the badge is for somebody of that name."""
    return any(
        hmac.compare_digest(
            identity_hash(tidy_name(name), one["salt"]).encode(), one["identityHash"].encode()
        )
        for one in _listed(identifiers)
        if _is_name(one)
    )


def _listed(identifiers: Any) -> list[Any]:
    return identifiers if isinstance(identifiers, list) else [identifiers]


def _is_name(one: Any) -> bool:
    return (
        isinstance(one, Mapping)
        and one.get("identityType") == NAME
        and one.get("hashed") is True
        and isinstance(one.get("identityHash"), str)
        and isinstance(one.get("salt"), str)
    )
