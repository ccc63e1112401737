"""Start pages, the demonstration's sign-in, the look, and the pages for when something is wrong."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    Refused,
    favourites_for,
    public,
    put_aside,
    put_aside_by,
    recent_for,
    signed_in,
    take_back,
)
from skyddsnat.core.models import User
from skyddsnat.guidance.api import no_public_page
from skyddsnat.shared.dates import today
from skyddsnat.website.demonstration import demo_user
from skyddsnat.website.desk import desk, task_of
from skyddsnat.website.showcase import showcase

THEMES = {"auto", "light", "dark"}
A_YEAR = 365 * 24 * 60 * 60


@public
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is and where to sign in. Signed in: what is due, late and waiting."""
    if not isinstance(request.user, User):
        return render(request, "website/welcome.html")
    shown = desk(request.user)
    shown |= {"favourites": favourites_for(request.user), "recent": recent_for(request.user)}
    just_now = request.GET.get("undanlagt", "")
    shown["just_now"] = next((one for one in shown["aside"] if str(one.row.pk) == just_now), None)
    return render(request, "website/home.html", shown)


@signed_in
@require_POST
def later(request: AuthenticatedRequest) -> HttpResponse:
    """Put a thing aside until the chosen day, and offer to undo it."""
    task = task_of(request.user, request.POST.get("task", ""))
    if task is None:
        messages.info(request, _("Det är redan gjort och finns inte kvar att lägga undan."))
        return redirect("website:home")
    try:
        until = datetime.date.fromisoformat(request.POST.get("until") or request.POST.get("day", ""))
    except ValueError:
        messages.error(request, _("Välj vilken dag det ska komma tillbaka."))
        return redirect("website:home")
    try:
        row = put_aside(task=task, until=until, today=today(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("website:home")
    return redirect(f"{reverse('website:home')}?undanlagt={row.pk}")


@signed_in
@require_POST
def now(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Put a thing back on the desk."""
    take_back(aside=get_object_or_404(put_aside_by(request.user), pk=pk), by=request.user)
    messages.success(request, _("Det är tillbaka på din startsida."))
    return redirect("website:home")


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
    if getattr(request, "is_public", False):
        return no_public_page(request)
    return render(request, "404.html", status=404)
