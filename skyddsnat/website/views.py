"""Start pages, the demonstration's sign-in, the look, and the pages for when something is wrong."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from skyddsnat.core.api import public
from skyddsnat.core.models import User
from skyddsnat.website.demonstration import demo_user
from skyddsnat.website.desk import desk
from skyddsnat.website.showcase import showcase

THEMES = {"auto", "light", "dark"}
A_YEAR = 365 * 24 * 60 * 60


@public
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is and where to sign in. Signed in: what is due, late and waiting."""
    if not isinstance(request.user, User):
        return render(request, "website/welcome.html")
    return render(request, "website/home.html", desk(request.user))


@public
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people; nothing but the demonstration answers here."""
    user = demo_user(request.POST.get("role", ""))
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("website:home")


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen look in a cookie and go back to the page the reader came from."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "auto")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=not settings.DEMO)
    return response


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible this is, and how to tell us when it is not."""
    return render(request, "website/accessibility.html")


@public
def components(request: HttpRequest) -> HttpResponse:
    """Every component in its states, for those who build pages; only in the demonstration."""
    if not settings.DEMO:
        raise Http404
    return render(request, "website/components.html", showcase())


@public
def health(request: HttpRequest) -> HttpResponse:
    """Whether the site and its database answer, for whoever watches them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)
