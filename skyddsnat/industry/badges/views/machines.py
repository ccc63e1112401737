"""What other programs fetch to verify a badge: the issuer, its keys, and the list of revoked ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from skyddsnat.core.api import Refused, public
from skyddsnat.industry.badges.access import keys_for_visitors, lists_for_visitors
from skyddsnat.industry.badges.issuing import issuer, signed_list
from skyddsnat.industry.badges.keys import jwk_of, signing_key
from skyddsnat.industry.badges.views.frame import JWT_TYPE
from skyddsnat.shared.badges import issuer_document

KEYS_SECONDS, LIST_SECONDS = 3600, 300


@public
@require_safe
def issuer_page(request: HttpRequest) -> HttpResponse:
    """Who issues the badges, as the credential's `issuer.id` says."""
    keys = {key.kid: jwk_of(key) for key in keys_for_visitors()}
    with translation.override("sv"):
        by = issuer()
    return _open(_json(issuer_document(by, keys), "application/json"), KEYS_SECONDS)


@public
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every key, also those no longer in use, as a JSON Web Key Set."""
    found = {"keys": [jwk_of(key) for key in keys_for_visitors()]}
    return _open(_json(found, "application/jwk-set+json"), KEYS_SECONDS)


@public
@require_safe
def key(request: HttpRequest, thumbprint: str) -> HttpResponse:
    """One key, as a badge's `kid` says."""
    found = get_object_or_404(keys_for_visitors(), thumbprint=thumbprint)
    return _open(_json(jwk_of(found), "application/jwk+json"), KEYS_SECONDS)


@public
@require_safe
def revoked(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of revoked badges as of now, signed."""
    found = get_object_or_404(lists_for_visitors(), pk=pk)
    try:
        current, private = signing_key()
    except Refused as refusal:
        return HttpResponse(str(refusal), status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain")
    token = signed_list(found, current, private, now=timezone.now().replace(microsecond=0))
    return _open(HttpResponse(token, content_type=JWT_TYPE), LIST_SECONDS)


def _json(value: Mapping[str, Any], kind: str) -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False, indent=1), content_type=kind)


def _open(response: HttpResponse, seconds: int) -> HttpResponse:
    """For whoever asks, from any site, and for a while: it is the same for all."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={seconds}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
