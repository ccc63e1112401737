"""What every request passes through."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from skyddsnat.core.models import User

type Handler = Callable[[HttpRequest], HttpResponse]

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
