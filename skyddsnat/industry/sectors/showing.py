"""The frame around the pages of the sectors: anybody's, in the languages of the course, kept by no cookie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from skyddsnat.industry.sectors.addresses import index_address
from skyddsnat.industry.sectors.advice import Advice
from skyddsnat.industry.training.showing import language_for, languages
from skyddsnat.industry.training.texts import plain_numbers, words_in
from skyddsnat.shared.languages import AT_WORK, direction

FRESH = 300  # seconds: a phone number that is changed is seen everywhere soon after


def language_of(request: HttpRequest) -> str:
    return language_for(request, list(AT_WORK))


def advice_in(language: str) -> Advice:
    return Advice(language, plain_numbers())


def page(
    request: HttpRequest, template: str, advice: Advice, context: dict[str, Any], *, address: Callable[[str], str],
    own: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """A page in the advice's language; `address` is where it is in another. A workplace's own goes no further."""
    request.is_public = True  # type: ignore[attr-defined]
    around = {
        "language": advice.language,
        "direction": direction(advice.language),
        "say": words_in(advice.language).texts | advice.say.texts,
        "numbers": advice.numbers,
        "calls": advice.calls(),
        "languages": languages(list(AT_WORK), advice.language, address),
        "advice": advice,
        "home_url": index_address(language=advice.language),
        "own": own,
    }
    response = render(request, f"industry/sectors/{template}.html", around | context, status=status)
    response["Content-Language"] = advice.language
    if own or status != HttpResponse.status_code:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
    else:
        response["Cache-Control"] = f"public, max-age={FRESH}"
        patch_vary_headers(response, ["Accept-Language"])
    return response
