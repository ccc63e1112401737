"""The interface for learning platforms: completions in, with a key of the company's. Its description is OpenAPI."""

from __future__ import annotations

import time
from typing import Any, cast

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema, Status
from ninja.errors import AuthenticationError, HttpError, Throttled
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle
from pydantic import Field

from skyddsnat.core.api import public
from skyddsnat.industry.lms.access import token_with
from skyddsnat.industry.lms.completions import MOST_ROWS, Batch, BodyError, read_body
from skyddsnat.industry.lms.handing_in import Result, hand_in
from skyddsnat.industry.models import CompanyToken

LARGEST = 1_000_000  # bytes of a body: five hundred rows are less than half of that
A_MINUTE = 60  # requests, for each key and web process


class Answer(Schema):
    """A result for each row."""

    kept: int = Field(description="How many rows are kept now.")
    results: list[Result]


class Said(Schema):
    """Why nothing was taken in, and what to do."""

    message: str


class CompanyKeyAuth(HttpBearer):
    """`Authorization: Bearer …` with a key that the company's contact has made."""

    def authenticate(self, request: HttpRequest, token: str) -> CompanyToken | None:
        found = token_with(token)
        if found is not None and (found.company.joined_at is None or found.company.left_at is not None):
            raise HttpError(403, _("Företaget är inte med längre. Anslut det igen först."))
        return found


class ByKey(BaseThrottle):
    """So many requests a minute for each key, in every web process."""

    def allow_request(self, request: HttpRequest) -> bool:
        token = cast("CompanyToken", request.auth)  # type: ignore[attr-defined]
        name = f"company-token:{token.pk}:{int(time.time()) // 60}"
        cache.add(name, 0, timeout=120)
        return cache.incr(name) <= A_MINUTE

    def wait(self) -> float:
        return 60 - time.time() % 60


api = NinjaAPI(
    title="Skyddsnät: genomförda lektioner / completed lessons", version="1",
    description=(
        "For a company's learning platform. Make a key on the company's page, under *Kursen i er egen lärplattform*. "
        "Never send anything about the learner: unknown fields are refused."
    ),
    urls_namespace="lms-api", openapi_url=None, docs_url=None,
)  # fmt: skip


@api.post(
    "completions",
    auth=CompanyKeyAuth(),
    throttle=ByKey(),
    url_name="lms-completions",
    operation_id="handInCompletions",
    summary="Hand in finished lessons",
    response={200: Answer, 401: Said, 403: Said, 404: Answer, 413: Said, 422: Answer | Said, 429: Said},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Batch"}}},
        }
    },
)
def completions(request: HttpRequest) -> Status[Any]:
    """Up to 500 rows at a time. The same id twice changes nothing and is answered the same.

    200: every row is kept. 404: the rows that are not kept name a workplace that is not the company's. 422: some row is
    wrong, and `results` says which and why; the others are kept. Send the whole request again after a 429 or a fault.
    """
    token = cast("CompanyToken", request.auth)  # type: ignore[attr-defined]
    try:
        body = request.body
    except RequestDataTooBig as fault:
        raise _too_large() from fault
    if len(body) > LARGEST:
        raise _too_large()
    try:
        rows = read_body(body)
    except BodyError as fault:
        return Status(422, Said(message=str(fault)))
    status, results = hand_in(token=token, rows=rows)
    return Status(status, Answer(kept=sum(one.kept for one in results), results=results))


def _too_large() -> HttpError:
    return HttpError(
        413, _("Det är för mycket på en gång. Skicka högst %(most)s rader.") % {"most": MOST_ROWS}
    )


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, _fault: AuthenticationError) -> HttpResponse:
    said = _(
        "Nyckeln saknas eller gäller inte. Skicka Authorization: Bearer och en nyckel från företagets sida."
    )
    response = api.create_response(request, {"message": said}, status=401)
    response["WWW-Authenticate"] = 'Bearer realm="Skyddsnat"'
    return response


@api.exception_handler(HttpError)
def refused(request: HttpRequest, fault: HttpError) -> HttpResponse:
    said = fault.message
    if isinstance(fault, Throttled):
        said = _("Det kom för många anrop på en minut. Vänta en stund och skicka igen.")
    return api.create_response(request, {"message": said}, status=fault.status_code)


@public
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines, and for programs that make clients of it."""
    address = reverse("industry:lms-completions")
    described = dict(api.get_openapi_schema(path_prefix=address.removesuffix("completions")))
    parts = Batch.model_json_schema(ref_template="#/components/schemas/{model}")
    described["components"]["schemas"] |= {**parts.pop("$defs"), "Batch": parts}
    return JsonResponse(described)


# Ninja's own start page is left out: there is nothing to read on it.
urlpatterns: list[URLPattern] = [
    path("openapi.json", openapi, name="lms-openapi"),
    *(one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"),
]
