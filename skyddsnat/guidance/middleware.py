"""What a request for a public page passes through: its language, no cookies, a stricter policy, and the kept pages."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.csp import CSP

from skyddsnat.guidance.publication import generation
from skyddsnat.shared.languages import NAMES

type Handler = Callable[[HttpRequest], HttpResponse]

KEPT = "public, max-age=60, stale-while-revalidate=600"
WORTH_PACKING = 500  # bytes
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

PREVIEW_POLICY = POLICY | {"frame-ancestors": [CSP.SELF]}
EDITING = "/redaktion/"
FILES = {
    "/sitemap.xml": "sv",
    "/robots.txt": "sv",
    "/favicon.ico": "sv",
}  # for machines, as anonymous as visitors
A_LANGUAGE = re.compile(
    r"/[A-Za-z]{2}(?:-[A-Za-z]+)?/"
)  # as an address of ours would begin in a language we lack
CODES = ("/k/", "/K/")  # what is printed in QR codes; the answer only sends the reader on


def editing_rooms(get_response: Handler) -> Handler:
    """Let Wagtail's scripts set styles and show previews in a frame, in its own rooms and nowhere else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(EDITING):
            response._csp_config = settings.EDITING_CSP  # type: ignore[attr-defined]
        return response

    return middleware


def language_of(path: str) -> str | None:
    """The public language that an address begins with, English for one that we lack; None for every other address."""
    first = path[1:].partition("/")[0]
    if first in NAMES:
        return first
    return "en" if path.startswith(CODES) or A_LANGUAGE.match(path) else FILES.get(path)


def public_pages(get_response: Handler) -> Handler:
    """Answer for public pages from what is kept, or make them without asking who the visitor is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        if getattr(request, "is_dummy", False):  # the editor's preview, which is shown in a frame
            response = get_response(request)
            response._csp_config = PREVIEW_POLICY  # type: ignore[attr-defined]
            return response
        if language is None:
            return get_response(request)
        request.is_public = True  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = _kept(request) or _made(request, get_response)
        if "Cache-Control" not in response:
            response["Cache-Control"] = KEPT if response.status_code == 200 else "no-store"
        response._csp_config = POLICY  # type: ignore[attr-defined]
        return response

    return middleware


def _key(request: HttpRequest) -> str:
    asked = f"{generation()} {request.get_host()} {request.path_info}"
    return hashlib.sha256(asked.encode()).hexdigest()


def _can_be_kept(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING")


def _kept(request: HttpRequest) -> HttpResponse | None:
    if not _can_be_kept(request):
        return None
    found = caches["public"].get(_key(request))
    if found is None:
        return None
    return _answer(request, *found)


def _made(request: HttpRequest, get_response: Handler) -> HttpResponse:
    response = get_response(request)
    response["Content-Language"] = request.LANGUAGE_CODE
    if (
        not _can_be_kept(request)
        or response.status_code != 200
        or response.streaming
        or "Cache-Control" in response
    ):
        return response
    body = bytes(response.content)
    packed = gzip.compress(body, 9, mtime=0) if len(body) > WORTH_PACKING else b""
    headers = {
        name: response[name] for name in ("Content-Type", "Content-Language", "Link") if name in response
    }
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    kept = (body, packed, {**headers, "ETag": etag})
    caches["public"].set(_key(request), kept)
    return _answer(request, *kept)


def _answer(request: HttpRequest, body: bytes, packed: bytes, headers: dict[str, str]) -> HttpResponse:
    """The page for this visitor: not at all when they have it, packed when their browser can unpack it."""
    if request.headers.get("If-None-Match") == headers["ETag"]:
        response = HttpResponse(status=304)
        response["ETag"] = headers["ETag"]
        response["Cache-Control"] = KEPT
        return response
    unpacks = packed and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if unpacks else body, headers=headers)
    if unpacks:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["X-Frame-Options"] = "DENY"
    return response
