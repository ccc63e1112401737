"""What every request passes through."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from skyddsnat.core.models import User
from skyddsnat.core.records import record_at
from skyddsnat.core.shortcuts import remember

type Handler = Callable[[HttpRequest], HttpResponse]

AHEAD = {"Hx-Request", "Sec-Purpose"}  # a part of a page, or a page that nobody looks at yet
OPEN_WITHOUT_SECOND_FACTOR = ("/konto/", "/static/", "/i18n/", "/utseende/")


def second_factor(get_response: Handler) -> Handler:
    """Send staff without a second factor to the page where they add one; the demo is excused."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            not settings.DEMO
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
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def own_way_back(get_response: Handler) -> Handler:
    """Remember which records a person opens, once the page is made; never what failed or was fetched ahead."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        opened = request.method == "GET" and response.status_code == HTTPStatus.OK
        if opened and isinstance(request.user, User) and not AHEAD & request.headers.keys():
            ref = record_at(request.resolver_match)
            if ref is not None:
                remember(request.user, ref)
        return response

    return middleware
