"""Personal links: a secret that is sent once and kept only as its hash, and pages that do not pass it on."""

from __future__ import annotations

import base64
import json
import secrets
import uuid

from django.http import HttpResponseBase
from django.utils.crypto import salted_hmac

from skyddsnat.shared.hashing import sha256_hex

BYTES = 32
SECRET_LENGTH = 43  # of such a secret as it stands in an address


def new_secret() -> str:
    return secrets.token_urlsafe(BYTES)


def secret_of(mark: uuid.UUID, *parts: object) -> str:
    """The secret of a form with a mark of its own: the same when the form is sent twice, so that it makes one link."""
    said = json.dumps([str(mark), *map(str, parts)])
    digest = salted_hmac("skyddsnat.core.secret_links", said, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """What is kept of a secret: SHA-256, as 64 hexadecimal digits."""
    return sha256_hex(secret.encode())


def kept_to_itself[Response: HttpResponseBase](response: Response) -> Response:
    """Let the address, which holds the secret, go no further: to no other site, no cache and no search engine.

    Not "no-referrer": a browser then sends the page's forms without their origin, and they are refused as another
    site's.
    """
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
