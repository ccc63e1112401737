"""What every request passes through."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from skyddsnat.core.models import User
from skyddsnat.core.records import record_at
from skyddsnat.core.shortcuts import remember

type Handler = Callable[[HttpRequest], HttpResponse]

INTERFACE = {code for code, _name in User.LANGUAGES}
AHEAD = {"Hx-Request", "Sec-Purpose"}  # a part of a page, or a page that nobody looks at yet
OPEN_WITHOUT_SECOND_FACTOR = ("/konto/", "/static/", "/i18n/", "/utseende/")


def is_public(request: HttpRequest) -> bool:
    """Whether the page is one for visitors, who are asked for nothing and given no cookie."""
    return getattr(request, "is_public", False)


def interface_language(get_response: Handler) -> Handler:
    """Speak Swedish or English, as the visitor's cookie or browser asks; a public page has its language already."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_public(request):
            return get_response(request)
        language = _asked_for(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def _asked_for(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    accepted = [
        code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    ]
    for code in (chosen, *accepted):
        if (short := code.partition("-")[0]) in INTERFACE:
            return short
    return settings.LANGUAGE_CODE


def second_factor(get_response: Handler) -> Handler:
    """Send staff without a second factor to the page where they add one; the demo is excused."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            not settings.DEMO
            and not is_public(request)
            and isinstance(request.user, User)
            and request.user.is_staff_member
            and not request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR)
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Keep what a signed-in person sees out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_public(request) and request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def own_way_back(get_response: Handler) -> Handler:
    """Remember which records a person opens, once the page is made; never what failed or was fetched ahead."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        opened = not is_public(request) and request.method == "GET" and response.status_code == HTTPStatus.OK
        if opened and isinstance(request.user, User) and not AHEAD & request.headers.keys():
            ref = record_at(request.resolver_match)
            if ref is not None:
                remember(request.user, ref)
        return response

    return middleware
